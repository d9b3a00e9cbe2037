// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/** An ARP packet for IPv4 over Ethernet in place, 28 octets (RFC 826). */
public final class ArpPacket extends Header {
  /** Octets of the packet. */
  public static final int LENGTH = 28;

  /** Operation: who has this address? */
  public static final int REQUEST = 1;

  /** Operation: I have it. */
  public static final int REPLY = 2;

  private static final int ETHERNET = 1;
  private static final int LENGTHS = EthernetHeader.ADDRESS_LENGTH << 8 | IpAddress.IPV4_LENGTH;
  private static final int SENDER_HARDWARE = 8;
  private static final int SENDER_PROTOCOL = 14;
  private static final int TARGET_HARDWARE = 18;
  private static final int TARGET_PROTOCOL = 24;

  /** Looks at a packet. */
  public ArpPacket wrap(byte[] array, int start, int count) {
    region(array, start, count);
    return this;
  }

  /**
   * Also whether hardware and protocol are Ethernet and IPv4, and the operation is one of the two.
   */
  @Override
  public DropReason checkLength() {
    if (available < LENGTH) {
      return DropReason.TRUNCATED;
    }
    boolean ours =
        Octets.u16(bytes, offset) == ETHERNET
            && Octets.u16(bytes, offset + 2) == EtherType.IPV4
            && Octets.u16(bytes, offset + 4) == LENGTHS
            && (operation() == REQUEST || operation() == REPLY);
    return ours ? DropReason.NONE : DropReason.BAD_NEIGHBOUR_MESSAGE;
  }

  /** {@link #REQUEST} or {@link #REPLY}. */
  public int operation() {
    return Octets.u16(bytes, offset + 6);
  }

  /** The sender's MAC address. */
  public long senderHardware() {
    return Octets.u48(bytes, offset + SENDER_HARDWARE);
  }

  /** Where the sender's IPv4 address lies in {@link #bytes}. */
  public int senderProtocolOffset() {
    return offset + SENDER_PROTOCOL;
  }

  /** Where the target's IPv4 address lies in {@link #bytes}. */
  public int targetProtocolOffset() {
    return offset + TARGET_PROTOCOL;
  }

  /** Writes a packet at {@code start}; the two IPv4 addresses are copied from arrays. */
  public static void write(
      byte[] array,
      int start,
      int operation,
      long senderHardware,
      byte[] sender,
      int senderOffset,
      long targetHardware,
      byte[] target,
      int targetOffset) {
    Octets.put16(array, start, ETHERNET);
    Octets.put16(array, start + 2, EtherType.IPV4);
    Octets.put16(array, start + 4, LENGTHS);
    Octets.put16(array, start + 6, operation);
    Octets.put48(array, start + SENDER_HARDWARE, senderHardware);
    System.arraycopy(sender, senderOffset, array, start + SENDER_PROTOCOL, IpAddress.IPV4_LENGTH);
    Octets.put48(array, start + TARGET_HARDWARE, targetHardware);
    System.arraycopy(target, targetOffset, array, start + TARGET_PROTOCOL, IpAddress.IPV4_LENGTH);
  }
}
