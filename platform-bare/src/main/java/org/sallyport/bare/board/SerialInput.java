// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import org.teavm.interop.Import;

/** What comes in on the first serial port. */
public final class SerialInput {
  private SerialInput() {}

  /** From now on an octet that comes in ends {@link Machine#idle}. */
  @Import(name = "board_serial_listen", module = "board.h")
  public static native void listen();

  /** The next octet, or -1 when none waits. */
  @Import(name = "board_serial_read", module = "board.h")
  public static native int read();
}
