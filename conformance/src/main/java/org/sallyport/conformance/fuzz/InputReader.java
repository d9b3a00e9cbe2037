// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.Arrays;

/** Takes a fuzzer's input apart from its start; what is not there is zero. */
final class InputReader {
  private final byte[] bytes;
  private int position;

  InputReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean isAtEnd() {
    return position >= bytes.length;
  }

  int u8() {
    return isAtEnd() ? 0 : bytes[position++] & 0xff;
  }

  int u16() {
    return u8() << 8 | u8();
  }

  /** At most so many octets; fewer when the input ends. */
  byte[] octets(int count) {
    int end = Math.min(bytes.length, position + count);
    byte[] taken = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return taken;
  }
}
