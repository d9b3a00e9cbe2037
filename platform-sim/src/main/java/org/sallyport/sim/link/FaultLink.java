// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.util.ArrayDeque;
import org.sallyport.sim.random.SeededRandom;

/**
 * Loses, doubles, corrupts and reorders frames of a real link in both directions, by chance from a
 * seed. For live tests against foreign peers; a simulation uses {@code SimulatedNetwork}, which
 * also has time.
 */
public final class FaultLink extends LinkDecorator {
  private static final int HELD_FRAMES = 64;

  private final Rates rates;
  private final SeededRandom random;
  private final ArrayDeque<byte[]> late = new ArrayDeque<>();
  private byte[] heldBack = new byte[0];
  private long faultCount;

  /**
   * @param rates how much of what
   * @param seed decides which frames are hit
   */
  public FaultLink(FrameLink inner, Rates rates, long seed) {
    super(inner);
    this.rates = rates;
    this.random = new SeededRandom(seed);
  }

  @Override
  public int receive(byte[] target, int offset, int capacityBytes) {
    byte[] waiting = late.poll();
    if (waiting != null && waiting.length <= capacityBytes) {
      System.arraycopy(waiting, 0, target, offset, waiting.length);
      return waiting.length;
    }
    while (true) {
      int length = inner.receive(target, offset, capacityBytes);
      if (length == NOTHING) {
        return NOTHING;
      }
      if (hit(rates.loss)) {
        continue;
      }
      if (hit(rates.duplication) && late.size() < HELD_FRAMES) {
        late.add(copy(target, offset, length));
      }
      if (hit(rates.corruption)) {
        flipOneBit(target, offset, length);
      }
      return length;
    }
  }

  @Override
  public boolean send(byte[] source, int offset, int lengthBytes) {
    if (hit(rates.loss)) {
      return true; // the sender cannot tell a lost frame from a sent one
    }
    byte[] frame = copy(source, offset, lengthBytes);
    if (hit(rates.corruption)) {
      flipOneBit(frame, 0, frame.length);
    }
    boolean twice = hit(rates.duplication);
    if (heldBack.length == 0 && hit(rates.reordering)) {
      heldBack = frame; // goes out behind the next one
      return true;
    }
    boolean sent = inner.send(frame, 0, frame.length);
    if (twice) {
      inner.send(frame, 0, frame.length);
    }
    if (heldBack.length > 0) {
      inner.send(heldBack, 0, heldBack.length);
      heldBack = new byte[0];
    }
    return sent;
  }

  /** How often a frame was lost, doubled, corrupted or held back. */
  public long faultCount() {
    return faultCount;
  }

  private boolean hit(double probability) {
    boolean isHit = random.chance(probability);
    if (isHit) {
      faultCount++;
    }
    return isHit;
  }

  private void flipOneBit(byte[] bytes, int offset, int lengthBytes) {
    long bit = random.below(8L * lengthBytes);
    bytes[offset + (int) (bit >> 3)] ^= (byte) (1 << (bit & 7));
  }

  private static byte[] copy(byte[] source, int offset, int lengthBytes) {
    byte[] frame = new byte[lengthBytes];
    System.arraycopy(source, offset, frame, 0, lengthBytes);
    return frame;
  }

  /** Probabilities, 0 to 1, per frame. */
  public record Rates(double loss, double duplication, double corruption, double reordering) {
    /** Refuses what is no probability. */
    public Rates {
      for (double rate : new double[] {loss, duplication, corruption, reordering}) {
        if (!(rate >= 0 && rate <= 1)) {
          throw new IllegalArgumentException(rate + " is not a probability (0 to 1)");
        }
      }
    }
  }
}
