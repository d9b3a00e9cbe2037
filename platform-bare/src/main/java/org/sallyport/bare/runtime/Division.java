// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.runtime;

/**
 * Whole-number division as Java defines it (JLS 15.17.2): by zero it throws, and the least number
 * divided by -1 is itself. The processor's own instruction faults on both.
 */
public final class Division {
  private Division() {}

  /** {@code dividend / divisor}. */
  public static int divide(int dividend, int divisor) {
    if (divisor == -1) {
      return -dividend;
    }
    if (divisor == 0) {
      throw byZero();
    }
    return dividend / divisor;
  }

  /** {@code dividend % divisor}. */
  public static int remainder(int dividend, int divisor) {
    if (divisor == -1) {
      return 0;
    }
    if (divisor == 0) {
      throw byZero();
    }
    return dividend % divisor;
  }

  /** {@code dividend / divisor}. */
  public static long divide(long dividend, long divisor) {
    if (divisor == -1) {
      return -dividend;
    }
    if (divisor == 0) {
      throw byZero();
    }
    return dividend / divisor;
  }

  /** {@code dividend % divisor}. */
  public static long remainder(long dividend, long divisor) {
    if (divisor == -1) {
      return 0;
    }
    if (divisor == 0) {
      throw byZero();
    }
    return dividend % divisor;
  }

  private static ArithmeticException byZero() {
    return new ArithmeticException("/ by zero");
  }
}
