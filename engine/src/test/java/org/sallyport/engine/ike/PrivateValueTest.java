// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.ConstantTime;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/**
 * The octets of a private value are zero once the shared secret is there, or nothing comes of the
 * handshake: looked at in the very array that was drawn (RFC 7296 §2.12).
 */
final class PrivateValueTest {
  private final IkePair pair = new IkePair();

  /** X25519's private value is the first 32 octets that a handshake draws. */
  private static byte[] privateValue(IkePair.End end) {
    return end.drawn.stream().filter(octets -> octets.length == 32).findFirst().orElseThrow();
  }

  private static void assertKept(IkePair.End end) {
    assertFalse(ConstantTime.isZero(privateValue(end)), "it is still needed");
  }

  private static void assertGone(IkePair.End end) {
    assertTrue(ConstantTime.isZero(privateValue(end)), "nothing needs it any more");
  }

  @BeforeEach
  void start() {
    List<IkeProposal> groups =
        List.of(
            IkePair.GCM,
            new IkeProposal(
                IkePair.GCM.suite(), PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.ECP_256));
    pair.with(groups, groups).start();
    pair.a.drawn.clear();
    pair.b.drawn.clear();
  }

  @Test
  void itIsGoneWhenTheKeysAreThere() {
    // R7296-2.12-1
    pair.initiate(pair.a);
    assertKept(pair.a);
    pair.deliverOnly(pair.wire.remove());
    pair.b.runTasks(pair.nowNs);
    assertKept(pair.b);
    pair.compute(pair.b);
    assertEquals(HthState.INIT_ANSWERED, pair.b.state());
    assertGone(pair.b);
    pair.deliver(pair.wire.remove());
    assertEquals(HthState.AUTH_SENT, pair.a.state());
    assertGone(pair.a);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
  }

  private static IkePair.Datagram withZero(IkePair.Datagram message, byte[] genuine) {
    return IkePair.withPublicValue(message, genuine, new byte[genuine.length]);
  }

  @Test
  void aJobThatIsCancelledInTheQueueLeavesNothing() {
    assertTrue(pair.a.engine.initiate(pair.a.peer, IkePair.ADDRESS_A, pair.nowNs));
    assertKept(pair.a);
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    assertGone(pair.a);
    pair.a.runTasks(pair.nowNs);
    pair.a.drawn.clear();
    pair.initiate(pair.a);
    pair.deliver(pair.wire.remove());
    pair.deliverOnly(pair.wire.remove());
    assertEquals(HthState.DERIVING, pair.a.state());
    assertKept(pair.a);
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    assertGone(pair.a);
  }

  @Test
  void aJobThatIsCancelledBetweenItsStepsLeavesNothing() {
    pair.initiate(pair.a);
    pair.deliverOnly(pair.wire.remove());
    pair.b.runTasks(pair.nowNs);
    assertEquals(HthState.ANSWERING, pair.b.state());
    assertKept(pair.b);
    pair.nowNs += pair.timers.halfOpenExpiryNs();
    pair.b.runTasks(pair.nowNs);
    assertTrue(pair.b.trace.contains("Hth 1 ANSWERING HALF_OPEN_EXPIRED CLOSED"));
    assertGone(pair.b);
  }

  @Test
  void aFailedComputationKeepsWhatTheNextAnswerNeedsAndNoMore() {
    pair.initiate(pair.a);
    byte[] request = pair.publicValue();
    IkePair.Datagram genuine = pair.wire.remove();
    pair.deliver(withZero(genuine, request));
    assertEquals(HthState.IDLE, pair.b.state(), "a responder needs it no more");
    assertGone(pair.b);
    pair.b.drawn.clear();
    pair.wire.clear();
    pair.deliver(genuine);
    IkePair.Datagram answer = pair.wire.remove();
    pair.deliver(withZero(answer, pair.publicValue()));
    assertEquals(HthState.INIT_SENT, pair.a.state());
    assertKept(pair.a);
    pair.deliver(answer);
    assertEquals(HthState.AUTH_SENT, pair.a.state());
    assertGone(pair.a);
  }

  @Test
  void theGroupThatIsNotWantedLeavesNothing() {
    pair.initiate(pair.a);
    byte[] first = privateValue(pair.a);
    pair.deliverOnly(
        pair.clear(
            pair.a,
            IkePair.only(pair.a).initiatorSpi(),
            0,
            ExchangeType.IKE_SA_INIT,
            false,
            true,
            0,
            NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, OctetString.of(new byte[] {0, 19}))));
    assertEquals(HthState.REGENERATING, pair.a.state());
    assertTrue(ConstantTime.isZero(first));
  }
}
