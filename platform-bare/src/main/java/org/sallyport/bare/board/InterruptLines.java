package org.sallyport.bare.board;

import org.teavm.interop.Import;

/** The interrupt lines of devices: all they do is end {@link Machine#idle}. */
public final class InterruptLines {
  private InterruptLines() {}

  /**
   * Lets a line end the wait. The board masks it as soon as it is raised and opens it again at the
   * next wait; in between the driver quiets its device.
   *
   * @param line what the device's driver says
   * @return false when the board has no such line
   */
  public static boolean enable(int line) {
    return enableLine(line) != 0;
  }

  @Import(name = "board_interrupt_enable", module = "board.h")
  private static native int enableLine(int line);
}
