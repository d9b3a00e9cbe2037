// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.wire.ArpPacket;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/** What goes onto an Ethernet link: packets with a header in front, and ARP messages. */
final class EthernetOutput {
  private static final long IPV4_GROUP = 0x0100_5E00_0000L;
  private static final long IPV6_GROUP = 0x3333_0000_0000L;

  private final long hardware;
  private final FrameExit exit;

  EthernetOutput(long hardware, FrameExit exit) {
    this.hardware = hardware;
    this.exit = exit;
  }

  /** The link address of a group (RFC 1112 §6.4, RFC 2464 §7). */
  static long groupHardware(byte[] bytes, int offset, int length) {
    if (length == IpAddress.IPV6_LENGTH) {
      return IPV6_GROUP | Octets.u32(bytes, offset + 12);
    }
    boolean multicast = Octets.u8(bytes, offset) >> 4 == 0xE;
    return multicast && Octets.u32(bytes, offset) != 0xFFFF_FFFFL
        ? IPV4_GROUP | Octets.u24(bytes, offset + 1) & 0x7FFFFF
        : EthernetHeader.BROADCAST;
  }

  /** Puts the Ethernet header in front of a packet and hands it over. */
  void send(Frame packet, long destination) {
    int etherType =
        Octets.u8(packet.bytes(), packet.offset()) >> 4 == 4 ? EtherType.IPV4 : EtherType.IPV6;
    int start = packet.push(EthernetHeader.LENGTH);
    EthernetHeader.write(packet.bytes(), start, destination, hardware, etherType);
    exit.send(packet);
  }

  /** Sends an ARP message about two addresses in place. */
  DropReason sendArp(
      int operation,
      long to,
      byte[] own,
      int ownOffset,
      long targetHardware,
      byte[] target,
      int targetOffset) {
    Frame message = exit.claim();
    if (message == null) {
      return DropReason.NO_FREE_SLOT;
    }
    int start = message.append(EthernetHeader.LENGTH + ArpPacket.LENGTH);
    EthernetHeader.write(message.bytes(), start, to, hardware, EtherType.ARP);
    ArpPacket.write(
        message.bytes(),
        start + EthernetHeader.LENGTH,
        operation,
        hardware,
        own,
        ownOffset,
        targetHardware,
        target,
        targetOffset);
    exit.send(message);
    return DropReason.NONE;
  }
}
