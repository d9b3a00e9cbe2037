// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.NeighbourFacts.Kind;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.ArpPacket;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/**
 * The Ethernet side of the stack: the header of incoming frames, what ARP messages are (RFC 826),
 * and the next hop of outgoing packets. What is learned of neighbours is {@link Neighbours}' to
 * say; neighbour discovery is {@link NeighbourDiscovery}.
 */
final class EthernetLink {
  private final long hardware;
  private final LocalAddresses addresses;
  private final StackCounters counters;
  private final EthernetOutput output;
  private final NeighbourDiscovery discovery;
  private final Neighbours neighbours;
  private final EthernetHeader header = new EthernetHeader();
  private final ArpPacket arp = new ArpPacket();
  private final byte[] ownIpv4 = new byte[IpAddress.IPV4_LENGTH];
  private final byte[] probedIpv4 = new byte[IpAddress.IPV4_LENGTH];
  private boolean isProbeAnswered;

  /**
   * A link without neighbours.
   *
   * @param firstId the number of the first neighbour in the trace
   */
  EthernetLink(
      long hardware,
      StackLimits limits,
      LocalAddresses addresses,
      FrameExit exit,
      StackCounters counters,
      TraceSink trace,
      long firstId) {
    this.hardware = hardware;
    this.addresses = addresses;
    this.counters = counters;
    this.output = new EthernetOutput(hardware, exit);
    this.discovery = new NeighbourDiscovery(hardware, addresses, output, exit);
    this.neighbours =
        new Neighbours(
            limits,
            waitingPackets(exit.pool()),
            addresses,
            discovery,
            output,
            counters,
            trace,
            firstId);
  }

  // Packets that wait for a neighbour must not use up the slots that answers need.
  private static int waitingPackets(FramePool pool) {
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
    counters.countUnsent(
        output.sendArp(ArpPacket.REQUEST, EthernetHeader.BROADCAST, own, 0, 0, target, 0));
  }

  // RFC 5227 §2.1.1: a host that claims to have the address, or who probes for it too.
  private void noteConflict(byte[] bytes, int sender, boolean probe) {
    int claimed = probe ? arp.targetProtocolOffset() : sender;
    isProbeAnswered |=
        arp.senderHardware() != hardware
            && Octets.equal(probedIpv4, 0, bytes, claimed, probedIpv4.length);
  }

  /** Learns from an ARP packet, and answers a request for an address of ours. */
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
    long claimed = arp.senderHardware();
    if (arp.operation() != ArpPacket.REQUEST) {
      Kind kind = forUs ? Kind.ANSWER : Kind.ANNOUNCEMENT;
      return learn(bytes, sender, IpAddress.IPV4_LENGTH, claimed, kind, nowNs);
    }
    if (!forUs) {
      learn(bytes, sender, IpAddress.IPV4_LENGTH, claimed, Kind.ANNOUNCEMENT, nowNs);
      return DropReason.NOT_FOR_US;
    }
    if (!probe) {
      learnFromRequest(bytes, sender, IpAddress.IPV4_LENGTH, claimed, nowNs);
    }
    return output.sendArp(
        ArpPacket.REPLY, claimed, bytes, arp.targetProtocolOffset(), claimed, bytes, sender);
  }

  /**
   * Gives the link address that a message about the neighbour in place bears, {@link
   * NeighbourEntries#NOT_NOTED} for none, to the neighbour's entry; NONE, or why nothing was
   * learned.
   */
  DropReason learn(byte[] bytes, int offset, int length, long linkAddress, Kind kind, long nowNs) {
    return neighbours.receive(bytes, offset, length, linkAddress, kind, nowNs);
  }

  /** As {@link #learn} from a request, which is answered whatever is learned. */
  void learnFromRequest(byte[] bytes, int offset, int length, long linkAddress, long nowNs) {
    DropReason reason = learn(bytes, offset, length, linkAddress, Kind.REQUEST, nowNs);
    if (reason != DropReason.NONE) {
      counters.count(reason);
    }
  }

  /**
   * Sends an IP packet of the pool with 14 octets of head-room to its next hop, or keeps it until
   * the next hop answers.
   */
  DropReason send(Frame packet, int destination, int addressLength, long nowNs) {
    byte[] bytes = packet.bytes();
    if (addresses.isLinkGroup(bytes, destination, addressLength)) {
      output.send(packet, EthernetOutput.groupHardware(bytes, destination, addressLength));
      return DropReason.NONE;
    }
    DropReason reason = addresses.route(bytes, destination, addressLength);
    return reason == DropReason.NONE
        ? neighbours.send(packet, addresses.hopBytes(), addresses.hopOffset(), addressLength, nowNs)
        : reason;
  }

  /** Does what is due for neighbours; returns how much that was. */
  int poll(long nowNs) {
    return neighbours.poll(nowNs);
  }

  long nextDeadlineNs() {
    return neighbours.nextDeadlineNs();
  }
}
