// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.crypto.PrfAlgorithm;

/** SKEYSEED and prf+ (RFC 7296 §2.13, §2.14, §2.17, §2.18). */
final class KeyDerivationVectors {
  private static final HexFormat HEX = HexFormat.of();

  private KeyDerivationVectors() {}

  static List<VectorSuite> suites() {
    return List.of(
        new VectorSuite(
            "ikev2-prfplus-strongswan-cavp",
            "ikev2-prfplus-strongswan-cavp.txt",
            KeyDerivationVectors::prfPlus),
        new VectorSuite(
            "ikev2-skeyseed-strongswan-cavp",
            "ikev2-skeyseed-strongswan-cavp.txt",
            KeyDerivationVectors::skeyseed),
        new VectorSuite("ikev2-kdf-cavs", "ikev2-kdf-cavs.txt", KeyDerivationVectors::cavs));
  }

  private static void prfPlus(CryptoLibrary library, VectorSuite.Collector out) {
    for (VectorCase vector : VectorFile.resource("ikev2-prfplus-strongswan-cavp.txt").cases()) {
      int length = vector.hex("out").length;
      byte[] observed =
          prf(library, vector.text("prf")).prfPlus(vector.hex("key"), length, vector.hex("salt"));
      out.compare(vector.name(), vector.text("out"), HEX.formatHex(observed));
    }
  }

  private static void skeyseed(CryptoLibrary library, VectorSuite.Collector out) {
    for (VectorCase vector : VectorFile.resource("ikev2-skeyseed-strongswan-cavp.txt").cases()) {
      byte[] observed = prf(library, vector.text("prf")).prf(vector.hex("salt"), vector.hex("key"));
      out.compare(vector.name(), vector.text("out"), HEX.formatHex(observed));
    }
  }

  private static void cavs(CryptoLibrary library, VectorSuite.Collector out) {
    for (VectorCase vector : VectorFile.resource("ikev2-kdf-cavs.txt").cases()) {
      Prf prf = prf(library, vector.text("hash"));
      byte[] ni = vector.hex("ni");
      byte[] nr = vector.hex("nr");
      byte[] nonces = Arrays.copyOf(ni, ni.length + nr.length);
      System.arraycopy(nr, 0, nonces, ni.length, nr.length);
      byte[] seed = prf.prf(nonces, vector.hex("g_ir"));
      out.compare(vector.name() + " skeyseed", vector.text("skeyseed"), HEX.formatHex(seed));
      expand(out, prf, vector, "dkm", seed, ni, nr, vector.hex("spi_i"), vector.hex("spi_r"));
      byte[] skD = Arrays.copyOf(vector.hex("dkm"), prf.algorithm().outputLength());
      expand(out, prf, vector, "dkm_child_sa", skD, ni, nr);
      byte[] fresh = vector.hex("g_ir_new");
      expand(out, prf, vector, "dkm_child_sa_dh", skD, fresh, ni, nr);
      out.compare(
          vector.name() + " skeyseed_rekey",
          vector.text("skeyseed_rekey"),
          HEX.formatHex(prf.prf(skD, fresh, ni, nr)));
    }
  }

  private static void expand(
      VectorSuite.Collector out,
      Prf prf,
      VectorCase vector,
      String field,
      byte[] key,
      byte[]... seed) {
    byte[] observed = prf.prfPlus(key, vector.hex(field).length, seed);
    out.compare(vector.name() + " " + field, vector.text(field), HEX.formatHex(observed));
  }

  private static Prf prf(CryptoLibrary library, String name) {
    PrfAlgorithm algorithm = MacVectors.prf(name);
    if (algorithm == null) {
      throw new VectorFormatException("no PRF " + name);
    }
    return library.prf(algorithm);
  }
}
