// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import org.teavm.interop.Import;

/** The second serial port, which takes octets as they are: what a laboratory compares. */
public final class RecordPort {
  private RecordPort() {}

  /** Writes the octets; false when the port is missing or stopped taking them. */
  public static boolean write(byte[] octets) {
    return write(octets, octets.length) == octets.length;
  }

  @Import(name = "board_record_write", module = "board.h")
  private static native long write(byte[] octets, long length);
}
