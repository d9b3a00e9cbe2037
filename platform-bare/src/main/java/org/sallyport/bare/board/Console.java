// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import java.nio.charset.StandardCharsets;
import org.teavm.interop.Import;

/** The operator's console: serial port and screen. Lines are ASCII. */
public final class Console {
  private Console() {}

  /** Writes a line. */
  public static void line(String text) {
    write(text);
    write("\n");
  }

  /** Writes text as it is. */
  public static void write(String text) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    write(octets, octets.length);
  }

  @Import(name = "console_write", module = "board.h")
  private static native void write(byte[] text, long length);
}
