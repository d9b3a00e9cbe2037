// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.port.FrameSink;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.task.TimedWork;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

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
public final class HostStack implements TimedWork {
  /** Numbers of instances in the trace that an interface has for each of its machines. */
  private static final int IDS_PER_INTERFACE = 1 << 16;

  private final int interfaceNumber;
  private final LocalAddresses addresses;
  private final StackCounters counters = new StackCounters();
  private final FrameExit exit;
  private final int mtu;
  private final boolean mayLease;
  private final @Nullable EthernetLink link;
  private final Reassembly reassembly;
  private final IpOutput out;
  private final IcmpResponder icmp;
  private final IpInput in;
  private final DropReason[] linkReason = {DropReason.NONE};

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
    this(config, limits, pool, sink, identificationSeed, TraceSink.NONE, null);
  }

  /**
   * As the other, with a trace and another interface of the same host.
   *
   * @param trace takes the firings of the stack's machines
   * @param standIn whose addresses ICMP errors come from where this interface has none of the
   *     family; null for none
   */
  public HostStack(
      NetworkConfig config,
      StackLimits limits,
      FramePool pool,
      FrameSink sink,
      int identificationSeed,
      TraceSink trace,
      @Nullable HostStack standIn) {
    if (pool.slab().dataCapacity() < EthernetHeader.LENGTH + config.mtuBytes()
        || pool.slab().headRoom() < EthernetHeader.LENGTH) {
      throw new IllegalArgumentException("a slot is too short for a frame of the MTU");
    }
    this.exit = new FrameExit(pool, sink, counters);
    this.mtu = config.mtuBytes();
    this.mayLease = config.dhcp();
    this.addresses = new LocalAddresses(config);
    this.interfaceNumber = standIn == null ? 0 : standIn.interfaceNumber + 1;
    long firstId = 1 + (long) interfaceNumber * IDS_PER_INTERFACE;
    this.link =
        config.link() == LinkKind.ETHERNET
            ? new EthernetLink(
                Octets.u48(config.hardwareAddress().toArray(), 0),
                limits,
                addresses,
                exit,
                counters,
                trace,
                firstId)
            : null;
    IpWriter writer = new IpWriter(identificationSeed);
    this.reassembly = new Reassembly(limits, counters, trace, firstId);
    this.out = new IpOutput(exit, config.mtuBytes(), writer, link);
    this.icmp =
        new IcmpResponder(
            addresses,
            standIn == null ? addresses : standIn.addresses,
            writer,
            exit,
            out,
            counters);
    this.in = new IpInput(limits, addresses, reassembly, icmp, link);
  }

  /**
   * Sets what decides about packets beyond the stack. It comes after construction because it sends
   * through the stack; until then everything passes in clear and nothing is forwarded.
   */
  public void connect(StackHandlers handlers) {
    in.connect(handlers);
    out.connect(handlers.policy());
  }

  /** Listens on a UDP port; false when the table is full. */
  public boolean listenUdp(int port, UdpHandler handler) {
    return in.listenUdp(port, handler);
  }

  /** Takes packets of an IP protocol other than UDP, ICMP and ICMPv6. */
  public void handleProtocol(int protocol, PacketHandler handler) {
    in.handleProtocol(protocol, handler);
  }

  /** What was counted. */
  public StackCounters counters() {
    return counters;
  }

  /** Our addresses in order, an Ethernet link's own link-local address included. */
  public List<InterfaceAddress> addresses() {
    return addresses.own();
  }

  /** Whether the packet is addressed to one of our addresses. */
  public boolean owns(IpView packet) {
    return owns(packet.bytes(), packet.destinationOffset(), packet.addressLength());
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

  /** Whether another host has the address that was probed last. */
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
    assert in.isIdle() : "a sink does not give frames back during the call";
    counters.frameIn();
    DropReason reason =
        link == null ? in.deliver(frame, false, nowNs) : receiveEthernet(link, frame, nowNs);
    frame.releaseIfOwned();
    return counters.count(reason);
  }

  private DropReason receiveEthernet(EthernetLink ethernet, Frame frame, long nowNs) {
    int etherType = ethernet.open(frame, linkReason);
    return switch (etherType) {
      case EtherType.ARP -> ethernet.receiveArp(frame, nowNs);
      case EtherType.IPV4, EtherType.IPV6 -> in.deliver(frame, false, nowNs);
      case -1 -> linkReason[0];
      default -> DropReason.UNKNOWN_ETHER_TYPE;
    };
  }

  /**
   * An IP packet that came out of a security association, from its IP header on. Taken over and
   * answered as by {@link #receive}.
   */
  public DropReason receiveProtected(Frame packet, long nowNs) {
    DropReason reason = in.deliver(packet, true, nowNs);
    packet.releaseIfOwned();
    return counters.count(reason);
  }

  // ---- ICMP errors about packets that would be forwarded
  // ------------------------------------------------------------------------------------------------------------

  /** Sends the ICMP error that the hop limit of a packet ran out, where one may be sent. */
  public void sendTimeExceeded(IpView packet, long nowNs) {
    icmp.sendTimeExceeded(packet, nowNs);
  }

  /** Sends the ICMP error that says how long a packet may be, where one may be sent. */
  public void sendTooBig(IpView packet, int longest, long nowNs) {
    icmp.sendTooBig(packet, longest, nowNs);
  }

  // ---- outbound
  // -----------------------------------------------------------------------------------------------------------

  /**
   * An empty frame behind the head-room to build a message in; null when no slot is free. It goes
   * out with {@link #output} or {@link #transmit}, or back with {@link Frame#releaseIfOwned}.
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
    out.pushIp(payload, protocol, source, destination, trafficClass);
  }

  /**
   * As {@link #pushIp(Frame, int, IpAddress, IpAddress, int)}.
   *
   * @param addresses source, then destination
   * @param addressLength 4 or 16 octets each
   */
  public void pushIp(Frame payload, int protocol, byte[] addresses, int addressLength) {
    out.pushIp(payload, protocol, addresses, addressLength);
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
    out.pushUdp(payload, source, sourcePort, destination, destinationPort, withChecksum);
  }

  /**
   * Sends an IP packet of ours if the policy lets it out in clear; when the policy takes it, that
   * is NONE too. The frame is taken over.
   */
  public DropReason output(Frame packet, long nowNs) {
    return out.output(packet, nowNs);
  }

  /**
   * Sends an IP packet without asking the policy, in fragments where it is longer than the MTU. A
   * frame of the pool is taken over; of any other the octets are used during the call only.
   *
   * @return NONE, NEIGHBOUR_PENDING when it waits for the next hop's MAC, or why it was not sent
   */
  public DropReason transmit(Frame packet, long nowNs) {
    return out.transmit(packet, mtu, nowNs);
  }

  /** As {@link #transmit(Frame, long)}, in fragments that a path of {@code pathMtu} carries too. */
  public DropReason transmit(Frame packet, int pathMtu, long nowNs) {
    return out.transmit(packet, pathMtu, nowNs);
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
    return out.cut(packet, longest, taker, nowNs);
  }

  /** Takes fragments. */
  @FunctionalInterface
  public interface FragmentTaker {
    /** Takes one fragment over; anything but NONE ends the cutting. */
    DropReason take(Frame fragment, long nowNs);
  }

  /** Hands a packet to the link as it is, without address resolution: only for bare IP links. */
  public DropReason handOver(Frame packet) {
    return out.sendBare(packet);
  }

  // ---- time
  // ---------------------------------------------------------------------------------------------------------------

  /**
   * Does what is due: solicitations again, neighbours given up, datagrams that stayed incomplete.
   * Returns how much was done.
   */
  @Override
  public int poll(long nowNs) {
    return reassembly.poll(nowNs) + (link == null ? 0 : link.poll(nowNs));
  }

  @Override
  public long nextDeadlineNs() {
    return Math.min(
        reassembly.nextDeadlineNs(), link == null ? Long.MAX_VALUE : link.nextDeadlineNs());
  }
}
