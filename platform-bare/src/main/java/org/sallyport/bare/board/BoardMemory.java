// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import org.teavm.interop.Address;
import org.teavm.interop.Import;

/** Single accesses to physical addresses, each of exactly the named width. */
final class BoardMemory {
  private BoardMemory() {}

  /** Makes registers reachable, uncached; null when the board cannot. */
  @Import(name = "board_map", module = "board.h")
  static native Address map(long physical, long length);

  @Import(name = "board_read8", module = "board.h")
  static native int read8(Address address);

  @Import(name = "board_read16", module = "board.h")
  static native int read16(Address address);

  @Import(name = "board_read32", module = "board.h")
  static native int read32(Address address);

  @Import(name = "board_read64", module = "board.h")
  static native long read64(Address address);

  @Import(name = "board_write8", module = "board.h")
  static native void write8(Address address, int value);

  @Import(name = "board_write16", module = "board.h")
  static native void write16(Address address, int value);

  @Import(name = "board_write32", module = "board.h")
  static native void write32(Address address, int value);

  @Import(name = "board_write64", module = "board.h")
  static native void write64(Address address, long value);

  @Import(name = "board_barrier", module = "board.h")
  static native void barrier();
}
