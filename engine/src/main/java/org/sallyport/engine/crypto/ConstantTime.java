// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/** Comparisons whose time does not depend on the contents. */
public final class ConstantTime {
  private ConstantTime() {}

  /** Whether the arrays are equal; only their lengths may show in the time taken. */
  public static boolean equal(byte[] left, byte[] right) {
    return left.length == right.length && equal(left, 0, right, 0, left.length);
  }

  /** Whether {@code length} octets from the two offsets are equal. */
  public static boolean equal(
      byte[] left, int leftOffset, byte[] right, int rightOffset, int length) {
    int difference = 0;
    for (int i = 0; i < length; i++) {
      difference |= left[leftOffset + i] ^ right[rightOffset + i];
    }
    return difference == 0;
  }

  /** Whether {@code left} is below {@code right}, two big-endian numbers of one length. */
  public static boolean isBelow(byte[] left, byte[] right) {
    int borrow = 0;
    for (int i = left.length - 1; i >= 0; i--) {
      borrow = ((left[i] & 0xff) - (right[i] & 0xff) - borrow) >>> 31;
    }
    return borrow == 1;
  }

  /** Whether every octet is zero. */
  public static boolean isZero(byte[] octets) {
    int union = 0;
    for (byte octet : octets) {
      union |= octet;
    }
    return union == 0;
  }
}
