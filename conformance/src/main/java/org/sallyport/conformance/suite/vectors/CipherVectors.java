// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;

/** AES-CBC (RFC 3602), AES-GCM-16 (RFC 4106), ChaCha20-Poly1305 (RFC 7634). */
final class CipherVectors {
  private static final HexFormat HEX = HexFormat.of();
  private static final int TAG = 16;
  private static final int SALT = 4;
  private static final int NONCE = 12;
  private static final byte[] NOTHING = {};

  private CipherVectors() {}

  static List<VectorSuite> suites() {
    return List.of(
        new VectorSuite("aes-cbc-strongswan", "aes-cbc-strongswan.txt", CipherVectors::cbc),
        new VectorSuite(
            "aes-gcm-strongswan",
            "aes-gcm-strongswan.txt",
            (library, out) ->
                aead(library, out, "aes-gcm-strongswan.txt", EncryptionAlgorithm.AES_GCM_16)),
        new VectorSuite(
            "chacha20poly1305-strongswan",
            "chacha20poly1305-strongswan.txt",
            (library, out) ->
                aead(
                    library,
                    out,
                    "chacha20poly1305-strongswan.txt",
                    EncryptionAlgorithm.CHACHA20_POLY1305)),
        new VectorSuite(
            "wycheproof-aes-cbc",
            "wycheproof/aes_cbc_pkcs5_test.json",
            CipherVectors::wycheproofCbc),
        new VectorSuite(
            "wycheproof-aes-gcm",
            "wycheproof/aes_gcm_test.json",
            (library, out) ->
                wycheproofAead(
                    library, out, "wycheproof/aes_gcm_test.json", EncryptionAlgorithm.AES_GCM_16)),
        new VectorSuite(
            "wycheproof-chacha20-poly1305",
            "wycheproof/chacha20_poly1305_test.json",
            (library, out) ->
                wycheproofAead(
                    library,
                    out,
                    "wycheproof/chacha20_poly1305_test.json",
                    EncryptionAlgorithm.CHACHA20_POLY1305)));
  }

  private static void cbc(CryptoLibrary library, VectorSuite.Collector out) {
    for (VectorCase vector : VectorFile.resource("aes-cbc-strongswan.txt").cases()) {
      byte[] key = vector.hex("key");
      byte[] iv = vector.hex("iv");
      PacketBench bench = cbcBench(library, key);
      out.compare(
          vector.name() + " seal",
          vector.text("cipher"),
          bench.seal(NOTHING, iv, vector.hex("plain")));
      out.compare(
          vector.name() + " open",
          vector.text("plain"),
          bench.open(NOTHING, iv, vector.hex("cipher"), NOTHING));
    }
  }

  /** The file is of CBC with PKCS #5 padding, which IPsec has not: it is put on here. */
  private static void wycheproofCbc(CryptoLibrary library, VectorSuite.Collector out) {
    for (WycheproofCase vector : WycheproofCase.all("wycheproof/aes_cbc_pkcs5_test.json")) {
      if (!vector.isValid()) {
        continue; // a wrong padding: IPsec pads otherwise (RFC 4303 §2.4)
      }
      PacketBench bench = cbcBench(library, vector.hex("key"));
      byte[] plain = withPkcs5(vector.hex("msg"));
      byte[] cipherText = vector.hex("ct");
      out.compare(
          vector.name() + " seal", vector.text("ct"), bench.seal(NOTHING, vector.hex("iv"), plain));
      out.compare(
          vector.name() + " open",
          HEX.formatHex(plain),
          bench.open(NOTHING, vector.hex("iv"), cipherText, NOTHING));
    }
  }

  private static byte[] withPkcs5(byte[] message) {
    int pad = 16 - message.length % 16;
    byte[] padded = Arrays.copyOf(message, message.length + pad);
    Arrays.fill(padded, message.length, padded.length, (byte) pad);
    return padded;
  }

  private static PacketBench cbcBench(CryptoLibrary library, byte[] key) {
    CipherSuite suite =
        new CipherSuite(EncryptionAlgorithm.AES_CBC, 8 * key.length, IntegrityAlgorithm.NONE);
    return new PacketBench(library, suite, key, NOTHING);
  }

  private static void aead(
      CryptoLibrary library,
      VectorSuite.Collector out,
      String file,
      EncryptionAlgorithm algorithm) {
    for (VectorCase vector : VectorFile.resource(file).cases()) {
      String name = vector.text("alg");
      if (name.endsWith("ICV8") || name.endsWith("ICV12")) {
        continue; // a short ICV: RFC 8221 §5 wants 16 octets
      }
      byte[] sealed = vector.hex("cipher_and_icv");
      aeadCase(
          new AeadCase(library, out, vector.name(), algorithm, true),
          join(vector.hex("key"), vector.hex("salt")),
          vector.hex("iv"),
          vector.hex("aad"),
          vector.hex("plain"),
          sealed);
    }
  }

  private static void wycheproofAead(
      CryptoLibrary library,
      VectorSuite.Collector out,
      String file,
      EncryptionAlgorithm algorithm) {
    for (WycheproofCase vector : WycheproofCase.all(file)) {
      byte[] nonce = vector.hex("iv");
      JsonNode group = vector.group();
      if (nonce.length != NONCE || group.path("tagSize").asInt() != 8 * TAG) {
        continue; // not salt | IV of 12 octets (RFC 4106, RFC 7634)
      }
      aeadCase(
          new AeadCase(library, out, vector.name(), algorithm, vector.isValid()),
          join(vector.hex("key"), Arrays.copyOf(nonce, SALT)),
          Arrays.copyOfRange(nonce, SALT, NONCE),
          vector.hex("aad"),
          vector.hex("msg"),
          join(vector.hex("ct"), vector.hex("tag")));
    }
  }

  private record AeadCase(
      CryptoLibrary library,
      VectorSuite.Collector out,
      String name,
      EncryptionAlgorithm algorithm,
      boolean valid) {}

  private static void aeadCase(
      AeadCase test, byte[] keyAndSalt, byte[] iv, byte[] aad, byte[] plain, byte[] sealed) {
    CipherSuite suite =
        new CipherSuite(test.algorithm(), 8 * (keyAndSalt.length - SALT), IntegrityAlgorithm.NONE);
    PacketBench bench = new PacketBench(test.library(), suite, keyAndSalt, NOTHING);
    byte[] cipherText = Arrays.copyOf(sealed, sealed.length - TAG);
    byte[] icv = Arrays.copyOfRange(sealed, sealed.length - TAG, sealed.length);
    String opened = bench.open(aad, iv, cipherText, icv);
    if (!test.valid()) {
      test.out().compare(test.name() + " open", "refused", opened);
      return;
    }
    test.out().compare(test.name() + " open", HEX.formatHex(plain), opened);
    test.out().compare(test.name() + " seal", HEX.formatHex(sealed), bench.seal(aad, iv, plain));
    icv[TAG - 1] ^= 1;
    test.out()
        .compare(
            test.name() + " open with a wrong ICV",
            "refused",
            bench.open(aad, iv, cipherText, icv));
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
