// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.task.DeadlineTable;

/**
 * When something is sent by itself, and that nothing falls due for what is over (RFC 7296 §2.4).
 */
final class TimersTest {
  private static final long HALF_NS = IkePair.SECOND_NS / 2;

  private final IkePair pair = new IkePair();
  private final List<Long> sentNs = new ArrayList<>();

  /** Notes when each datagram is sent, which is then lost. */
  @BeforeEach
  void loseEverything() {
    pair.lost =
        datagram -> {
          sentNs.add(pair.nowNs);
          return true;
        };
  }

  private void deliverEverything() {
    pair.lost = datagram -> false;
  }

  @Test
  void eachWaitIsTwiceTheOneBefore() {
    // R7296-2.1-1
    pair.establish();
    pair.runUntil(15 * IkePair.SECOND_NS + HALF_NS - 1);
    assertEquals(List.of(0L, HALF_NS, 3 * HALF_NS, 7 * HALF_NS, 15 * HALF_NS), sentNs);
    assertEquals(HthState.INIT_SENT, pair.a.state());
    pair.runUntil(15 * IkePair.SECOND_NS + HALF_NS);
    assertEquals(0, pair.a.status().size(), "after the last wait the peer is dead");
    assertEquals(5, sentNs.size());
  }

  @Test
  void noWaitIsLongerThanConfigured() {
    TimersConfig usual = TimersConfig.DEFAULT;
    pair.timers =
        new TimersConfig(
            HALF_NS,
            3 * HALF_NS,
            5,
            usual.halfOpenExpiryNs(),
            usual.lingerNs(),
            usual.livenessNs(),
            usual.cachedResponseNs(),
            usual.cookieSecretNs());
    pair.establish();
    pair.runUntil(120 * IkePair.SECOND_NS);
    assertEquals(List.of(0L, HALF_NS, 3 * HALF_NS, 6 * HALF_NS, 9 * HALF_NS), sentNs);
  }

  /** The timers of the handshake are gone: neither its retransmission nor its expiry is left. */
  @Test
  void anEstablishedSaWaitsForSilenceOnly() {
    deliverEverything();
    pair.establish();
    assertEquals(pair.timers.livenessNs(), pair.a.scheduler.nextDeadlineNs());
    assertEquals(pair.timers.livenessNs(), pair.b.scheduler.nextDeadlineNs());
  }

  @Test
  void anAnswerStopsTheRetransmission() {
    deliverEverything();
    pair.establish();
    pair.nowNs = IkePair.SECOND_NS;
    pair.a.engine.closeChild(pair.a.peer, "net", pair.nowNs);
    assertEquals(pair.nowNs + HALF_NS, pair.a.scheduler.nextDeadlineNs());
    pair.run();
    assertEquals(pair.nowNs + pair.timers.livenessNs(), pair.a.scheduler.nextDeadlineNs());
  }

  private static TimersConfig withLiveness(long livenessNs) {
    TimersConfig usual = TimersConfig.DEFAULT;
    return new TimersConfig(
        usual.retransmitFirstNs(),
        usual.retransmitMaximumNs(),
        usual.retransmitTries(),
        usual.halfOpenExpiryNs(),
        usual.lingerNs(),
        livenessNs,
        usual.cachedResponseNs(),
        usual.cookieSecretNs());
  }

  /** Nor is the retransmission left of our own request, which crossed the peer's. */
  @Test
  void whoseRequestsToCloseCrossWaitForNothingElse() {
    deliverEverything();
    pair.timers = withLiveness(pair.timers.lingerNs() / 2);
    pair.establish();
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    pair.b.engine.close(pair.b.peer, pair.nowNs);
    pair.run();
    assertEquals(pair.timers.lingerNs(), pair.a.scheduler.nextDeadlineNs());
    assertEquals(pair.timers.lingerNs(), pair.b.scheduler.nextDeadlineNs());
  }

  @Test
  void whatIsClosedWaitsForNothingElse() {
    deliverEverything();
    pair.timers = withLiveness(pair.timers.lingerNs() / 2);
    pair.establish();
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    pair.run();
    assertEquals(pair.timers.lingerNs(), pair.b.scheduler.nextDeadlineNs(), "its last answer");
    pair.a.runTasks(pair.nowNs);
    assertEquals(HthState.IDLE, pair.a.state());
    assertEquals(DeadlineTable.NEVER_NS, pair.a.scheduler.nextDeadlineNs());
    pair.nowNs = pair.timers.lingerNs();
    pair.b.runTasks(pair.nowNs);
    assertEquals(HthState.IDLE, pair.b.state());
    assertEquals(DeadlineTable.NEVER_NS, pair.b.scheduler.nextDeadlineNs());
  }

  @Test
  void silenceOfTheLengthThatIsConfiguredIsProbed() {
    deliverEverything();
    pair.establish();
    loseEverything();
    pair.runUntil(pair.timers.livenessNs() - 1);
    assertEquals(List.of(), sentNs);
    pair.runUntil(pair.timers.livenessNs());
    assertEquals(List.of(pair.nowNs, pair.nowNs), sentNs, "by either side");
  }

  @Test
  void zeroMeansThatSilenceIsNeverProbed() {
    pair.timers = withLiveness(0);
    deliverEverything();
    pair.establish();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(DeadlineTable.NEVER_NS, pair.a.scheduler.nextDeadlineNs());
    assertEquals(DeadlineTable.NEVER_NS, pair.b.scheduler.nextDeadlineNs());
  }

  /** The loop sleeps when nothing was done: what counts is a timer, a job's end, a task's end. */
  @Test
  void whatTheTasksDoIsCounted() {
    pair.establish();
    assertEquals(0, work(pair.a), "nothing is due");
    pair.nowNs = HALF_NS;
    assertEquals(1, work(pair.a), "the retransmission");
    assertEquals(0, work(pair.a));
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    assertEquals(1, work(pair.a), "the task goes back to its pool");
    assertEquals(0, work(pair.a));
    assertTrue(pair.a.engine.initiate(pair.a.peer, IkePair.ADDRESS_A, pair.nowNs));
    assertEquals(2, work(pair.a), "a key pair is computed and taken");
    assertEquals(0, work(pair.a));
  }

  private int work(IkePair.End end) {
    return end.scheduler.run(pair.nowNs, 1000, end.engine.tasks());
  }
}
