// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation.network;

import java.util.List;

/**
 * Everything that may go wrong on a simulated network, in one flat record. Probabilities are 0 to 1
 * and drawn per frame and receiver.
 *
 * @param loss the frame never arrives
 * @param duplication a second copy arrives, with a delay of its own
 * @param reordering the frame is held back by up to {@code reorderingDelayNs} more, so that later
 *     ones overtake it
 * @param corruption one to three bits of an IP packet arrive flipped; neighbour resolution does not
 *     pass the nodes that damage packets
 * @param replay with every frame sent, an attacker sends one of the last frames again, whole
 * @param leastDelayNs time on the wire at least
 * @param mostDelayNs time on the wire at most, without reordering
 * @param reorderingDelayNs greatest additional delay of a frame held back
 * @param partitions spans of time in which nothing arrives at all
 */
public record FaultOptions(
    double loss,
    double duplication,
    double reordering,
    double corruption,
    double replay,
    long leastDelayNs,
    long mostDelayNs,
    long reorderingDelayNs,
    List<Partition> partitions) {

  private static final long MILLISECOND_NS = 1_000_000L;

  /** A network that delivers everything, in order, after one millisecond. */
  public static final FaultOptions NONE =
      new FaultOptions(
          0, 0, 0, 0, 0, MILLISECOND_NS, MILLISECOND_NS, 20 * MILLISECOND_NS, List.of());

  /** Refuses what cannot be. */
  public FaultOptions {
    requireProbability("loss", loss);
    requireProbability("duplication", duplication);
    requireProbability("reordering", reordering);
    requireProbability("corruption", corruption);
    requireProbability("replay", replay);
    if (leastDelayNs < 0 || mostDelayNs < leastDelayNs || reorderingDelayNs < 0) {
      throw new IllegalArgumentException(
          "delays must be 0 <= least <= most, not " + leastDelayNs + ", " + mostDelayNs);
    }
    partitions = List.copyOf(partitions);
  }

  private static void requireProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " " + value + " is not a probability (0 to 1)");
    }
  }

  /** These options with another loss. */
  public FaultOptions withLoss(double value) {
    return new FaultOptions(
        value,
        duplication,
        reordering,
        corruption,
        replay,
        leastDelayNs,
        mostDelayNs,
        reorderingDelayNs,
        partitions);
  }

  /** Whether nothing passes at a time. */
  public boolean isPartitioned(long nowNs) {
    return partitions.stream().anyMatch(span -> nowNs >= span.fromNs && nowNs < span.untilNs);
  }

  /**
   * A span in which the network is cut.
   *
   * @param untilNs the first moment when it is whole again
   */
  public record Partition(long fromNs, long untilNs) {
    /** Refuses a span that ends before it begins. */
    public Partition {
      if (untilNs < fromNs) {
        throw new IllegalArgumentException("partition ends at " + untilNs + " before it begins");
      }
    }
  }
}
