// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.selftest;

import static org.sallyport.engine.crypto.selftest.KnownAnswer.hex;
import static org.sallyport.engine.crypto.selftest.KnownAnswer.text;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.crypto.HmacDrbg;
import org.sallyport.engine.crypto.PrfAlgorithm;

/** Hashes, PRFs and the generator that is made of one. */
final class HashAnswers {
  private HashAnswers() {}

  static List<KnownAnswer> all() {
    List<KnownAnswer> answers = new ArrayList<>();
    answers.add(digest(DigestAlgorithm.SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d"));
    answers.add(
        digest(
            DigestAlgorithm.SHA2_256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    answers.add(
        digest(
            DigestAlgorithm.SHA2_384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                + "8086072ba1e7cc2358baeca134c825a7"));
    answers.add(
        digest(
            DigestAlgorithm.SHA2_512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"));
    answers.add(
        prf(
            PrfAlgorithm.HMAC_SHA1,
            "RFC 2202 section 3, test case 2",
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"));
    answers.add(
        prf(
            PrfAlgorithm.HMAC_SHA2_256,
            "RFC 4231 section 4.3",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    answers.add(
        prf(
            PrfAlgorithm.HMAC_SHA2_384,
            "RFC 4231 section 4.3",
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
                + "8e2240ca5e69e2c78b3239ecfab21649"));
    answers.add(
        prf(
            PrfAlgorithm.HMAC_SHA2_512,
            "RFC 4231 section 4.3",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"));
    answers.add(
        drbg(
            "without reseeding",
            "ca851911349384bffe89de1cbdc46e6831e44d34a4fb935ee285dd14b71a7488",
            "659ba96c601dc69fc902940805ec0ca8",
            "",
            "e528e9abf2dece54d47c7e75e5fe302149f817ea9fb4bee6f4199697d04d5b89"
                + "d54fbb978a15b5c443c9ec21036d2460b6f73ebad0dc2aba6e624abf07745bc1"
                + "07694bb7547bb0995f70de25d6b29e2d3011bb19d27676c07162c8b5ccde0668"
                + "961df86803482cb37ed6d5c0bb8d50cf1f50d476aa0458bdaba806f48be9dcb8"));
    answers.add(
        drbg(
            "with reseeding",
            "06032cd5eed33f39265f49ecb142c511da9aff2af71203bffaf34a9ca5bd9c0d",
            "0e66f71edc43e42a45ad3c6fc6cdc4df",
            "01920a4e669ed3a85ae8a33b35a74ad7fb2a6bb4cf395ce00334a9c9a5a5d552",
            "76fc79fe9b50beccc991a11b5635783a83536add03c157fb30645e611c2898bb"
                + "2b1bc215000209208cd506cb28da2a51bdb03826aaf2bd2335d576d519160842"
                + "e7158ad0949d1a9ec3e66ea1b1a064b005de914eac2e9d4f2d72a8616a802254"
                + "22918250ff66a41bd2f864a6a38cc5b6499dc43f7f2bd09e1e0f8f5885935124"));
    return answers;
  }

  private static KnownAnswer digest(DigestAlgorithm algorithm, String expected) {
    return new KnownAnswer(
        algorithm.displayName(),
        "FIPS 180, the three letters abc",
        library -> library.digest(algorithm).digest(text("a"), text("bc")),
        hex(expected));
  }

  private static KnownAnswer prf(PrfAlgorithm algorithm, String origin, String expected) {
    return new KnownAnswer(
        "PRF " + algorithm.strongSwanName(),
        origin,
        library ->
            library
                .prf(algorithm)
                .prf(text("Jefe"), text("what do ya want "), text("for nothing?")),
        hex(expected));
  }

  /** CAVP instantiates, reseeds, generates 1024 bits twice and shows the second. */
  private static KnownAnswer drbg(
      String how, String entropy, String nonce, String reseed, String expected) {
    return new KnownAnswer(
        "HMAC-DRBG " + how,
        "NIST CAVP, HMAC_DRBG.rsp, SHA-256",
        library -> {
          HmacDrbg generator = drbg(library, hex(entropy), hex(nonce));
          if (!reseed.isEmpty()) {
            generator.reseed(hex(reseed));
          }
          byte[] bits = new byte[128];
          generator.generate(bits, 0, bits.length);
          generator.generate(bits, 0, bits.length);
          return bits;
        },
        hex(expected));
  }

  private static HmacDrbg drbg(CryptoLibrary library, byte[] entropy, byte[] nonce) {
    return new HmacDrbg(library.prf(PrfAlgorithm.HMAC_SHA2_256), entropy, nonce, new byte[0]);
  }
}
