// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.path.PeerPath;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.OctetString;

/** The window of an IKE SA, which the next one takes over. */
final class MessageWindowTest {
  private int written;

  private final class Probe implements Request {
    @Override
    public OutgoingMessage write(long messageId) {
      written++;
      return OutgoingMessage.of(OctetString.ofLong(messageId));
    }
  }

  private static class NoMessage implements MessageWindow.Cause {
    @Override
    public long nowNs() {
      return 7;
    }

    @Override
    public Incoming incoming() {
      throw new AssertionError("no message came in");
    }

    @Override
    public Received received() {
      throw new AssertionError("no message came in");
    }

    @Override
    public OutgoingMessage response() {
      return OutgoingMessage.NONE;
    }

    @Override
    public boolean answerInWork() {
      return false;
    }

    @Override
    public void redirectChildren() {}

    @Override
    public void drop(DropReason reason) {}

    @Override
    public void deliver() {}

    @Override
    public void reportDead() {}
  }

  private static final class OneTimer implements MessageWindow.Timer {
    long deadlineNs = DeadlineTable.NEVER_NS;

    @Override
    public void arm(long atNs) {
      deadlineNs = atNs;
    }

    @Override
    public void disarm() {
      deadlineNs = DeadlineTable.NEVER_NS;
    }
  }

  private final OneTimer timer = new OneTimer();

  private final MessageWindow window =
      new MessageWindow(
          new PeerPath(TraceSink.NONE),
          timer,
          new MessageWindow.Shared(
              TimersConfig.DEFAULT, (local, remote, message, nowNs) -> {}, TraceSink.NONE));

  @Test
  void nothingIsLeftForTheNextIkeSa() {
    window.begin(1);
    window.enqueue(new Probe());
    window.accept(new NoMessage(), ExchangeEvent.SEND_REQUESTED);
    window.enqueue(new Probe());
    assertEquals(1, window.waiting());
    assertEquals(1, window.nextRequestId());
    assertNotNull(window.outstanding());
    assertTrue(window.isOutstandingId(0));
    window.reset();
    assertEquals(0, window.waiting());
    assertEquals(0, window.nextRequestId());
    assertNull(window.outstanding());
    assertFalse(window.isOutstandingId(0));
    assertTrue(window.isExpectedId(0));
    window.rewriteOutstanding();
    assertEquals(1, written, "there is nothing to write anew");
  }

  /** Who waits for a computation of its own asks again after the interval that it had come to. */
  @Test
  void waitingKeepsTheInterval() {
    long first = TimersConfig.DEFAULT.retransmitFirstNs();
    window.armRetransmit(new NoMessage());
    assertEquals(7 + first, timer.deadlineNs);
    window.backOff(new NoMessage());
    assertEquals(7 + 2 * first, timer.deadlineNs);
    window.waitOn(
        new NoMessage() {
          @Override
          public long nowNs() {
            return 70;
          }
        });
    assertEquals(70 + 2 * first, timer.deadlineNs);
    window.stopRetransmit(new NoMessage());
    assertEquals(DeadlineTable.NEVER_NS, timer.deadlineNs);
  }

  /** An action that finds another detail than its event's is a bug, which names the event. */
  @Test
  void anEventWithoutItsDetailIsABug() {
    ClassifiedMessage message = ClassifiedMessage.of(HthEvent.RCV_REQUEST_UNKNOWN_CRITICAL);
    IllegalStateException bug =
        assertThrows(
            IllegalStateException.class, () -> ClassifiedMessage.CriticalPayload.of(message));
    assertTrue(bug.getMessage().contains("RcvRequestUnknownCritical"), bug.getMessage());
  }
}
