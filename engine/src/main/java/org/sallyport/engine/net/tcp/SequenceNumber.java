// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

/** Sequence numbers modulo 2^32, kept as the 32 bits of an int (RFC 9293 §3.4). */
final class SequenceNumber {
  private SequenceNumber() {}

  /**
   * How far {@code number} lies past {@code origin}; negative when it lies before. Right for
   * distances below 2^31.
   */
  static int past(int number, int origin) {
    return number - origin;
  }

  /** Whether {@code origin <= number < origin + length}. */
  static boolean within(int number, int origin, int length) {
    int distance = number - origin;
    return distance >= 0 && distance < length;
  }
}
