// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

/**
 * How much one connection may have under way: slow start, congestion avoidance, fast retransmit and
 * fast recovery (RFC 5681, with the partial acknowledgments of RFC 6582).
 */
final class CongestionWindow {
  private static final int DUPLICATES = 3;
  private static final int LARGEST = 1 << 24;

  private int segment;
  private int window;
  private int threshold;
  private int duplicates;
  private boolean recovering;
  private int recoveryPoint;

  /** A new connection with segments of so many octets (RFC 6928 for the first window). */
  void reset(int segmentBytes) {
    segment = segmentBytes;
    window = Math.min(10 * segment, Math.max(2 * segment, 14600));
    threshold = LARGEST;
    duplicates = 0;
    recovering = false;
  }

  /** Octets that may be under way. */
  int window() {
    return window;
  }

  /** Whether a loss is being repaired. */
  boolean isRecovering() {
    return recovering;
  }

  /**
   * New text was acknowledged.
   *
   * @param octets how many
   * @param acknowledgment up to where
   * @return whether the next segment is missing too and is to be sent again at once
   */
  boolean acknowledged(int octets, int acknowledgment) {
    duplicates = 0;
    if (recovering) {
      if (SequenceNumber.past(acknowledgment, recoveryPoint) >= 0) {
        recovering = false;
        window = Math.max(segment, threshold);
        return false;
      }
      window = Math.max(segment, window - octets + segment);
      return true;
    }
    int growth =
        window < threshold
            ? Math.min(octets, segment)
            : Math.max(1, (int) ((long) segment * segment / window));
    window = Math.min(LARGEST, window + growth);
    return false;
  }

  /**
   * A duplicate acknowledgment.
   *
   * @param flight octets under way
   * @param highest the next number that was never sent
   * @return whether the first unacknowledged segment is to be sent again
   */
  boolean duplicate(int flight, int highest) {
    duplicates++;
    if (recovering) {
      window = Math.min(LARGEST, window + segment);
      return false;
    }
    if (duplicates < DUPLICATES) {
      return false;
    }
    threshold = Math.max(flight / 2, 2 * segment);
    window = threshold + DUPLICATES * segment;
    recovering = true;
    recoveryPoint = highest;
    return true;
  }

  /** The retransmission timer has run out (RFC 5681 §3.1). */
  void timedOut(int flight, boolean again) {
    if (!again) {
      threshold = Math.max(flight / 2, 2 * segment);
    }
    window = segment;
    duplicates = 0;
    recovering = false;
  }
}
