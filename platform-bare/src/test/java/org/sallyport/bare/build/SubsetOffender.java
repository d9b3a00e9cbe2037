// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;

/** Uses what does not exist on bare hardware, twice in two places; never run. */
public final class SubsetOffender {
  private SubsetOffender() {}

  /** The entry. */
  public static void main(String[] arguments) {
    long high = first(arguments.length);
    System.out.println(high + second(arguments.length) + third());
  }

  private static long first(long value) {
    return Math.multiplyHigh(value, value);
  }

  private static String second(long value) {
    return HexFormat.of().toHexDigits(Math.multiplyHigh(value, 3));
  }

  private static boolean third() {
    return new ReentrantLock().tryLock();
  }
}
