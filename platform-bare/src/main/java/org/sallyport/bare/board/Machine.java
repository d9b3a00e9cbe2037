// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import org.teavm.interop.Import;

/** Time, waiting and the end. */
public final class Machine {
  private Machine() {}

  /** Nanoseconds since boot; never goes back. */
  @Import(name = "board_time_ns", module = "board.h")
  public static native long timeNs();

  /** Stops the processor until the time, or until a device interrupts. */
  @Import(name = "board_idle", module = "board.h")
  public static native void idle(long untilNs);

  /** Lets a device's interrupt line end {@link #idle}; false when there is no such line. */
  public static boolean wakeOn(int line) {
    return enable(line) != 0;
  }

  @Import(name = "board_interrupt_enable", module = "board.h")
  private static native int enable(int line);

  /** Ends the run with a status; does not return. */
  @Import(name = "board_halt", module = "board.h")
  public static native void halt(int status);
}
