package org.sallyport.engine.net;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.port.FrameSink;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/**
 * One network interface and the host behind it, sans-I/O: frames and the time go in, frames come
 * out of a {@link FrameSink}. Over Ethernet it does ARP and neighbour discovery; over a link of
 * bare IP packets (TUN) frames start at the IP header. Works in place, in the slots of one {@link
 * FramePool}, and allocates nothing per packet. Not safe for use by two threads at once.
 *
 * <p>Inbound: {@link #receive} → link → IP → reassembly → {@link PacketPolicy#admit} → UDP handler,
 * protocol handler, or echo. Outbound: {@link #pushUdp} or {@link #pushIp}, then {@link #output}
 * (asks the policy) or {@link #transmit} (does not).
 */
public final class HostStack {
  /** How deep packets may come out of packets: ESP in UDP in ESP … */
  private static final int MAX_DEPTH = 4;

  private final LocalAddresses addresses;
  private final StackCounters counters = new StackCounters();
  private final FrameExit exit;
  private final int mtu;
  private final boolean mayLease;
  private final @Nullable EthernetLink link;
  private final IpWriter writer;
  private final Fragmenter fragmenter;
  private final Reassembly reassembly;
  private final UdpPorts udpPorts;
  private final @Nullable PacketHandler[] protocols = new @Nullable PacketHandler[256];
  private final IpPacket[] packets = new IpPacket[MAX_DEPTH];
  private final DropReason[] linkReason = {DropReason.NONE};
  private final IcmpResponder icmp;
  private PacketPolicy policy = PacketPolicy.BYPASS;
  private @Nullable ForwardHandler forwarder;
  private @Nullable TooBigHandler tooBigHandler;
  private int depth;

  /**
   * A stack with the interface of a configuration.
   *
   * @param pool where frames come from and what those of the stack itself are built in; a slot
   *     takes a packet of the MTU
   * @param identificationSeed where the identifications of our datagrams start, from the entropy
   *     source
   */
  public HostStack(
      NetworkConfig config,
      StackLimits limits,
      FramePool pool,
      FrameSink sink,
      int identificationSeed) {
    if (pool.slab().dataCapacity() < EthernetHeader.LENGTH + config.mtuBytes()
        || pool.slab().headRoom() < EthernetHeader.LENGTH) {
      throw new IllegalArgumentException("a slot is too short for a frame of the MTU");
    }
    this.exit = new FrameExit(pool, sink, counters);
    this.mtu = config.mtuBytes();
    this.mayLease = config.dhcp();
    this.addresses = new LocalAddresses(config);
    this.writer = new IpWriter(identificationSeed);
    this.fragmenter = new Fragmenter(pool, writer);
    this.reassembly = new Reassembly(limits, counters);
    this.udpPorts = new UdpPorts(limits.udpPorts(), MAX_DEPTH);
    this.link =
        config.link() == LinkKind.ETHERNET
            ? new EthernetLink(
                Octets.u48(config.hardwareAddress().toArray(), 0),
                limits,
                addresses,
                exit,
                counters)
            : null;
    for (int index = 0; index < MAX_DEPTH; index++) {
      packets[index] = new IpPacket();
    }
    this.icmp = new IcmpResponder(addresses, writer, exit);
  }

  /** Sets whom to ask about packets; at first everything passes in clear. */
  public void setPolicy(PacketPolicy newPolicy) {
    policy = newPolicy;
  }

  /** Sets who takes packets for other destinations; at first nobody does. */
  public void setForwarder(ForwardHandler handler) {
    forwarder = handler;
  }

  /** Sets who learns that packets of ours are too long for their path; at first nobody does. */
  public void setTooBigHandler(TooBigHandler handler) {
    tooBigHandler = handler;
  }

  /** Sets whose addresses ICMP errors come from where this interface has none of the family. */
  public void setStandIn(HostStack other) {
    icmp.setStandIn(other.addresses);
  }

  /** Listens on a UDP port; false when the table is full. */
  public boolean listenUdp(int port, UdpHandler handler) {
    return udpPorts.listen(port, handler);
  }

  /** Takes packets of an IP protocol other than UDP, ICMP and ICMPv6. */
  public void handleProtocol(int protocol, PacketHandler handler) {
    protocols[protocol] = handler;
  }

  /** What was counted. */
  public StackCounters counters() {
    return counters;
  }

  /** Our addresses in order, an Ethernet link's own link-local address included. */
  public List<InterfaceAddress> addresses() {
    return addresses.own();
  }

  /** Whether the address of {@code length} octets in place is one of ours. */
  public boolean owns(byte[] bytes, int offset, int length) {
    return addresses.isOurs(bytes, offset, length);
  }

  /**
   * From now on the leased IPv4 address is ours, in the place of the one before (RFC 2131 §4.4.1).
   *
   * @param router the next hop to what is not on the link, unless one is configured
   */
  public void lease(InterfaceAddress address, @Nullable IpAddress router) {
    boolean isNew = !addresses.isOurs(address.address());
    addresses.lease(address, router);
    if (link != null && isNew) {
      link.announce(address.address());
    }
  }

  /** The leased address is ours no longer. */
  public void endLease() {
    addresses.endLease();
  }

  /** Whether an address that was ours when an SA was made still is: a lease may have ended. */
  public boolean maySendFrom(IpAddress address) {
    return !mayLease || addresses.isOurs(address);
  }

  /** Asks an Ethernet link who has an address that is to be ours (RFC 5227 §2.1.1). */
  public void probe(IpAddress address) {
    if (link != null) {
      link.probe(address);
    }
  }

  /** Whether somebody else has the address that was probed last. */
  public boolean isProbeAnswered() {
    return link != null && link.isProbeAnswered();
  }

  /**
   * The address that we send from towards {@code destination}; null when we have none of its
   * family.
   */
  public @Nullable IpAddress sourceFor(IpAddress destination) {
    byte[] octets = destination.toOctets().toArray();
    return addresses.sourceFor(octets, 0, octets.length);
  }

  // ---- inbound
  // ------------------------------------------------------------------------------------------------------------

  /**
   * A frame from the link, worked upon in place and taken over: it is answered, kept, or released.
   * Returns NONE when it was acted upon, or why not; either is counted.
   */
  public DropReason receive(Frame frame, long nowNs) {
    assert depth == 0 : "a sink does not give frames back during the call";
    counters.frameIn();
    DropReason reason =
        link == null ? deliver(frame, false, nowNs) : receiveEthernet(link, frame, nowNs);
    frame.putAway();
    return counters.count(reason);
  }

  private DropReason receiveEthernet(EthernetLink ethernet, Frame frame, long nowNs) {
    int etherType = ethernet.open(frame, linkReason);
    return switch (etherType) {
      case EtherType.ARP -> ethernet.receiveArp(frame, nowNs);
      case EtherType.IPV4, EtherType.IPV6 -> deliver(frame, false, nowNs);
      case -1 -> linkReason[0];
      default -> DropReason.UNKNOWN_ETHER_TYPE;
    };
  }

  /**
   * An IP packet that came out of a security association, from its IP header on. Taken over and
   * answered as by {@link #receive}.
   */
  public DropReason receiveProtected(Frame packet, long nowNs) {
    DropReason reason = deliver(packet, true, nowNs);
    packet.putAway();
    return counters.count(reason);
  }

  private DropReason deliver(Frame frame, boolean protectedPacket, long nowNs) {
    if (depth == MAX_DEPTH) {
      return DropReason.NESTED_TOO_DEEPLY;
    }
    IpPacket packet = packets[depth++];
    try {
      return deliver(packet, frame, protectedPacket, nowNs);
    } finally {
      depth--;
    }
  }

  private DropReason deliver(IpPacket packet, Frame frame, boolean protectedPacket, long nowNs) {
    DropReason reason = packet.read(frame);
    if (reason != DropReason.NONE) {
      return reason;
    }
    if (addresses.isBadSource(packet.bytes(), packet.sourceOffset(), packet.addressLength())) {
      return DropReason.BAD_SOURCE_ADDRESS;
    }
    LocalAddresses.Kind kind =
        addresses.classify(packet.bytes(), packet.destinationOffset(), packet.addressLength());
    if (kind == LocalAddresses.Kind.OTHER) {
      return forwarder == null
          ? DropReason.NOT_FOR_US
          : forwarder.forward(packet, protectedPacket, nowNs);
    }
    if (packet.isFragment()) {
      reason = reassembly.add(packet, protectedPacket, nowNs);
      Frame complete = reassembly.complete();
      if (complete == null) {
        return reason;
      }
      reason = packet.read(complete);
      if (reason != DropReason.NONE) {
        return reason;
      }
    }
    return dispatch(packet, kind == LocalAddresses.Kind.GROUP, protectedPacket, nowNs);
  }

  private DropReason dispatch(
      IpPacket packet, boolean toGroup, boolean protectedPacket, long nowNs) {
    int protocol = packet.protocol();
    boolean isIcmp = protocol == (packet.isIpv4() ? IpProtocol.ICMP : IpProtocol.ICMPV6);
    if (isIcmp) {
      DropReason reason = icmp.check(packet);
      if (reason != DropReason.NONE) {
        return reason;
      }
      boolean neighbours =
          !protectedPacket
              && !packet.isIpv4()
              && NeighbourDiscovery.isNeighbourMessage(icmp.message().type());
      if (link != null && neighbours) {
        return link.receiveNeighbour(packet, icmp.message(), nowNs);
      }
    }
    DropReason admitted = policy.admit(packet, protectedPacket);
    if (admitted != DropReason.NONE) {
      return admitted;
    }
    if (isIcmp) {
      TooBigHandler learner = protectedPacket || toGroup ? null : tooBigHandler;
      if (learner != null && icmp.tellsOfTooBig(packet)) {
        return learner.tooBig(
            packet,
            packet.payloadOffset() + IcmpHeader.LENGTH,
            packet.payloadLength() - IcmpHeader.LENGTH,
            icmp.reportedMtu(packet),
            nowNs);
      }
      DropReason answered = icmp.answer(packet, toGroup);
      return answered == DropReason.NONE ? output(icmp.reply(), nowNs) : answered;
    }
    if (protocol == IpProtocol.UDP) {
      return receiveUdp(packet, toGroup, nowNs);
    }
    PacketHandler handler = protocols[protocol];
    if (handler != null && !toGroup) {
      return handler.receive(packet, nowNs);
    }
    return complain(DropReason.UNKNOWN_PROTOCOL, packet, toGroup, nowNs);
  }

  private DropReason receiveUdp(IpPacket packet, boolean toGroup, long nowNs) {
    UdpDatagram datagram = udpPorts.view(depth - 1);
    UdpHeader header = datagram.wrap(packet);
    DropReason reason = header.checkLength();
    if (reason != DropReason.NONE) {
      return reason;
    }
    boolean valid =
        header.hasChecksum()
            ? header.checksumValid(packet.pseudoHeader(IpProtocol.UDP, header.length()))
            : packet.isIpv4();
    if (!valid) {
      return DropReason.BAD_CHECKSUM;
    }
    UdpHandler handler = udpPorts.handler(header.destinationPort());
    return handler == null
        ? complain(DropReason.UNKNOWN_PORT, packet, toGroup, nowNs)
        : handler.receive(datagram, nowNs);
  }

  private DropReason complain(DropReason reason, IpPacket packet, boolean toGroup, long nowNs) {
    if (!toGroup) {
      sendError(
          reason == DropReason.UNKNOWN_PORT
              ? icmp.portUnreachable(packet, nowNs)
              : icmp.protocolUnreachable(packet, nowNs),
          nowNs);
    }
    return reason;
  }

  private void sendError(DropReason prepared, long nowNs) {
    if (prepared == DropReason.NONE) {
      output(icmp.reply(), nowNs);
    } else {
      counters.count(prepared);
    }
  }

  /** Tells the sender of a packet that we would forward that its hop limit ran out. */
  public void complainOfHopLimit(IpPacket packet, long nowNs) {
    if (icmp.mayComplainAbout(packet)) {
      sendError(icmp.timeExceeded(packet, nowNs), nowNs);
    }
  }

  /** Tells the sender of a packet that we would forward how long it may be (RFC 1191, RFC 8201). */
  public void complainOfLength(IpPacket packet, int longest, long nowNs) {
    if (icmp.mayComplainAbout(packet)) {
      sendError(icmp.tooBig(packet, longest, nowNs), nowNs);
    }
  }

  // ---- outbound
  // -----------------------------------------------------------------------------------------------------------

  /**
   * An empty frame behind the head-room to build a message in; null when no slot is free. It goes
   * out with {@link #output} or {@link #transmit}, or back with {@link Frame#putAway}.
   */
  public @Nullable Frame claim() {
    return exit.claim();
  }

  /** The longest payload of an IP packet that fits into one claimed frame. */
  public int longestMessage() {
    return exit.pool().slab().dataCapacity();
  }

  /** Makes the frame's octets the payload of an IP packet; addresses are of one family. */
  public void pushIp(
      Frame payload, int protocol, IpAddress source, IpAddress destination, int trafficClass) {
    writer.between(source, destination);
    writer.push(payload, protocol, trafficClass);
  }

  /**
   * As {@link #pushIp(Frame, int, IpAddress, IpAddress, int)}.
   *
   * @param addresses source, then destination
   * @param addressLength 4 or 16 octets each
   */
  public void pushIp(Frame payload, int protocol, byte[] addresses, int addressLength) {
    writer.between(addresses, 0, addresses, addressLength, addressLength);
    writer.push(payload, protocol, 0);
  }

  /**
   * Makes the frame's octets the payload of a UDP datagram in an IP packet.
   *
   * @param withChecksum false only for ESP in UDP over IPv4 (RFC 3948 §2.1); over IPv6 there is
   *     always one
   */
  public void pushUdp(
      Frame payload,
      IpAddress source,
      int sourcePort,
      IpAddress destination,
      int destinationPort,
      boolean withChecksum) {
    writer.between(source, destination);
    int start = payload.push(UdpHeader.LENGTH);
    UdpHeader.write(payload.bytes(), start, sourcePort, destinationPort, payload.length());
    if (withChecksum || !source.isIpv4()) {
      long pseudo = writer.pseudoHeader(IpProtocol.UDP, payload.length());
      UdpHeader.writeChecksum(payload.bytes(), start, payload.length(), pseudo);
    }
    writer.push(payload, IpProtocol.UDP, 0);
  }

  /**
   * Sends an IP packet of ours if the policy lets it out in clear; when the policy takes it, that
   * is NONE too. The frame is taken over.
   */
  public DropReason output(Frame packet, long nowNs) {
    return policy.takes(packet, nowNs) ? DropReason.NONE : transmit(packet, nowNs);
  }

  /**
   * Sends an IP packet without asking the policy, in fragments where it is longer than the MTU. A
   * frame of the pool is taken over; of any other the octets are used during the call only.
   *
   * @return NONE, NEIGHBOUR_PENDING when it waits for the next hop's MAC, or why it was not sent
   */
  public DropReason transmit(Frame packet, long nowNs) {
    return transmit(packet, mtu, nowNs);
  }

  /** As {@link #transmit(Frame, long)}, in fragments that a path of {@code pathMtu} carries too. */
  public DropReason transmit(Frame packet, int pathMtu, long nowNs) {
    int longest = Math.min(mtu, pathMtu);
    DropReason result =
        packet.length() > longest
            ? cutFor(null, packet, longest, nowNs)
            : transmitWhole(packet, nowNs);
    packet.putAway();
    return result;
  }

  /** The longest packet that the link carries. */
  public int mtu() {
    return mtu;
  }

  /**
   * Cuts a packet into fragments of at most {@code longest} octets for {@code taker}, which takes
   * each over. The packet stays with the caller.
   *
   * @return NONE, or why it was not cut, or what the taker refused
   */
  public DropReason cut(Frame packet, int longest, FragmentTaker taker, long nowNs) {
    return cutFor(taker, packet, longest, nowNs);
  }

  /** Without a taker the link takes the fragments. */
  private DropReason cutFor(@Nullable FragmentTaker taker, Frame packet, int longest, long nowNs) {
    DropReason result = fragmenter.begin(packet, longest);
    while (result == DropReason.NONE && fragmenter.hasMore()) {
      Frame fragment = fragmenter.next();
      if (fragment == null) {
        return DropReason.NO_FREE_SLOT;
      }
      result = taker == null ? transmitWhole(fragment, nowNs) : taker.take(fragment, nowNs);
      fragment.putAway();
      result =
          result == DropReason.NEIGHBOUR_PENDING && fragmenter.hasMore() ? DropReason.NONE : result;
    }
    return result;
  }

  /** Takes fragments. */
  @FunctionalInterface
  public interface FragmentTaker {
    /** Takes one fragment over; anything but NONE ends the cutting. */
    DropReason take(Frame fragment, long nowNs);
  }

  private DropReason transmitWhole(Frame packet, long nowNs) {
    boolean inPlace = packet.pool() != null && packet.headRoom() >= EthernetHeader.LENGTH;
    Frame own = inPlace ? packet : exit.copyOf(packet);
    if (own == null) {
      return DropReason.NO_FREE_SLOT;
    }
    DropReason result = link == null ? sendBare(own) : sendEthernet(link, own, nowNs);
    own.putAway();
    return result;
  }

  private DropReason sendBare(Frame packet) {
    exit.send(packet);
    return DropReason.NONE;
  }

  private static DropReason sendEthernet(EthernetLink ethernet, Frame packet, long nowNs) {
    boolean isIpv4 = Octets.u8(packet.bytes(), packet.offset()) >> 4 == 4;
    int destination = packet.offset() + (isIpv4 ? Ipv4Header.DESTINATION : Ipv6Header.DESTINATION);
    return ethernet.send(
        packet, destination, isIpv4 ? IpAddress.IPV4_LENGTH : IpAddress.IPV6_LENGTH, nowNs);
  }

  /** Hands a packet to the link as it is, without address resolution: only for bare IP links. */
  public DropReason handOver(Frame packet) {
    return sendBare(packet);
  }

  // ---- time
  // ---------------------------------------------------------------------------------------------------------------

  /**
   * Does what is due: solicitations again, neighbours given up, datagrams that stayed incomplete.
   * Returns how much was done.
   */
  public int poll(long nowNs) {
    return reassembly.poll(nowNs) + (link == null ? 0 : link.poll(nowNs));
  }

  /** When {@link #poll} must be called next; {@code Long.MAX_VALUE} for not at all. */
  public long nextDeadlineNs() {
    return Math.min(
        reassembly.nextDeadlineNs(), link == null ? Long.MAX_VALUE : link.nextDeadlineNs());
  }
}
