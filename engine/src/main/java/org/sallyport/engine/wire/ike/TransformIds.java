// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/**
 * The numbers of transform types and transform IDs (RFC 7296 §3.3.2 and the IANA registry "IKEv2
 * Parameters"). Numbers and no enum: an unknown one is data of the peer, kept and not chosen.
 */
public final class TransformIds {
  /** Encryption algorithm. */
  public static final int TYPE_ENCRYPTION = 1;

  /** Pseudo-random function. */
  public static final int TYPE_PRF = 2;

  /** Integrity algorithm. */
  public static final int TYPE_INTEGRITY = 3;

  /** Key exchange method ("Diffie-Hellman group" before RFC 9370). */
  public static final int TYPE_KEY_EXCHANGE = 4;

  /** Extended sequence numbers. */
  public static final int TYPE_ESN = 5;

  /** The first additional key exchange (RFC 9370); the seventh is 12. */
  public static final int TYPE_ADDITIONAL_KEY_EXCHANGE_1 = 6;

  /** The last additional key exchange (RFC 9370). */
  public static final int TYPE_ADDITIONAL_KEY_EXCHANGE_7 = 12;

  /** Triple DES in CBC mode (RFC 2451). */
  public static final int ENCR_3DES = 3;

  /** No encryption (RFC 2410). */
  public static final int ENCR_NULL = 11;

  /** AES in CBC mode (RFC 3602). */
  public static final int ENCR_AES_CBC = 12;

  /** AES in counter mode (RFC 3686). */
  public static final int ENCR_AES_CTR = 13;

  /** AES-CCM, ICV of 8 octets (RFC 4309). */
  public static final int ENCR_AES_CCM_8 = 14;

  /** AES-CCM, ICV of 12 octets (RFC 4309). */
  public static final int ENCR_AES_CCM_12 = 15;

  /** AES-CCM, ICV of 16 octets (RFC 4309). */
  public static final int ENCR_AES_CCM_16 = 16;

  /** AES-GCM, ICV of 8 octets (RFC 4106). */
  public static final int ENCR_AES_GCM_8 = 18;

  /** AES-GCM, ICV of 12 octets (RFC 4106). */
  public static final int ENCR_AES_GCM_12 = 19;

  /** AES-GCM, ICV of 16 octets (RFC 4106). */
  public static final int ENCR_AES_GCM_16 = 20;

  /** AES-GMAC, authentication only (RFC 4543). */
  public static final int ENCR_NULL_AUTH_AES_GMAC = 21;

  /** ChaCha20-Poly1305 (RFC 7634). */
  public static final int ENCR_CHACHA20_POLY1305 = 28;

  /** HMAC-MD5 (RFC 2104). */
  public static final int PRF_HMAC_MD5 = 1;

  /** HMAC-SHA1 (RFC 2104). */
  public static final int PRF_HMAC_SHA1 = 2;

  /** AES-XCBC (RFC 4434). */
  public static final int PRF_AES128_XCBC = 4;

  /** HMAC-SHA2-256 (RFC 4868). */
  public static final int PRF_HMAC_SHA2_256 = 5;

  /** HMAC-SHA2-384 (RFC 4868). */
  public static final int PRF_HMAC_SHA2_384 = 6;

  /** HMAC-SHA2-512 (RFC 4868). */
  public static final int PRF_HMAC_SHA2_512 = 7;

  /** AES-CMAC (RFC 4615). */
  public static final int PRF_AES128_CMAC = 8;

  /** No separate integrity: the encryption is an AEAD. */
  public static final int AUTH_NONE = 0;

  /** HMAC-MD5, 96 bits (RFC 2403). */
  public static final int AUTH_HMAC_MD5_96 = 1;

  /** HMAC-SHA1, 96 bits (RFC 2404). */
  public static final int AUTH_HMAC_SHA1_96 = 2;

  /** AES-XCBC, 96 bits (RFC 3566). */
  public static final int AUTH_AES_XCBC_96 = 5;

  /** AES-CMAC, 96 bits (RFC 4494). */
  public static final int AUTH_AES_CMAC_96 = 8;

  /** HMAC-SHA2-256, 128 bits (RFC 4868). */
  public static final int AUTH_HMAC_SHA2_256_128 = 12;

  /** HMAC-SHA2-384, 192 bits (RFC 4868). */
  public static final int AUTH_HMAC_SHA2_384_192 = 13;

  /** HMAC-SHA2-512, 256 bits (RFC 4868). */
  public static final int AUTH_HMAC_SHA2_512_256 = 14;

  /** No key exchange. */
  public static final int KE_NONE = 0;

  /** MODP 768 (RFC 2409). */
  public static final int KE_MODP_768 = 1;

  /** MODP 1024 (RFC 2409). */
  public static final int KE_MODP_1024 = 2;

  /** MODP 1536 (RFC 3526). */
  public static final int KE_MODP_1536 = 5;

  /** MODP 2048 (RFC 3526). */
  public static final int KE_MODP_2048 = 14;

  /** MODP 3072 (RFC 3526). */
  public static final int KE_MODP_3072 = 15;

  /** MODP 4096 (RFC 3526). */
  public static final int KE_MODP_4096 = 16;

  /** MODP 6144 (RFC 3526). */
  public static final int KE_MODP_6144 = 17;

  /** MODP 8192 (RFC 3526). */
  public static final int KE_MODP_8192 = 18;

  /** NIST P-256 (RFC 5903). */
  public static final int KE_ECP_256 = 19;

  /** NIST P-384 (RFC 5903). */
  public static final int KE_ECP_384 = 20;

  /** NIST P-521 (RFC 5903). */
  public static final int KE_ECP_521 = 21;

  /** Curve25519 (RFC 8031). */
  public static final int KE_X25519 = 31;

  /** Curve448 (RFC 8031). */
  public static final int KE_X448 = 32;

  /** ML-KEM-512 (RFC 9370 method, FIPS 203). */
  public static final int KE_ML_KEM_512 = 35;

  /** ML-KEM-768 (RFC 9370 method, FIPS 203). */
  public static final int KE_ML_KEM_768 = 36;

  /** ML-KEM-1024 (RFC 9370 method, FIPS 203). */
  public static final int KE_ML_KEM_1024 = 37;

  /** 32-bit sequence numbers. */
  public static final int ESN_NONE = 0;

  /** 64-bit extended sequence numbers (RFC 4304). */
  public static final int ESN_EXTENDED = 1;

  private TransformIds() {}
}
