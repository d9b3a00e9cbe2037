// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import java.util.List;

/**
 * One receiving association and what happens to it.
 *
 * @param name distinct within the file
 * @param origin where it comes from, empty when not said
 * @param kind how numbers travel
 * @param window how many numbers the window covers
 * @param extended whether ESN is on
 * @param steps in order, at least one
 * @param line where it starts
 */
public record ReplayScenario(
    String name,
    String origin,
    Kind kind,
    int window,
    boolean extended,
    List<Step> steps,
    int line) {
  /** Copies the list. */
  public ReplayScenario {
    steps = List.copyOf(steps);
  }

  /** How many packets arrive. */
  public long packetCount() {
    long count = 0;
    for (Step step : steps) {
      count += step instanceof Packets packets ? packets.count() : 0;
    }
    return count;
  }

  /** How numbers travel. */
  public enum Kind {
    /** Low 32 bits only, numbers start at 1 (RFC 4303 §2.2). */
    ESP,
    /** WireGuard's counters: all 64 bits, numbers start at 0. */
    WG
  }

  /** Why a packet is to be dropped. */
  public enum Reason {
    /** The line does not say. */
    ANY,
    /** The number was accepted before. */
    REPLAY,
    /** The number lies left of the window. */
    OLD,
    /** The integrity check failed, perhaps because the high half was inferred otherwise. */
    INTEG
  }

  /** What a line makes happen. */
  public sealed interface Step {
    /** The line of the file. */
    int line();
  }

  /**
   * Packets one after the other, each with the same expectation.
   *
   * @param first the number of the first
   * @param last the number of the last
   * @param stride from one to the next, at least 1; downwards when {@code first} is above {@code
   *     last}
   * @param times how often each is sent in a row
   * @param authentic whether the ICV is right
   * @param expectation what becomes of each
   */
  public record Packets(
      int line,
      long first,
      long last,
      long stride,
      long times,
      boolean authentic,
      Expectation expectation)
      implements Step {
    /**
     * How many packets these are; unsigned, and the greatest number when they are too many to
     * count.
     */
    public long count() {
      boolean down = Long.compareUnsigned(first, last) > 0;
      long strides = Long.divideUnsigned(down ? first - last : last - first, stride);
      if (Long.compareUnsigned(strides, Integer.MAX_VALUE) >= 0
          || Long.compareUnsigned(times, Integer.MAX_VALUE) >= 0) {
        return -1;
      }
      return (strides + 1) * times * (expectation instanceof AcceptThenDrop ? 2 : 1);
    }
  }

  /** What is to become of a packet. */
  public sealed interface Expectation {}

  /** Each sending is accepted. */
  public record Accept() implements Expectation {}

  /** Each sending is dropped. */
  public record Drop(Reason reason) implements Expectation {}

  /** Sent twice: accepted, then dropped. */
  public record AcceptThenDrop() implements Expectation {}

  /**
   * Puts the association into a state: nothing in the window is marked.
   *
   * @param top the highest authenticated number
   */
  public record SetTop(int line, long top) implements Step {}
}
