// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.task.DeadlineTable;

/**
 * Any interleaving: messages lost, repeated, delayed and overtaken, requests of both operators at
 * any moment. Whatever happened, once the network is whole again both ends agree, every task is
 * where it belongs, and nothing is left over.
 */
final class ChaosTest {
  private static final int RUNS = 150;
  private static final int STEPS = 120;

  @Test
  void everythingComesToRest() {
    for (long seed = 1; seed <= RUNS; seed++) {
      String where = "seed " + seed;
      IkePair pair = new IkePair();
      pair.limits = new LimitsConfig(8, 16, (int) (seed % 3), 4);
      pair.start();
      wreak(pair, new Random(seed));
      pair.lost = datagram -> false;
      pair.runUntil(pair.nowNs + 300 * IkePair.SECOND_NS);
      assertAtRest(pair, where);
      for (IkePair.End end : List.of(pair.a, pair.b)) {
        end.engine.close(end.peer, pair.nowNs);
      }
      pair.runUntil(pair.nowNs + 300 * IkePair.SECOND_NS);
      assertEquals(0, pair.a.status().size(), where);
      assertEquals(0, pair.b.status().size(), where);
      assertEquals(0, pair.a.sad.byInboundSpi.size(), where);
      assertEquals(0, pair.b.sad.byInboundSpi.size(), where);
      assertEquals(0, pair.a.engine.table().halfOpen(), where);
      assertEquals(0, pair.b.engine.table().halfOpen(), where);
      assertFalseInPool(pair.a, where);
      assertFalseInPool(pair.b, where);
    }
  }

  private static void assertFalseInPool(IkePair.End end, String where) {
    assertTrue(!end.engine.table().isExhausted(), where);
    assertEquals(
        DeadlineTable.NEVER_NS, end.scheduler.nextDeadlineNs(), where + ": no timer is left");
  }

  private static void wreak(IkePair pair, Random random) {
    List<IkePair.Datagram> delayed = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      IkePair.End end = random.nextBoolean() ? pair.a : pair.b;
      switch (random.nextInt(24)) {
        case 0, 1 -> end.engine.initiate(end.peer, end.peer.localAddress(), pair.nowNs);
        case 2 -> end.engine.close(end.peer, pair.nowNs);
        case 3 -> end.engine.closeChild(end.peer, "net", pair.nowNs);
        case 4, 5 -> pass(pair, random.nextInt(3000) * 1_000_000L);
        case 6 -> pass(pair, 70 * IkePair.SECOND_NS);
        default -> shuffle(pair, delayed, random);
      }
    }
  }

  private static void pass(IkePair pair, long durationNs) {
    long untilNs = pair.nowNs + durationNs;
    long next = Math.min(pair.a.scheduler.nextDeadlineNs(), pair.b.scheduler.nextDeadlineNs());
    while (next <= untilNs) {
      pair.nowNs = Math.max(pair.nowNs, next);
      pair.a.runTasks(pair.nowNs);
      pair.b.runTasks(pair.nowNs);
      next = Math.min(pair.a.scheduler.nextDeadlineNs(), pair.b.scheduler.nextDeadlineNs());
    }
    pair.nowNs = untilNs;
  }

  private static void shuffle(IkePair pair, List<IkePair.Datagram> delayed, Random random) {
    if (!pair.wire.isEmpty()) {
      IkePair.Datagram datagram = pair.wire.remove();
      switch (random.nextInt(8)) {
        case 0 -> {} // lost
        case 1 -> delayed.add(datagram);
        case 2 -> {
          pair.deliver(datagram);
          delayed.add(datagram);
        }
        case 3 -> {
          byte[] octets = datagram.octets().clone();
          octets[random.nextInt(octets.length)] ^= (byte) (1 + random.nextInt(255));
          pair.deliver(new IkePair.Datagram(datagram.from(), datagram.to(), octets));
        }
        default -> pair.deliver(datagram);
      }
    } else if (!delayed.isEmpty()) {
      pair.deliver(delayed.get(random.nextInt(delayed.size())));
    }
  }

  // Both ends have the same established IKE SAs with the same Child SAs.
  private static void assertAtRest(IkePair pair, String where) {
    assertEquals(established(pair.a), established(pair.b), where + " " + pair.a.log + pair.b.log);
    assertEquals(children(pair.a, true), children(pair.b, false), where);
  }

  private static List<String> established(IkePair.End end) {
    List<String> found = new ArrayList<>();
    for (EngineStatus.IkeSaStatus sa : end.status()) {
      assertEquals(HthState.ESTABLISHED, sa.state(), end.name + " is at rest");
      found.add(sa.initiatorSpi() + " " + sa.responderSpi());
    }
    found.sort(null);
    return found;
  }

  private static List<String> children(IkePair.End end, boolean inboundFirst) {
    List<String> found = new ArrayList<>();
    end.sad
        .byInboundSpi
        .values()
        .forEach(installed -> {
          int in = installed.inboundSpi();
          int out = installed.outboundSpi();
          found.add(inboundFirst ? in + " " + out : out + " " + in);
        });
    found.sort(null);
    return found;
  }
}
