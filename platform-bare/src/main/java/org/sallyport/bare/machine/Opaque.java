// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

/** Values that the compilers cannot know, so that a check is computed when the machine runs. */
final class Opaque {
  private static volatile int zero;

  @SuppressWarnings("UnusedVariable") // written so that what is written has to be computed
  private static volatile int kept;

  private Opaque() {}

  static int of(int value) {
    return value + zero;
  }

  static long of(long value) {
    return value + zero;
  }

  /** Uses a value, so that what gives it is not left out. */
  static void keep(int value) {
    kept = value;
  }
}
