// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/**
 * What every flyweight shares: a region of an array, wrapped and re-wrapped without allocation.
 * After {@link #checkLength} gave {@link DropReason#NONE} no accessor can fail.
 */
public abstract class Header {
  private static final byte[] NOTHING = new byte[0];

  /** The array. */
  protected byte[] bytes = NOTHING;

  /** Where the header starts. */
  protected int offset;

  /** Octets from there to the end of what was received. */
  protected int available;

  /** For the flyweights of this package. */
  Header() {}

  final void region(byte[] array, int start, int count) {
    assert start >= 0 && count >= 0 && count <= array.length - start : "region outside the array";
    bytes = array;
    offset = start;
    available = count;
  }

  /**
   * Whether every accessor is safe, and the header's own length fields agree with the octets there.
   */
  public abstract DropReason checkLength();

  /** The array. */
  public final byte[] bytes() {
    return bytes;
  }

  /** Where the header starts. */
  public final int offset() {
    return offset;
  }
}
