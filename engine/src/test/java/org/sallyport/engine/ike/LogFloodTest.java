// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/** Who has proved nothing cannot fill the operator's log, nor hide what others have done. */
final class LogFloodTest {
  private static final int FLOOD = 1000;

  private static long lines(IkePair.End end, String part) {
    return end.log.stream().filter(line -> line.contains(part)).count();
  }

  /** How many of them were not answered, since the answers to strangers have a budget. */
  private static int headersOnly(IkePair pair) {
    int droppedCount = 0;
    for (int i = 1; i <= FLOOD; i++) {
      DropReason dropped =
          pair.deliverOnly(pair.clear(pair.b, i, 0, ExchangeType.IKE_SA_INIT, true, false, 0));
      droppedCount += dropped == DropReason.RATE_LIMITED ? 1 : 0;
    }
    return droppedCount;
  }

  @Test
  void refusedRequestsWriteABoundedNumberOfLines() {
    IkePair pair = new IkePair().start();
    int unanswered = headersOnly(pair);
    assertEquals(10, lines(pair.b, "IKE_SA_INIT refused"));
    assertEquals(FLOOD - unanswered, pair.sent.size(), "answers to strangers have a budget");
    assertEquals(32, pair.sent.size());
    pair.nowNs += 10 * IkePair.SECOND_NS;
    unanswered += headersOnly(pair);
    assertEquals(20, lines(pair.b, "IKE_SA_INIT refused"));
    assertEquals(1, lines(pair.b, "and 22 more like it in the last 10 s"));
    assertEquals(
        2 * FLOOD - unanswered,
        pair.b.engine.counters().events(HthEvent.RCV_INIT_REQUEST_MALFORMED),
        "the counter is exact");
  }

  @Test
  void notificationsInClearWriteABoundedNumberOfLines() {
    IkePair pair = new IkePair();
    pair.establish();
    var sa = IkePair.only(pair.b);
    for (int i = 0; i < FLOOD; i++) {
      pair.deliverOnly(
          pair.clear(
              pair.b,
              sa.initiatorSpi(),
              sa.responderSpi(),
              ExchangeType.INFORMATIONAL,
              true,
              false,
              2,
              NotifyPayload.of(NotifyType.INVALID_IKE_SPI)));
    }
    assertEquals(10, lines(pair.b, "it is not authenticated"));
  }

  @Test
  void forgedAnswersWriteABoundedNumberOfLines() {
    IkePair pair = new IkePair().start();
    pair.initiate(pair.a);
    long spi = IkePair.only(pair.a).initiatorSpi();
    for (int i = 0; i < FLOOD; i++) {
      pair.deliverOnly(
          pair.clear(
              pair.a,
              spi,
              i,
              ExchangeType.IKE_SA_INIT,
              false,
              true,
              0,
              NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN)));
    }
    assertEquals(10, lines(pair.a, "refused"));
  }

  @Test
  void aFloodHidesNoOtherKindOfLine() {
    IkePair pair = new IkePair();
    pair.b.peer = IkePair.withSecret(pair.b.peer, "another secret of the same length");
    pair.start();
    headersOnly(pair);
    pair.initiate(pair.a);
    pair.run();
    assertTrue(pair.b.logged("authentication failed"), pair.b.log.toString());
  }
}
