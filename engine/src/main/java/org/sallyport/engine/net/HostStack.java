package org.sallyport.engine.net;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.DropReason;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.port.FrameSink;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/**
 * One network interface and the host behind it, sans-I/O: frames and the time go in, frames come
 * out of a {@link FrameSink}. Over Ethernet it does ARP and neighbour discovery; over a link of
 * bare IP packets (TUN) frames start at the IP header. Works in place and allocates nothing per
 * packet. Not safe for use by two threads at once.
 *
 * <p>Inbound: {@link #receive} → link → IP → reassembly → {@link PacketPolicy#admit} → UDP handler,
 * protocol handler, or echo. Outbound: {@link #pushUdp} or {@link #pushIp}, then {@link #output}
 * (asks the policy) or {@link #transmit} (does not).
 */
public final class HostStack {
  /**
   * Octets of head-room that a frame needs for everything the stack may push: link, IPv6, UDP, and
   * a tunnel around them.
   */
  public static final int HEAD_ROOM = 192;

  /** How deep packets may come out of packets: ESP in UDP in ESP … */
  private static final int MAX_DEPTH = 4;

  private final LocalAddresses addresses;
  private final StackCounters counters = new StackCounters();
  private final FrameSink sink;
  private final int mtu;
  private final @Nullable EthernetLink link;
  private final IpWriter writer;
  private final Fragmenter fragmenter;
  private final Reassembly reassembly;
  private final UdpPorts udpPorts;
  private final @Nullable PacketHandler[] protocols = new @Nullable PacketHandler[256];
  private final IpPacket[] packets = new IpPacket[MAX_DEPTH];
  private final Frame outer = new Frame();
  private final Slab outSlab;
  private final Frame out;
  private final DropReason[] linkReason = {DropReason.NONE};
  private final IcmpResponder icmp;
  private PacketPolicy policy = PacketPolicy.BYPASS;
  private @Nullable PacketHandler forwarder;
  private int depth;

  /**
   * A stack with the interface of a configuration.
   *
   * @param identificationSeed where the identifications of our datagrams start, from the entropy
   *     source
   */
  public HostStack(
      NetworkConfig config, StackLimits limits, FrameSink sink, int identificationSeed) {
    this.sink = sink;
    this.mtu = config.mtuBytes();
    this.addresses = new LocalAddresses(config);
    this.writer = new IpWriter(identificationSeed);
    this.fragmenter = new Fragmenter(mtu, EthernetHeader.LENGTH, writer);
    this.reassembly = new Reassembly(limits, counters);
    this.udpPorts = new UdpPorts(limits.udpPorts(), MAX_DEPTH);
    this.outSlab = new Slab(1, EthernetHeader.LENGTH + mtu, EthernetHeader.LENGTH);
    this.out = new Frame(outSlab, 0);
    this.link =
        config.link() == LinkKind.ETHERNET
            ? new EthernetLink(
                Octets.u48(config.hardwareAddress().toArray(), 0),
                mtu,
                limits,
                addresses,
                sink,
                counters)
            : null;
    for (int index = 0; index < MAX_DEPTH; index++) {
      packets[index] = new IpPacket();
    }
    this.icmp = new IcmpResponder(addresses, writer);
  }

  /** Sets whom to ask about packets; at first everything passes in clear. */
  public void setPolicy(PacketPolicy newPolicy) {
    policy = newPolicy;
  }

  /** Sets who takes packets for other destinations; at first nobody does. */
  public void setForwarder(PacketHandler handler) {
    forwarder = handler;
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
   * A frame from the link, worked upon in place. Returns NONE when it was acted upon, or why not;
   * either is counted.
   */
  public DropReason receive(byte[] bytes, int offset, int length, long nowNs) {
    return receive(outer.wrap(bytes, offset, length), nowNs);
  }

  /** As {@link #receive(byte[], int, int, long)}, for a frame in its slot. */
  public DropReason receive(Frame frame, long nowNs) {
    assert depth == 0 : "a sink does not give frames back during the call";
    counters.frameIn();
    return counters.count(
        link == null ? deliver(frame, false, nowNs) : receiveEthernet(link, frame, nowNs));
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
   * An IP packet that came out of a security association, from its IP header on. Returns as {@link
   * #receive} does.
   */
  public DropReason receiveProtected(Frame packet, long nowNs) {
    return counters.count(deliver(packet, true, nowNs));
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
      return forwarder == null ? DropReason.NOT_FOR_US : forwarder.receive(packet, nowNs);
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
      DropReason prepared =
          reason == DropReason.UNKNOWN_PORT
              ? icmp.portUnreachable(packet, nowNs)
              : icmp.protocolUnreachable(packet, nowNs);
      if (prepared == DropReason.NONE) {
        output(icmp.reply(), nowNs);
      } else {
        counters.count(prepared);
      }
    }
    return reason;
  }

  // ---- outbound
  // -----------------------------------------------------------------------------------------------------------

  /** Makes the frame's octets the payload of an IP packet; addresses are of one family. */
  public void pushIp(
      Frame payload, int protocol, IpAddress source, IpAddress destination, int trafficClass) {
    writer.between(source, destination);
    writer.push(payload, protocol, trafficClass);
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
   * is NONE too.
   */
  public DropReason output(Frame packet, long nowNs) {
    return policy.takes(packet, nowNs) ? DropReason.NONE : transmit(packet, nowNs);
  }

  /**
   * Sends an IP packet without asking the policy, in fragments where it is longer than the MTU. The
   * octets are used during the call only; head-room of {@value EthernetHeader#LENGTH} octets saves
   * a copy.
   *
   * @return NONE, NEIGHBOUR_PENDING when it waits for the next hop's MAC, or why it was not sent
   */
  public DropReason transmit(Frame packet, long nowNs) {
    return packet.length() > mtu ? split(packet, nowNs) : transmitWhole(packet, nowNs);
  }

  private DropReason split(Frame packet, long nowNs) {
    DropReason result = fragmenter.begin(packet);
    while (result == DropReason.NONE && fragmenter.next()) {
      result = transmitWhole(fragmenter.fragment(), nowNs);
      result =
          result == DropReason.NEIGHBOUR_PENDING && fragmenter.hasMore() ? DropReason.NONE : result;
    }
    return result;
  }

  private DropReason transmitWhole(Frame packet, long nowNs) {
    if (link == null) {
      counters.frameOut();
      sink.frame(packet.bytes(), packet.offset(), packet.length());
      return DropReason.NONE;
    }
    Frame roomy = packet;
    if (packet.headRoom() < EthernetHeader.LENGTH) {
      roomy = out.set(outSlab.dataOffset(0), packet.length());
      System.arraycopy(
          packet.bytes(), packet.offset(), roomy.bytes(), roomy.offset(), packet.length());
    }
    boolean isIpv4 = Octets.u8(roomy.bytes(), roomy.offset()) >> 4 == 4;
    int destination = roomy.offset() + (isIpv4 ? Ipv4Header.DESTINATION : Ipv6Header.DESTINATION);
    return link.send(
        roomy, destination, isIpv4 ? IpAddress.IPV4_LENGTH : IpAddress.IPV6_LENGTH, nowNs);
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
