// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.wire.ArpPacket;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/**
 * The Ethernet side of the stack: the header of incoming frames, ARP (RFC 826), and the next hop's
 * MAC for outgoing packets, with retries and ageing. Neighbour discovery is {@link
 * NeighbourDiscovery}, over the same table.
 */
final class EthernetLink {
  private static final long IPV4_GROUP = 0x0100_5E00_0000L;
  private static final long IPV6_GROUP = 0x3333_0000_0000L;

  private final long hardware;
  private final LocalAddresses addresses;
  private final FrameExit exit;
  private final StackCounters counters;
  private final NeighbourTable table;
  private final NeighbourDiscovery discovery;
  private final EthernetHeader header = new EthernetHeader();
  private final ArpPacket arp = new ArpPacket();
  private final byte[] ownIpv4 = new byte[IpAddress.IPV4_LENGTH];
  private final byte[] probedIpv4 = new byte[IpAddress.IPV4_LENGTH];
  private boolean isProbeAnswered;

  EthernetLink(
      long hardware,
      StackLimits limits,
      LocalAddresses addresses,
      FrameExit exit,
      StackCounters counters) {
    this.hardware = hardware;
    this.addresses = addresses;
    this.exit = exit;
    this.counters = counters;
    this.table = new NeighbourTable(limits.neighbours(), keptPackets(exit.pool()));
    this.discovery = new NeighbourDiscovery(hardware, addresses, table, exit);
  }

  // Packets that wait for a neighbour must not use up the slots that answers need.
  private static int keptPackets(FramePool pool) {
    return Math.max(1, pool.slab().slotCount() / 4);
  }

  /** Takes a neighbour solicitation or advertisement whose checksum was verified. */
  DropReason receiveNeighbour(IpView packet, IcmpHeader icmp, long nowNs) {
    return discovery.receive(packet, icmp, this, nowNs);
  }

  /**
   * Steps past the Ethernet header of a frame for us and gives the Ethernet type, or -1 with the
   * reason in {@code reasons[0]}.
   */
  int open(Frame frame, DropReason[] reasons) {
    reasons[0] = header.wrap(frame.bytes(), frame.offset(), frame.length()).checkLength();
    if (reasons[0] == DropReason.NONE
        && header.destination() != hardware
        && !EthernetHeader.isGroup(header.destination())) {
      reasons[0] = DropReason.NOT_FOR_US;
    }
    if (reasons[0] == DropReason.NONE
        && (EthernetHeader.isGroup(header.source()) || header.source() == hardware)) {
      reasons[0] = DropReason.BAD_SOURCE_ADDRESS;
    }
    if (reasons[0] != DropReason.NONE) {
      return -1;
    }
    frame.pop(EthernetHeader.LENGTH);
    return header.etherType();
  }

  /** Asks who has an IPv4 address that is to be ours (RFC 5227 §2.1.1). */
  void probe(IpAddress address) {
    address.copyInto(probedIpv4, 0);
    isProbeAnswered = false;
    Octets.clear(ownIpv4, 0, ownIpv4.length);
    ask(ownIpv4, probedIpv4);
  }

  /** Whether another host has, or is about to have, the address that was probed last. */
  boolean isProbeAnswered() {
    return isProbeAnswered;
  }

  /** Tells the link that an IPv4 address is ours now (RFC 5227 §2.3). */
  void announce(IpAddress address) {
    address.copyInto(ownIpv4, 0);
    ask(ownIpv4, ownIpv4);
  }

  private void ask(byte[] own, byte[] target) {
    DropReason reason = sendArp(ArpPacket.REQUEST, EthernetHeader.BROADCAST, own, 0, 0, target, 0);
    if (reason != DropReason.NONE) {
      counters.count(reason);
    }
  }

  // RFC 5227 §2.1.1: a host that claims to have the address, or who probes for it too.
  private void noteConflict(byte[] bytes, int sender, boolean probe) {
    int claimed = probe ? arp.targetProtocolOffset() : sender;
    isProbeAnswered |=
        arp.senderHardware() != hardware
            && Octets.equal(probedIpv4, 0, bytes, claimed, probedIpv4.length);
  }

  /** Answers and learns from an ARP packet. */
  DropReason receiveArp(Frame frame, long nowNs) {
    DropReason reason = arp.wrap(frame.bytes(), frame.offset(), frame.length()).checkLength();
    if (reason != DropReason.NONE) {
      return reason;
    }
    byte[] bytes = frame.bytes();
    int sender = arp.senderProtocolOffset();
    boolean probe = Octets.u32(bytes, sender) == 0;
    noteConflict(bytes, sender, probe);
    boolean lies =
        EthernetHeader.isGroup(arp.senderHardware())
            || (!probe && addresses.isBadSource(bytes, sender, IpAddress.IPV4_LENGTH));
    if (lies) {
      return DropReason.BAD_NEIGHBOUR_MESSAGE;
    }
    boolean forUs = addresses.isOurs(bytes, arp.targetProtocolOffset(), IpAddress.IPV4_LENGTH);
    boolean request = arp.operation() == ArpPacket.REQUEST;
    if (!probe) {
      learn(bytes, sender, IpAddress.IPV4_LENGTH, arp.senderHardware(), request && forUs, nowNs);
    }
    if (!request) {
      return DropReason.NONE;
    }
    if (!forUs) {
      return DropReason.NOT_FOR_US;
    }
    return sendArp(
        ArpPacket.REPLY,
        arp.senderHardware(),
        bytes,
        arp.targetProtocolOffset(),
        arp.senderHardware(),
        bytes,
        sender);
  }

  private DropReason sendArp(
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

  /**
   * Notes a neighbour's MAC, and sends the packet that waited for it.
   *
   * @param create whether a neighbour that was not in the table gets an entry: only those that talk
   *     to us
   */
  void learn(byte[] bytes, int offset, int length, long address, boolean create, long nowNs) {
    int entry = table.find(bytes, offset, length);
    if (entry == NeighbourTable.NONE) {
      if (!create || !addresses.isOnLink(bytes, offset, length)) {
        return;
      }
      entry = table.create(bytes, offset, length, nowNs);
    }
    table.confirm(entry, address, nowNs);
    Frame waiting = table.takePending(entry);
    if (waiting != null) {
      sendTo(waiting, address);
    }
  }

  /**
   * Sends an IP packet of the pool with 14 octets of head-room to its next hop, or keeps it until
   * the next hop answers.
   */
  DropReason send(Frame packet, int destination, int addressLength, long nowNs) {
    byte[] bytes = packet.bytes();
    if (addresses.isLinkGroup(bytes, destination, addressLength)) {
      sendTo(packet, groupHardware(bytes, destination, addressLength));
      return DropReason.NONE;
    }
    DropReason reason = addresses.route(bytes, destination, addressLength);
    if (reason != DropReason.NONE) {
      return reason;
    }
    byte[] hop = addresses.hopBytes();
    int hopOffset = addresses.hopOffset();
    int entry = table.find(hop, hopOffset, addressLength);
    boolean fresh = entry == NeighbourTable.NONE;
    if (fresh) {
      entry = table.create(hop, hopOffset, addressLength, nowNs);
    }
    boolean ask = table.use(entry, nowNs) || fresh;
    if (table.state(entry) == NeighbourTable.State.INCOMPLETE) {
      reason = table.keep(entry, packet) ? DropReason.NEIGHBOUR_PENDING : DropReason.QUEUE_FULL;
    } else {
      sendTo(packet, table.hardware(entry));
    }
    if (ask) {
      solicit(entry, nowNs);
    }
    return reason;
  }

  private static long groupHardware(byte[] bytes, int offset, int length) {
    if (length == IpAddress.IPV6_LENGTH) {
      return IPV6_GROUP | Octets.u32(bytes, offset + 12);
    }
    boolean multicast = Octets.u8(bytes, offset) >> 4 == 0xE;
    return multicast && Octets.u32(bytes, offset) != 0xFFFF_FFFFL
        ? IPV4_GROUP | Octets.u24(bytes, offset + 1) & 0x7FFFFF
        : EthernetHeader.BROADCAST;
  }

  /** Puts the Ethernet header in front of a packet and hands it over. */
  void sendTo(Frame packet, long destination) {
    int etherType =
        Octets.u8(packet.bytes(), packet.offset()) >> 4 == 4 ? EtherType.IPV4 : EtherType.IPV6;
    int start = packet.push(EthernetHeader.LENGTH);
    EthernetHeader.write(packet.bytes(), start, destination, hardware, etherType);
    exit.send(packet);
  }

  /** Asks for the MAC of an entry, or gives it up. */
  private void solicit(int entry, long nowNs) {
    if (!table.probe(entry, nowNs)) {
      counters.count(DropReason.NEIGHBOUR_UNREACHABLE);
      table.free(entry);
      return;
    }
    boolean known = table.state(entry) == NeighbourTable.State.PROBING;
    byte[] keys = table.keys();
    int key = table.keyOffset(entry);
    int length = table.keyLength(entry);
    IpAddress own = addresses.solicitingAddress(keys, key, length);
    if (own == null) {
      return;
    }
    DropReason reason;
    if (length == IpAddress.IPV6_LENGTH) {
      long last = known ? table.hardware(entry) : NeighbourDiscovery.UNKNOWN;
      reason = discovery.solicit(own, keys, key, last, this);
    } else {
      own.copyInto(ownIpv4, 0);
      long to = known ? table.hardware(entry) : EthernetHeader.BROADCAST;
      reason = sendArp(ArpPacket.REQUEST, to, ownIpv4, 0, 0, keys, key);
    }
    if (reason != DropReason.NONE) {
      counters.count(reason);
    }
  }

  /**
   * Repeats solicitations that are due, and gives up neighbours that do not answer. Returns how
   * many were due.
   */
  int poll(long nowNs) {
    int due = 0;
    for (int entry = 0; entry < table.capacity(); entry++) {
      if (table.isDue(entry, nowNs)) {
        due++;
        solicit(entry, nowNs);
      }
    }
    return due;
  }

  long nextDeadlineNs() {
    return table.nextDeadlineNs();
  }
}
