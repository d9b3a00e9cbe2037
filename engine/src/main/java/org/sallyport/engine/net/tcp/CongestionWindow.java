// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.table.TcpRecoveryState;

/**
 * How much one connection may have under way, in octets, and what is remembered of the last loss
 * (RFC 5681, RFC 6582). When it grows and shrinks is decided by the machine {@code TcpRecovery}.
 */
final class CongestionWindow {
  private static final int DUPLICATES = 3;
  private static final int LARGEST = 1 << 24;

  TcpRecoveryState state = TcpRecoveryState.SLOW_START;

  private int segment;
  private int window;
  private int threshold;
  private int duplicates;
  private int recover;

  /**
   * A new connection (RFC 6928 for the first window).
   *
   * @param segmentBytes octets of a segment
   * @param initial our initial number: nothing that follows it was sent again
   */
  void reset(int segmentBytes, int initial) {
    segment = segmentBytes;
    window = Math.min(10 * segment, Math.max(2 * segment, 14600));
    threshold = LARGEST;
    duplicates = 0;
    recover = initial;
  }

  /** Octets that may be under way. */
  int window() {
    return window;
  }

  /** How far a number lies past what the last repair is for; negative when it lies before. */
  int pastRecover(int number) {
    return SequenceNumber.past(number, recover);
  }

  boolean atThreshold() {
    return window >= threshold;
  }

  /** Whether two duplicates or more have come in a row. */
  boolean thirdInRow() {
    return duplicates >= DUPLICATES - 1;
  }

  void growBySegment(int acknowledged) {
    window = Math.min(LARGEST, window + Math.min(acknowledged, segment));
  }

  void growToThreshold(int acknowledged) {
    if (window < threshold) {
      window = Math.min(threshold, window + Math.min(acknowledged, segment));
    }
  }

  void growByShare() {
    window = Math.min(LARGEST, window + Math.max(1, (int) ((long) segment * segment / window)));
  }

  void halveThreshold(int flight) {
    threshold = Math.max(flight / 2, 2 * segment);
  }

  void inflateByThree() {
    window = threshold + DUPLICATES * segment;
  }

  void inflateBySegment() {
    window = Math.min(LARGEST, window + segment);
  }

  /** RFC 6582 §3.2: a segment is added back if one at least was acknowledged. */
  void deflateByAcked(int acknowledged) {
    window = Math.max(segment, window - acknowledged + (acknowledged >= segment ? segment : 0));
  }

  void deflate() {
    window = Math.max(segment, threshold);
  }

  void collapse() {
    window = segment;
  }

  void noteRecover(int highest) {
    recover = highest;
  }

  void countDuplicate() {
    duplicates++;
  }

  void forgetDuplicates() {
    duplicates = 0;
  }
}
