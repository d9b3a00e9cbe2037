// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.KeyAgreement;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;

/** MODP (RFC 3526), ECP (RFC 5903), X25519 and X448 (RFC 8031). */
final class KeyExchangeVectors {
  private static final HexFormat HEX = HexFormat.of();

  private static final Map<String, KeyExchangeMethod> METHODS =
      Map.ofEntries(
          Map.entry("MODP_768_BIT", KeyExchangeMethod.MODP_768),
          Map.entry("MODP_1024_BIT", KeyExchangeMethod.MODP_1024),
          Map.entry("MODP_1536_BIT", KeyExchangeMethod.MODP_1536),
          Map.entry("MODP_2048_BIT", KeyExchangeMethod.MODP_2048),
          Map.entry("MODP_3072_BIT", KeyExchangeMethod.MODP_3072),
          Map.entry("MODP_4096_BIT", KeyExchangeMethod.MODP_4096),
          Map.entry("MODP_6144_BIT", KeyExchangeMethod.MODP_6144),
          Map.entry("MODP_8192_BIT", KeyExchangeMethod.MODP_8192),
          Map.entry("ECP_256_BIT", KeyExchangeMethod.ECP_256),
          Map.entry("ECP_384_BIT", KeyExchangeMethod.ECP_384),
          Map.entry("ECP_521_BIT", KeyExchangeMethod.ECP_521),
          Map.entry("CURVE_25519", KeyExchangeMethod.X25519));

  private KeyExchangeVectors() {}

  static List<VectorSuite> suites() {
    return List.of(
        strongSwan("dh-modp-strongswan.txt"),
        strongSwan("dh-x25519-strongswan.txt"),
        strongSwan("dh-ecp-rfc5114-strongswan.txt"),
        new VectorSuite("rfc5903-ecp", "rfc5903-ecp.txt", KeyExchangeVectors::rfc5903),
        new VectorSuite(
            "rfc7748-rfc8031-x25519-x448",
            "rfc7748-rfc8031-x25519-x448.txt",
            KeyExchangeVectors::rfc7748),
        new VectorSuite("modp-groups", "modp-groups.txt", KeyExchangeVectors::modpGroups),
        new VectorSuite(
            "wycheproof-x25519",
            "wycheproof/x25519_test.json",
            KeyExchangeVectors::wycheproofX25519),
        new VectorSuite(
            "wycheproof-ecdh-secp256r1",
            "wycheproof/ecdh_secp256r1_ecpoint_test.json",
            KeyExchangeVectors::wycheproofEcdh));
  }

  private static VectorSuite strongSwan(String file) {
    return new VectorSuite(
        file.replace(".txt", ""),
        file,
        (library, out) -> {
          for (VectorCase vector : VectorFile.resource(file).cases()) {
            KeyExchangeMethod method = METHODS.get(vector.text("method"));
            if (method == null) {
              continue; // a group that IKE no longer uses
            }
            bothSides(library, out, method, vector, "priv_i", "pub_i", "priv_r", "pub_r");
          }
        });
  }

  private static void rfc5903(CryptoLibrary library, VectorSuite.Collector out) {
    for (VectorCase vector : VectorFile.resource("rfc5903-ecp.txt").cases()) {
      KeyExchangeMethod method = KeyExchangeMethod.byId(vector.number("group"));
      bothSides(library, out, method, vector, "priv_i", "pub_i", "priv_r", "pub_r");
    }
  }

  private static void rfc7748(CryptoLibrary library, VectorSuite.Collector out) {
    for (VectorCase vector : VectorFile.resource("rfc7748-rfc8031-x25519-x448.txt").cases()) {
      KeyExchangeMethod method =
          vector.hex("shared").length == 32 ? KeyExchangeMethod.X25519 : KeyExchangeMethod.X448;
      if (vector.has("priv_b")) {
        bothSides(library, out, method, vector, "priv_a", "pub_a", "priv_b", "pub_b");
      } else {
        oneSide(library, out, method, vector, "priv_a_random32", "pub_a", "pub_b");
        oneSide(library, out, method, vector, "priv_a_clamped", "pub_a", "pub_b");
      }
    }
  }

  private static void bothSides(
      CryptoLibrary library,
      VectorSuite.Collector out,
      KeyExchangeMethod method,
      VectorCase vector,
      String firstPrivate,
      String firstPublic,
      String secondPrivate,
      String secondPublic) {
    oneSide(library, out, method, vector, firstPrivate, firstPublic, secondPublic);
    oneSide(library, out, method, vector, secondPrivate, secondPublic, firstPublic);
  }

  private static void oneSide(
      CryptoLibrary library,
      VectorSuite.Collector out,
      KeyExchangeMethod method,
      VectorCase vector,
      String privateKey,
      String ownPublic,
      String peerPublic) {
    KeyExchange exchange = library.keyExchangeFrom(method, vector.hex(privateKey));
    String name = vector.name() + " " + privateKey;
    out.compare(name + " public", vector.text(ownPublic), HEX.formatHex(exchange.publicValue()));
    out.compare(
        name + " shared",
        vector.text("shared"),
        observed(exchange.sharedSecret(vector.hex(peerPublic))));
    exchange.destroy();
  }

  /** The border between p-2 and p-1 fixes the prime; private value 1 shows the generator. */
  private static void modpGroups(CryptoLibrary library, VectorSuite.Collector out) {
    for (VectorCase vector : VectorFile.resource("modp-groups.txt").cases()) {
      KeyExchangeMethod method = KeyExchangeMethod.byId(vector.number("group"));
      if (method == null) {
        continue; // groups 22 to 24: RFC 8247 §2.4, MUST NOT or SHOULD NOT
      }
      BigInteger prime = new BigInteger(1, vector.hex("prime"));
      BigInteger two = BigInteger.TWO;
      KeyExchange exchange = library.keyExchangeFrom(method, new byte[] {1});
      int length = method.publicLength();
      byte[] generator = unsigned(new BigInteger(1, vector.hex("generator")), length);
      byte[] last = unsigned(prime.subtract(two), length);
      byte[] beyond = unsigned(prime.subtract(BigInteger.ONE), length);
      out.compare(
          vector.name() + " generator",
          HEX.formatHex(generator),
          HEX.formatHex(exchange.publicValue()));
      out.compare(
          vector.name() + " p-2", HEX.formatHex(last), observed(exchange.sharedSecret(last)));
      out.compare(
          vector.name() + " p-1", "refused OUT_OF_RANGE", observed(exchange.sharedSecret(beyond)));
    }
  }

  /** "acceptable" there means a peer may refuse; RFC 8031 §3.1 refuses only the zero result. */
  private static void wycheproofX25519(CryptoLibrary library, VectorSuite.Collector out) {
    for (WycheproofCase vector : WycheproofCase.all("wycheproof/x25519_test.json")) {
      KeyExchange exchange =
          library.keyExchangeFrom(KeyExchangeMethod.X25519, vector.hex("private"));
      boolean zero = vector.hasFlag("ZeroSharedSecret");
      out.compare(
          vector.name(),
          zero ? "refused SMALL_ORDER" : vector.text("shared"),
          observed(exchange.sharedSecret(vector.hex("public"))));
    }
  }

  /** A KE payload has no leading 04 and no compressed form (RFC 5903 §7). */
  private static void wycheproofEcdh(CryptoLibrary library, VectorSuite.Collector out) {
    for (WycheproofCase vector :
        WycheproofCase.all("wycheproof/ecdh_secp256r1_ecpoint_test.json")) {
      byte[] point = vector.hex("public");
      boolean uncompressed = point.length > 0 && point[0] == 4;
      byte[] payload = uncompressed ? Arrays.copyOfRange(point, 1, point.length) : point;
      String observed =
          observed(
              library
                  .keyExchangeFrom(KeyExchangeMethod.ECP_256, vector.hex("private"))
                  .sharedSecret(payload));
      if (vector.isValid()) {
        out.compare(vector.name(), vector.text("shared"), observed);
      } else {
        out.add(vector.name(), "refused", observed, observed.startsWith("refused"));
      }
    }
  }

  static byte[] unsigned(BigInteger value, int length) {
    byte[] shortest = value.toByteArray();
    byte[] result = new byte[length];
    int copied = Math.min(length, shortest.length);
    System.arraycopy(shortest, shortest.length - copied, result, length - copied, copied);
    return result;
  }

  /** The secret in hexadecimal or {@code refused REASON}. */
  static String observed(KeyAgreement agreement) {
    return switch (agreement) {
      case KeyAgreement.Agreed agreed -> HEX.formatHex(agreed.secret());
      case KeyAgreement.Refused refused -> "refused " + refused.reason();
    };
  }
}
