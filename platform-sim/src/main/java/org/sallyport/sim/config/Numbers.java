// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

/** Reads small decimal numbers. */
final class Numbers {
  private Numbers() {}

  /** The number, or -1 when the text is not one from 0 to {@code most} in plain digits. */
  static int decimal(String text, int most) {
    if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int value = Integer.parseInt(text);
    return value <= most ? value : -1;
  }
}
