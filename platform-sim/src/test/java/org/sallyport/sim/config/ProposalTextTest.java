// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;

class ProposalTextTest {
  @Test
  void readsThePapersSuiteAndImpliesItsPrf() throws TextException {
    ProposalText paper = ProposalText.ike("aes128-sha1-modp2048");
    assertEquals(List.of(new Cipher(EncryptionAlgorithm.AES_CBC, 128)), paper.ciphers());
    assertEquals(List.of(IntegrityAlgorithm.HMAC_SHA1_96), paper.integrity());
    assertEquals(List.of(PrfAlgorithm.HMAC_SHA1), paper.prfs());
    assertEquals(List.of(KeyExchangeMethod.MODP_2048), paper.keyExchanges());
    assertEquals(List.of("sha1", "prfsha1"), paper.legacyNames());
  }

  @Test
  void readsAeadsWithTheirPrf() throws TextException {
    ProposalText gcm = ProposalText.ike("aes128gcm16-prfsha256-x25519");
    assertEquals(List.of(new Cipher(EncryptionAlgorithm.AES_GCM_16, 128)), gcm.ciphers());
    assertEquals(List.of(), gcm.integrity());
    assertEquals(List.of(PrfAlgorithm.HMAC_SHA2_256), gcm.prfs());
    assertTrue(gcm.legacyNames().isEmpty());
    ProposalText chacha = ProposalText.ike("chacha20poly1305-prfsha256-ecp256");
    assertEquals(List.of(new Cipher(EncryptionAlgorithm.CHACHA20_POLY1305, 256)), chacha.ciphers());
    assertEquals(List.of(KeyExchangeMethod.ECP_256), chacha.keyExchanges());
  }

  @Test
  void severalOfAKindKeepTheirOrder() throws TextException {
    ProposalText many = ProposalText.ike("aes256-aes128-sha512-sha256-modp3072-modp2048");
    assertEquals(List.of(256, 128), many.ciphers().stream().map(Cipher::keyBits).toList());
    assertEquals(List.of(PrfAlgorithm.HMAC_SHA2_512, PrfAlgorithm.HMAC_SHA2_256), many.prfs());
    assertEquals(
        List.of(KeyExchangeMethod.MODP_3072, KeyExchangeMethod.MODP_2048), many.keyExchanges());
  }

  @Test
  void espSaysWhetherNumbersAreExtended() throws TextException {
    assertEquals(List.of(), ProposalText.esp("aes128-sha1").extendedNumbers());
    assertEquals(
        List.of(true, false), ProposalText.esp("aes256-sha256-esn-noesn").extendedNumbers());
  }

  @Test
  void expandsToEveryCombinationInOrderOfPreference() throws TextException {
    assertEquals(
        "[aes256-sha256-prfsha256-x25519, aes256-sha256-prfsha256-ecp256,"
            + " aes128-sha256-prfsha256-x25519, aes128-sha256-prfsha256-ecp256]",
        ProposalText.ike("aes256-aes128-sha256-x25519-ecp256").ikeProposals().toString());
    assertEquals(
        "[aes128gcm16-esn, aes128gcm16, chacha20poly1305-esn, chacha20poly1305]",
        ProposalText.esp("aes128gcm16-chacha20poly1305")
            .espProposals(List.of(true, false))
            .toString());
    assertEquals(
        "[aes128-sha1]",
        ProposalText.esp("aes128-sha1-noesn").espProposals(List.of(true)).toString());
  }

  @Test
  void aliasesAreTheSame() throws TextException {
    assertEquals(
        ProposalText.ike("aes128gcm16-prfsha256-x25519").keyExchanges(),
        ProposalText.ike("aes128gcm128-prfsha256-curve25519").keyExchanges());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aes128gcm16-x25519               | no PRF                  | prfsha256
          aes128-sha256                    | no key exchange         | -x25519
          aes128-x25519                    | needs an integrity      | aes128-sha256
          aes128gcm16-sha256-x25519        | authenticates by itself | leave "sha256" out
          aes128-aes128gcm16-sha256-x25519 | mixes                   | two proposals
          sha256-x25519                    | no encryption           | aes128gcm16
          aes128-sha256-x25591             | "x25591" is not known   | did you mean "x25519"
          aes128--sha256-x25519            | empty place             | one hyphen
          aes128-sha256-sha256-x25519      | twice                   | leave one out
          aes128-sha256-modp2048-esn       | matter of ESP           | esp_proposals
          3des-sha1-modp1024               | "3des" is not known     | did you mean
          """)
  void saysWhatIsWrongWithAnIkeProposal(String text, String problem, String remedy) {
    TextException wrong = assertThrows(TextException.class, () -> ProposalText.ike(text));
    assertTrue(wrong.getMessage().contains(problem), wrong.getMessage());
    assertTrue(wrong.remedy().contains(remedy), wrong.remedy());
  }

  @Test
  void espTakesNoPrf() {
    TextException wrong =
        assertThrows(TextException.class, () -> ProposalText.esp("aes128gcm16-prfsha256"));
    assertTrue(wrong.remedy().contains("leave \"prfsha256\" out"), wrong.remedy());
  }
}
