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

  private static final class NoMessage implements MessageWindow.Cause {
    @Override
    public long nowNs() {
      return 0;
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

  private static final class NoTimer implements MessageWindow.Timer {
    @Override
    public void arm(long deadlineNs) {}

    @Override
    public void disarm() {}
  }

  private final MessageWindow window =
      new MessageWindow(
          new PeerPath(TraceSink.NONE),
          new NoTimer(),
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
