// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/**
 * A neighbour solicitation or advertisement in place (RFC 4861 §4.3, §4.4), from its ICMPv6 type
 * on.
 */
public final class NeighbourMessage extends Header {
  /** Octets before the options. */
  public static final int LENGTH = 24;

  /** Octets of a message with one link-layer address option. */
  public static final int LENGTH_WITH_ADDRESS = 32;

  /** Where the target address lies. */
  public static final int TARGET = 8;

  /** Option: source link-layer address. */
  public static final int SOURCE_ADDRESS = 1;

  /** Option: target link-layer address. */
  public static final int TARGET_ADDRESS = 2;

  /** No such option. */
  public static final long NO_ADDRESS = -1;

  private static final int SOLICITED = 0x40;
  private static final int OVERRIDE = 0x20;

  /** Looks at a message of exactly {@code count} octets. */
  public NeighbourMessage wrap(byte[] array, int start, int count) {
    region(array, start, count);
    return this;
  }

  /** Also whether every option has a length, and lies inside the message (RFC 4861 §7.1). */
  @Override
  public DropReason checkLength() {
    if (available < LENGTH) {
      return DropReason.TRUNCATED;
    }
    int at = LENGTH;
    while (at < available) {
      int length = available - at < 2 ? 0 : 8 * Octets.u8(bytes, offset + at + 1);
      if (length == 0 || length > available - at) {
        return DropReason.BAD_NEIGHBOUR_MESSAGE;
      }
      at += length;
    }
    return DropReason.NONE;
  }

  /** Where the target address lies in {@link #bytes}. */
  public int targetOffset() {
    return offset + TARGET;
  }

  /** Whether an advertisement answers a solicitation. */
  public boolean solicited() {
    return (Octets.u8(bytes, offset + 4) & SOLICITED) != 0;
  }

  /** The MAC address of the first option of {@code optionType}, or {@link #NO_ADDRESS}. */
  public long linkAddress(int optionType) {
    int at = LENGTH;
    while (at < available) {
      if (Octets.u8(bytes, offset + at) == optionType && Octets.u8(bytes, offset + at + 1) == 1) {
        return Octets.u48(bytes, offset + at + 2);
      }
      at += 8 * Octets.u8(bytes, offset + at + 1);
    }
    return NO_ADDRESS;
  }

  /**
   * Writes flags and one link-layer address option around a target that is there already; type and
   * checksum come last.
   */
  public static void writeAroundTarget(
      byte[] array,
      int start,
      boolean solicited,
      boolean override,
      int optionType,
      long linkAddress) {
    Octets.put32(
        array, start + 4, (long) ((solicited ? SOLICITED : 0) | (override ? OVERRIDE : 0)) << 24);
    Octets.put8(array, start + LENGTH, optionType);
    Octets.put8(array, start + LENGTH + 1, 1);
    Octets.put48(array, start + LENGTH + 2, linkAddress);
  }
}
