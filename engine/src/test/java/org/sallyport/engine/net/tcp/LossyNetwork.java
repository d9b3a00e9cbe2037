// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.task.DeadlineTable;

/**
 * Loses, duplicates, delays and reorders segments by chance. How often it loses the same one is
 * bounded: no TCP gets a stream through a network that may lose everything.
 */
final class LossyNetwork {
  /** No bound: the network may lose a segment as often as chance has it. */
  static final int UNBOUNDED = Integer.MAX_VALUE;

  /**
   * There and back in less than the shortest timeout: what arrives does so before the next copy.
   */
  private static final int LONGEST_MS = 200;

  private static final int USUAL_MS = 10;
  private static final int SHORTEST_MS = 5;
  private static final int DUPLICATE_PERCENT = 5;

  /**
   * A copy of a segment that one side has sent.
   *
   * @param atNs when it arrives, if it is not lost
   */
  record Flight(long atNs, long order, boolean toServer, boolean lost, Segment segment) {}

  /**
   * What makes two segments the same: the number at which text, SYN or FIN begin, or the number
   * that a bare acknowledgment carries.
   */
  private record Same(boolean toServer, boolean bare, int number) {}

  private final Random random;
  private final int lossPercent;
  private final int mostLosses;
  private final PriorityQueue<Flight> underWay =
      new PriorityQueue<>(Comparator.comparingLong(Flight::atNs).thenComparingLong(Flight::order));
  private final Map<Same, Integer> losses = new HashMap<>();
  private final List<Flight> launched = new ArrayList<>();

  /**
   * A network with nothing under way.
   *
   * @param mostLosses how often it loses the same segment at most
   */
  LossyNetwork(Random random, int lossPercent, int mostLosses) {
    this.random = random;
    this.lossPercent = lossPercent;
    this.mostLosses = mostLosses;
  }

  /** A segment is sent, and sometimes twice. */
  void launch(boolean toServer, Segment segment, long nowNs) {
    int copies = random.nextInt(100) < DUPLICATE_PERCENT ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      boolean lost = random.nextInt(100) < lossPercent && mayLose(toServer, segment);
      int extraMs = lost ? 0 : random.nextInt(random.nextInt(10) == 0 ? LONGEST_MS : USUAL_MS);
      long atNs = nowNs + (SHORTEST_MS + extraMs) * TcpFixture.MILLISECOND_NS;
      Flight flight = new Flight(atNs, launched.size(), toServer, lost, segment);
      launched.add(flight);
      if (!lost) {
        underWay.add(flight);
      }
    }
  }

  private boolean mayLose(boolean toServer, Segment segment) {
    boolean bare = segment.length() == 0;
    int number = bare ? segment.acknowledgment() : segment.sequence();
    return losses.merge(new Same(toServer, bare, number), 1, Integer::sum) <= mostLosses;
  }

  /** The next segment that has arrived by now, or null. */
  @Nullable Flight arrived(long nowNs) {
    Flight first = underWay.peek();
    return first != null && first.atNs() <= nowNs ? underWay.poll() : null;
  }

  /** When the next segment arrives; {@link DeadlineTable#NEVER_NS} when none is under way. */
  long nextArrivalNs() {
    Flight first = underWay.peek();
    return first == null ? DeadlineTable.NEVER_NS : first.atNs();
  }

  /** Every copy that was sent, in order. */
  List<Flight> launched() {
    return launched;
  }
}
