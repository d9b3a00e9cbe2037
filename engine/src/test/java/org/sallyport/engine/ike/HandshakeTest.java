// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.table.HthState;

/** IKE_SA_INIT and IKE_AUTH between two engines (RFC 7296 §1.2). */
final class HandshakeTest {
  static List<IkeProposal> suites() {
    List<IkeProposal> all = new ArrayList<>();
    for (KeyExchangeMethod method : KeyExchangeMethod.values()) {
      all.add(new IkeProposal(IkePair.GCM.suite(), PrfAlgorithm.HMAC_SHA2_256, method));
    }
    for (PrfAlgorithm prf : PrfAlgorithm.values()) {
      all.add(new IkeProposal(IkePair.CBC.suite(), prf, KeyExchangeMethod.X25519));
    }
    for (CipherSuite suite : cipherSuites()) {
      all.add(new IkeProposal(suite, PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.X25519));
    }
    return all;
  }

  static List<CipherSuite> cipherSuites() {
    List<CipherSuite> all = new ArrayList<>();
    for (int bits : new int[] {128, 192, 256}) {
      all.add(new CipherSuite(EncryptionAlgorithm.AES_GCM_16, bits, IntegrityAlgorithm.NONE));
      for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
        if (integrity != IntegrityAlgorithm.NONE) {
          all.add(new CipherSuite(EncryptionAlgorithm.AES_CBC, bits, integrity));
        }
      }
    }
    all.add(new CipherSuite(EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE));
    return all;
  }

  @ParameterizedTest
  @MethodSource("suites")
  void everySuiteEstablishes(IkeProposal proposal) {
    IkePair pair = new IkePair().with(List.of(proposal), List.of(proposal));
    pair.establish();
    assertEquals(HthState.ESTABLISHED, pair.a.state(), () -> pair.a.log.toString());
    assertEquals(HthState.ESTABLISHED, pair.b.state(), () -> pair.b.log.toString());
    assertEquals(4, pair.sent.size());
    pair.assertChildrenMatch();
  }

  @ParameterizedTest
  @MethodSource("cipherSuites")
  void everyChildSuiteIsKeyedAlike(CipherSuite suite) {
    for (boolean esn : new boolean[] {false, true}) {
      IkePair pair = new IkePair();
      List<EspProposal> esp = List.of(new EspProposal(suite, esn));
      pair.a.peer =
          IkePair.peer(
              "b",
              IkePair.ADDRESS_A,
              IkePair.ADDRESS_B,
              IkePair.NET_A,
              IkePair.NET_B,
              List.of(IkePair.GCM),
              esp);
      pair.b.peer =
          IkePair.peer(
              "a",
              IkePair.ADDRESS_B,
              IkePair.ADDRESS_A,
              IkePair.NET_B,
              IkePair.NET_A,
              List.of(IkePair.GCM),
              esp);
      pair.establish();
      pair.assertChildrenMatch();
      assertEquals(esp.get(0), pair.a.child().proposal());
    }
  }

  @Test
  void theTraceSaysWhatTheSpecificationSays() {
    IkePair pair = new IkePair();
    pair.establish();
    assertEquals(
        List.of(
            "Hth 1 IDLE INITIATE_REQUESTED GENERATING",
            "Hth 1 GENERATING KEY_PAIR_READY INIT_SENT",
            "Exchange 1 QUIET SEND_REQUESTED AWAITING",
            "Receiver 0 LISTENING RCV_INIT_RESPONSE LISTENING",
            "Exchange 1 AWAITING RCV_RESPONSE_PROVISIONAL AWAITING",
            "Hth 1 INIT_SENT RCV_INIT_RESPONSE DERIVING",
            "PeerPath 1 DETECTING FOUND_NO_NAT DIRECT",
            "PeerPath 1 DIRECT HOST_CHANGES DIRECT",
            "Hth 1 DERIVING KEY_EXCHANGE_DONE AUTH_SENT",
            "Exchange 1 AWAITING STOP_REQUESTED QUIET",
            "Exchange 1 QUIET SEND_REQUESTED AWAITING",
            "Receiver 0 LISTENING RCV_RESPONSE LISTENING",
            "Exchange 1 AWAITING RCV_RESPONSE_EXPECTED QUIET",
            "Hth 1 AUTH_SENT RCV_AUTH_RESPONSE ESTABLISHED"),
        pair.a.trace);
    assertEquals(
        List.of(
            "Receiver 0 LISTENING RCV_INIT_REQUEST LISTENING",
            "Exchange 1 QUIET RCV_REQUEST_NEW QUIET",
            "Hth 1 IDLE RCV_INIT_REQUEST ANSWERING",
            "PeerPath 1 DETECTING FOUND_NO_NAT DIRECT",
            "PeerPath 1 DIRECT PEER_MAY_CHANGE DIRECT",
            "Hth 1 ANSWERING KEY_EXCHANGE_DONE INIT_ANSWERED",
            "PeerPath 1 DIRECT RCV_SAME_PATH DIRECT",
            "Exchange 1 QUIET RESPONSE_READY QUIET",
            "Receiver 0 LISTENING RCV_REQUEST LISTENING",
            "Exchange 1 QUIET RCV_REQUEST_NEW QUIET",
            "Hth 1 INIT_ANSWERED RCV_AUTH_REQUEST ESTABLISHED",
            "PeerPath 1 DIRECT RCV_SAME_PATH DIRECT",
            "Exchange 1 QUIET RESPONSE_READY QUIET"),
        pair.b.trace);
    assertTrue(pair.a.logged("established as initiator"));
    assertTrue(pair.b.logged("established as responder"));
  }
}
