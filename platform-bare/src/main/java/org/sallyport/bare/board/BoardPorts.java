// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import org.sallyport.bare.hardware.IoPorts;
import org.teavm.interop.Import;

/** The machine's I/O ports. */
final class BoardPorts implements IoPorts {
  @Override
  public int read8(int port) {
    return in8(port);
  }

  @Override
  public int read16(int port) {
    return in16(port);
  }

  @Override
  public int read32(int port) {
    return in32(port);
  }

  @Override
  public void write8(int port, int value) {
    out8(port, value);
  }

  @Override
  public void write16(int port, int value) {
    out16(port, value);
  }

  @Override
  public void write32(int port, int value) {
    out32(port, value);
  }

  @Import(name = "board_in8", module = "board.h")
  private static native int in8(int port);

  @Import(name = "board_in16", module = "board.h")
  private static native int in16(int port);

  @Import(name = "board_in32", module = "board.h")
  private static native int in32(int port);

  @Import(name = "board_out8", module = "board.h")
  private static native void out8(int port, int value);

  @Import(name = "board_out16", module = "board.h")
  private static native void out16(int port, int value);

  @Import(name = "board_out32", module = "board.h")
  private static native void out32(int port, int value);
}
