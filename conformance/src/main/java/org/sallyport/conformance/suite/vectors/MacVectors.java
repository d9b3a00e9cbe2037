// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.PrfAlgorithm;

/** HMAC as PRF (RFC 2104, RFC 4868) and, with keys of the right length, as packet ICV. */
final class MacVectors {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NOTHING = {};

  private MacVectors() {}

  static List<VectorSuite> suites() {
    return List.of(
        new VectorSuite(
            "hmac-sha1-strongswan",
            "hmac-sha1-strongswan.txt",
            (library, out) -> strongSwan(library, out, "hmac-sha1-strongswan.txt")),
        new VectorSuite(
            "hmac-sha2-strongswan",
            "hmac-sha2-strongswan.txt",
            (library, out) -> strongSwan(library, out, "hmac-sha2-strongswan.txt")),
        new VectorSuite("rfc2202-hmac-sha1", "rfc2202-hmac-sha1.txt", MacVectors::rfc2202),
        new VectorSuite("rfc4231-hmac-sha2", "rfc4231-hmac-sha2.txt", MacVectors::rfc4231),
        new VectorSuite(
            "wycheproof-hmac-sha1",
            "wycheproof/hmac_sha1_test.json",
            (library, out) ->
                wycheproof(library, out, "wycheproof/hmac_sha1_test.json", PrfAlgorithm.HMAC_SHA1)),
        new VectorSuite(
            "wycheproof-hmac-sha256",
            "wycheproof/hmac_sha256_test.json",
            (library, out) ->
                wycheproof(
                    library, out, "wycheproof/hmac_sha256_test.json", PrfAlgorithm.HMAC_SHA2_256)));
  }

  private static void strongSwan(CryptoLibrary library, VectorSuite.Collector out, String file) {
    for (VectorCase vector : VectorFile.resource(file).cases()) {
      String algorithm = vector.text("alg");
      PrfAlgorithm prf = prf(algorithm);
      if (prf == null) {
        continue; // AES-XCBC and the like
      }
      check(library, out, prf, vector.name(), vector, vector.hex("out"));
    }
  }

  private static void rfc2202(CryptoLibrary library, VectorSuite.Collector out) {
    for (VectorCase vector : VectorFile.resource("rfc2202-hmac-sha1.txt").cases()) {
      check(library, out, PrfAlgorithm.HMAC_SHA1, vector.name(), vector, vector.hex("mac"));
      check(
          library,
          out,
          PrfAlgorithm.HMAC_SHA1,
          vector.name() + " truncated",
          vector,
          vector.hex("mac96"));
    }
  }

  private static void rfc4231(CryptoLibrary library, VectorSuite.Collector out) {
    for (VectorCase vector : VectorFile.resource("rfc4231-hmac-sha2.txt").cases()) {
      PrfAlgorithm prf = prf(vector.text("hash"));
      if (prf == null) {
        continue; // HMAC-SHA-224 has no transform id
      }
      check(library, out, prf, vector.name(), vector, vector.hex("mac"));
    }
  }

  private static void check(
      CryptoLibrary library,
      VectorSuite.Collector out,
      PrfAlgorithm prf,
      String name,
      VectorCase vector,
      byte[] expected) {
    byte[] key = vector.hex("key");
    byte[] data = vector.hex("data");
    out.compare(name, HEX.formatHex(expected), prfCut(library, prf, key, data, expected.length));
    packet(library, out, prf, name, key, data, expected, true);
  }

  private static void wycheproof(
      CryptoLibrary library, VectorSuite.Collector out, String file, PrfAlgorithm prf) {
    for (WycheproofCase vector : WycheproofCase.all(file)) {
      byte[] tag = vector.hex("tag");
      byte[] key = vector.hex("key");
      byte[] message = vector.hex("msg");
      String computed = prfCut(library, prf, key, message, tag.length);
      String expected = vector.isValid() ? "equal" : "different";
      out.compare(
          vector.name(), expected, computed.equals(vector.text("tag")) ? "equal" : "different");
      packet(library, out, prf, vector.name(), key, message, tag, vector.isValid());
    }
  }

  /**
   * As the ICV of a NULL-encrypted packet whose text is empty and whose aad is the message; no
   * packet is empty.
   */
  private static void packet(
      CryptoLibrary library,
      VectorSuite.Collector out,
      PrfAlgorithm prf,
      String name,
      byte[] key,
      byte[] message,
      byte[] icv,
      boolean valid) {
    for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
      if (message.length == 0
          || integrity.digest() != prf.digest()
          || integrity.keyLength() != key.length
          || integrity.icvLength() != icv.length) {
        continue;
      }
      PacketBench bench =
          new PacketBench(
              library, new CipherSuite(EncryptionAlgorithm.NULL, 0, integrity), NOTHING, key);
      String label = name + " as " + integrity.displayName();
      out.compare(label, valid ? "" : "refused", bench.open(message, NOTHING, NOTHING, icv));
      if (valid) {
        out.compare(label + " seal", HEX.formatHex(icv), bench.seal(message, NOTHING, NOTHING));
      }
    }
  }

  private static String prfCut(
      CryptoLibrary library, PrfAlgorithm prf, byte[] key, byte[] data, int length) {
    int half = data.length / 2;
    byte[] mac =
        library
            .prf(prf)
            .prf(key, Arrays.copyOf(data, half), Arrays.copyOfRange(data, half, data.length));
    return HEX.formatHex(mac, 0, Math.min(length, mac.length));
  }

  /** By any name that the files use; null for what is not of this project. */
  static PrfAlgorithm prf(String name) {
    return switch (name.toUpperCase(Locale.ROOT).replace("SHA-", "SHA")) {
      case "SHA1",
          "PRF_HMAC_SHA1",
          "AUTH_HMAC_SHA1_96",
          "AUTH_HMAC_SHA1_128",
          "AUTH_HMAC_SHA1_160" ->
          PrfAlgorithm.HMAC_SHA1;
      case "SHA256", "PRF_HMAC_SHA2_256", "AUTH_HMAC_SHA2_256_128" -> PrfAlgorithm.HMAC_SHA2_256;
      case "SHA384", "PRF_HMAC_SHA2_384", "AUTH_HMAC_SHA2_384_192" -> PrfAlgorithm.HMAC_SHA2_384;
      case "SHA512", "PRF_HMAC_SHA2_512", "AUTH_HMAC_SHA2_512_256" -> PrfAlgorithm.HMAC_SHA2_512;
      default -> null;
    };
  }
}
