// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/** Names of {@link TransformIds} for people, as the IANA registry spells them. */
public final class TransformNames {
  private TransformNames() {}

  /** The name of a transform type. */
  public static String type(int type) {
    return switch (type) {
      case TransformIds.TYPE_ENCRYPTION -> "ENCR";
      case TransformIds.TYPE_PRF -> "PRF";
      case TransformIds.TYPE_INTEGRITY -> "INTEG";
      case TransformIds.TYPE_KEY_EXCHANGE -> "KE";
      case TransformIds.TYPE_ESN -> "ESN";
      default -> {
        boolean additional =
            type >= TransformIds.TYPE_ADDITIONAL_KEY_EXCHANGE_1
                && type <= TransformIds.TYPE_ADDITIONAL_KEY_EXCHANGE_7;
        yield additional
            ? "ADDKE" + (type - TransformIds.TYPE_ADDITIONAL_KEY_EXCHANGE_1 + 1)
            : unknown(type, 241);
      }
    };
  }

  /** The name of a transform ID of a type. */
  public static String id(int type, int id) {
    return switch (type) {
      case TransformIds.TYPE_ENCRYPTION -> encryption(id);
      case TransformIds.TYPE_PRF -> prf(id);
      case TransformIds.TYPE_INTEGRITY -> integrity(id);
      case TransformIds.TYPE_ESN -> extendedSequence(id);
      default -> {
        boolean keyExchange =
            type == TransformIds.TYPE_KEY_EXCHANGE || type(type).startsWith("ADDKE");
        yield keyExchange ? keyExchange(id) : unknown(id, 1024);
      }
    };
  }

  private static String encryption(int id) {
    return switch (id) {
      case TransformIds.ENCR_3DES -> "3DES";
      case TransformIds.ENCR_NULL -> "NULL";
      case TransformIds.ENCR_AES_CBC -> "AES_CBC";
      case TransformIds.ENCR_AES_CTR -> "AES_CTR";
      case TransformIds.ENCR_AES_CCM_8 -> "AES_CCM_8";
      case TransformIds.ENCR_AES_CCM_12 -> "AES_CCM_12";
      case TransformIds.ENCR_AES_CCM_16 -> "AES_CCM_16";
      case TransformIds.ENCR_AES_GCM_8 -> "AES_GCM_8";
      case TransformIds.ENCR_AES_GCM_12 -> "AES_GCM_12";
      case TransformIds.ENCR_AES_GCM_16 -> "AES_GCM_16";
      case TransformIds.ENCR_NULL_AUTH_AES_GMAC -> "NULL_AUTH_AES_GMAC";
      case TransformIds.ENCR_CHACHA20_POLY1305 -> "CHACHA20_POLY1305";
      default -> unknown(id, 1024);
    };
  }

  private static String prf(int id) {
    return switch (id) {
      case TransformIds.PRF_HMAC_MD5 -> "HMAC_MD5";
      case TransformIds.PRF_HMAC_SHA1 -> "HMAC_SHA1";
      case TransformIds.PRF_AES128_XCBC -> "AES128_XCBC";
      case TransformIds.PRF_HMAC_SHA2_256 -> "HMAC_SHA2_256";
      case TransformIds.PRF_HMAC_SHA2_384 -> "HMAC_SHA2_384";
      case TransformIds.PRF_HMAC_SHA2_512 -> "HMAC_SHA2_512";
      case TransformIds.PRF_AES128_CMAC -> "AES128_CMAC";
      default -> unknown(id, 1024);
    };
  }

  private static String integrity(int id) {
    return switch (id) {
      case TransformIds.AUTH_NONE -> "NONE";
      case TransformIds.AUTH_HMAC_MD5_96 -> "HMAC_MD5_96";
      case TransformIds.AUTH_HMAC_SHA1_96 -> "HMAC_SHA1_96";
      case TransformIds.AUTH_AES_XCBC_96 -> "AES_XCBC_96";
      case TransformIds.AUTH_AES_CMAC_96 -> "AES_CMAC_96";
      case TransformIds.AUTH_HMAC_SHA2_256_128 -> "HMAC_SHA2_256_128";
      case TransformIds.AUTH_HMAC_SHA2_384_192 -> "HMAC_SHA2_384_192";
      case TransformIds.AUTH_HMAC_SHA2_512_256 -> "HMAC_SHA2_512_256";
      default -> unknown(id, 1024);
    };
  }

  /** The name of a key exchange method (transform type 4). */
  public static String keyExchange(int id) {
    return switch (id) {
      case TransformIds.KE_NONE -> "NONE";
      case TransformIds.KE_MODP_768 -> "MODP_768";
      case TransformIds.KE_MODP_1024 -> "MODP_1024";
      case TransformIds.KE_MODP_1536 -> "MODP_1536";
      case TransformIds.KE_MODP_2048 -> "MODP_2048";
      case TransformIds.KE_MODP_3072 -> "MODP_3072";
      case TransformIds.KE_MODP_4096 -> "MODP_4096";
      case TransformIds.KE_MODP_6144 -> "MODP_6144";
      case TransformIds.KE_MODP_8192 -> "MODP_8192";
      case TransformIds.KE_ECP_256 -> "ECP_256";
      case TransformIds.KE_ECP_384 -> "ECP_384";
      case TransformIds.KE_ECP_521 -> "ECP_521";
      case TransformIds.KE_X25519 -> "X25519";
      case TransformIds.KE_X448 -> "X448";
      case TransformIds.KE_ML_KEM_512 -> "ML_KEM_512";
      case TransformIds.KE_ML_KEM_768 -> "ML_KEM_768";
      case TransformIds.KE_ML_KEM_1024 -> "ML_KEM_1024";
      default -> unknown(id, 1024);
    };
  }

  private static String extendedSequence(int id) {
    return switch (id) {
      case TransformIds.ESN_NONE -> "32_BIT";
      case TransformIds.ESN_EXTENDED -> "64_BIT";
      default -> unknown(id, 1024);
    };
  }

  private static String unknown(int number, int firstPrivate) {
    return (number >= firstPrivate ? "private-" : "unknown-") + number;
  }
}
