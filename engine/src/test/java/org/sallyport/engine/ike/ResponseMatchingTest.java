// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.UnknownPayload;

/** Only an answer to what was asked is an answer (RFC 7296 §2.1 to §2.3). */
final class ResponseMatchingTest {
  private final IkePair pair = new IkePair();

  /** A request of {@code a} is under way, and the peer has not seen it. */
  private long asked() {
    pair.establish();
    long id = IkePair.only(pair.a).window().nextRequestId();
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    pair.wire.clear();
    assertEquals(HthState.DELETING, pair.a.state());
    return id;
  }

  private void assertOther(IkePair.Datagram response) {
    HthState before = pair.a.state();
    pair.a.trace.clear();
    assertEquals(DropReason.UNEXPECTED_MESSAGE_ID, pair.deliver(response));
    assertTrue(
        pair.a.trace.stream().anyMatch(line -> line.contains("RCV_RESPONSE_OTHER")),
        pair.a.trace::toString);
    assertTrue(
        pair.a.trace.stream().noneMatch(line -> line.startsWith("Hth ")), pair.a.trace::toString);
    assertEquals(before, pair.a.state());
  }

  @Test
  void anotherMessageIdIsNoAnswer() {
    // R7296-2.2-1
    long id = asked();
    for (long other : List.of(0L, id - 1, id + 1, 0xFFFF_FFFFL)) {
      assertOther(pair.sealed(pair.b, ExchangeType.INFORMATIONAL, true, other));
    }
    pair.deliver(pair.sealed(pair.b, ExchangeType.INFORMATIONAL, true, id));
    assertEquals(HthState.CLOSED, pair.a.state());
  }

  @Test
  void anotherExchangeIsNoAnswer() {
    long id = asked();
    assertOther(pair.sealed(pair.b, ExchangeType.CREATE_CHILD_SA, true, id));
    assertOther(pair.sealed(pair.b, ExchangeType.IKE_AUTH, true, id));
    assertEquals(HthState.DELETING, pair.a.state());
  }

  @Test
  void whatNobodyAskedIsNoAnswer() {
    pair.establish();
    for (long id = 0; id < 4; id++) {
      assertOther(pair.sealed(pair.b, ExchangeType.INFORMATIONAL, true, id));
    }
  }

  /** The answer of IKE_AUTH once more: it was taken, and the request is forgotten. */
  @Test
  void aSecondCopyIsNoAnswer() {
    pair.establish();
    assertOther(pair.sent.get(3));
    assertEquals(1, pair.a.sad.everInstalled);
  }

  @Test
  void aFirstMessageIsAnsweredUnderItsOwnId() {
    pair.start().initiate(pair.a);
    pair.wire.clear();
    IkeSa sa = IkePair.only(pair.a);
    NotifyPayload cookie = NotifyPayload.of(NotifyType.COOKIE, OctetString.ofInt(1));
    int before = pair.sent.size();
    for (long id : List.of(1L, 0xFFFF_FFFFL)) {
      assertOther(
          pair.clear(
              pair.a, sa.initiatorSpi(), 0, ExchangeType.IKE_SA_INIT, false, true, id, cookie));
    }
    assertEquals(before, pair.sent.size());
  }

  /**
   * Everybody can send it once the SPIs were seen: an answer in clear to a request under SK, of the
   * exchange that comes without SK.
   */
  @Test
  void aFirstAnswerIsNoAnswerToALaterRequest() {
    pair.start().initiate(pair.a);
    pair.deliver(pair.wire.remove());
    IkePair.Datagram first = pair.wire.remove();
    pair.deliver(first);
    assertEquals(HthState.AUTH_SENT, pair.a.state());
    IkePair.Datagram forged = first.copy();
    forged.octets()[23] = 1; // the message ID of IKE_AUTH
    assertOther(forged);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
  }

  @Test
  void anErrorInClearIsNoAnswerToARequestUnderSk() {
    // R7296-2.21.4-1
    long id = asked();
    pair.a.log.clear();
    pair.a.trace.clear();
    IkeSa sa = IkePair.only(pair.a);
    DropReason reason =
        pair.deliver(
            pair.clear(
                pair.a,
                sa.initiatorSpi(),
                sa.responderSpi(),
                ExchangeType.INFORMATIONAL,
                false,
                true,
                id,
                NotifyPayload.of(NotifyType.INVALID_SYNTAX)));
    assertEquals(DropReason.UNAUTHENTICATED_NOTIFY, reason);
    assertEquals(
        List.of("WARNING b: ignored, it is not authenticated: INVALID_SYNTAX in clear"),
        pair.a.log);
    assertEquals(HthState.DELETING, pair.a.state());
  }

  /** RFC 7296 §3.14: an SK payload holds an IV and an ICV at least. */
  @Test
  void whatIsTooShortForIvAndIcvIsNotAuthentic() {
    for (IkeProposal proposal : List.of(IkePair.GCM, IkePair.CBC)) {
      IkePair fresh = new IkePair().with(List.of(proposal), List.of(proposal));
      fresh.establish();
      IkeSa sa = IkePair.only(fresh.b);
      int least = proposal.suite().ivLength() + proposal.suite().icvLength();
      for (int length = 0; length <= least + 1; length++) {
        DropReason reason =
            fresh.deliver(
                fresh.clear(
                    fresh.b,
                    sa.initiatorSpi(),
                    sa.responderSpi(),
                    ExchangeType.INFORMATIONAL,
                    true,
                    false,
                    2,
                    new UnknownPayload(46, false, OctetString.of(new byte[length]))));
        assertEquals(DropReason.NOT_AUTHENTIC, reason, length + " octets");
      }
      assertEquals(HthState.ESTABLISHED, fresh.b.state());
      assertEquals(4, fresh.sent.size(), "none is answered");
    }
  }
}
