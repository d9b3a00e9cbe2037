// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/**
 * The Ethernet II header in place, 14 octets (IEEE 802.3, RFC 894). MAC addresses are the low 48
 * bits of a {@code long}.
 */
public final class EthernetHeader extends Header {
  /** Octets of the header. */
  public static final int LENGTH = 14;

  /** Octets of a MAC address. */
  public static final int ADDRESS_LENGTH = 6;

  /** The address of everybody on the link. */
  public static final long BROADCAST = 0xFFFF_FFFF_FFFFL;

  private static final long GROUP_BIT = 0x0100_0000_0000L;

  /** Looks at a frame. */
  public EthernetHeader wrap(byte[] array, int start, int count) {
    region(array, start, count);
    return this;
  }

  @Override
  public DropReason checkLength() {
    return available < LENGTH ? DropReason.TRUNCATED : DropReason.NONE;
  }

  /** Whether a MAC address is a group's: multicast or broadcast. */
  public static boolean isGroup(long address) {
    return (address & GROUP_BIT) != 0;
  }

  /** To whom. */
  public long destination() {
    return Octets.u48(bytes, offset);
  }

  /** From whom. */
  public long source() {
    return Octets.u48(bytes, offset + ADDRESS_LENGTH);
  }

  /** What follows; see {@link EtherType}. */
  public int etherType() {
    return Octets.u16(bytes, offset + 2 * ADDRESS_LENGTH);
  }

  /** Writes a header at {@code start}. */
  public static void write(byte[] array, int start, long destination, long source, int etherType) {
    Octets.put48(array, start, destination);
    Octets.put48(array, start + ADDRESS_LENGTH, source);
    Octets.put16(array, start + 2 * ADDRESS_LENGTH, etherType);
  }
}
