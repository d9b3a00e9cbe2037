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
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.task.TimedWork;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/**
 * One network interface of the host, sans-I/O: its link, our addresses on it, and packets of ours
 * into frames. Over Ethernet it does ARP and neighbour discovery; over a link of bare IP packets
 * (TUN) frames start at the IP header. No policy is asked here: {@link HostOutput} does that for
 * what leaves, {@link HostStack} for what comes in. Allocates nothing per packet.
 */
public final class NetworkInterface implements TimedWork {
  /** Numbers of instances in the trace that an interface has for each of its machines. */
  private static final int IDS_PER_INTERFACE = 1 << 16;

  private final int interfaceNumber;
  private final LocalAddresses addresses;
  private final @Nullable NetworkInterface standIn;
  private final StackLimits limits;
  private final StackCounters counters = new StackCounters();
  private final FrameExit exit;
  private final int mtu;
  private final boolean mayLease;
  private final @Nullable EthernetLink link;
  private final Reassembly reassembly;
  private final IpWriter writer;
  private final IpOutput out;

  /**
   * An interface of a configuration.
   *
   * @param pool where frames come from and what those of our own are built in; a slot takes a
   *     packet of the MTU
   * @param identificationSeed where the identifications of our datagrams start, from the entropy
   *     source
   * @param trace takes the firings of the interface's machines
   * @param standIn another interface of the host, whose addresses ICMP errors come from where this
   *     one has none of the family; null for none
   */
  public NetworkInterface(
      NetworkConfig config,
      StackLimits limits,
      FramePool pool,
      FrameSink sink,
      int identificationSeed,
      TraceSink trace,
      @Nullable NetworkInterface standIn) {
    if (pool.slab().dataCapacity() < EthernetHeader.LENGTH + config.mtuBytes()
        || pool.slab().headRoom() < EthernetHeader.LENGTH) {
      throw new IllegalArgumentException("a slot is too short for a frame of the MTU");
    }
    this.standIn = standIn;
    this.limits = limits;
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
    this.writer = new IpWriter(identificationSeed);
    this.reassembly = new Reassembly(limits, counters, trace, firstId);
    this.out = new IpOutput(exit, config.mtuBytes(), writer, link);
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

  /** Whether the address is one of ours. */
  public boolean owns(IpAddress address) {
    return addresses.isOurs(address);
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

  /**
   * An empty frame behind the head-room to build a message in; null when no slot is free, which is
   * counted. It goes out with {@link HostOutput#output} or {@link #transmit}, or back with {@link
   * Frame#releaseIfOwned}.
   */
  public @Nullable Frame claim() {
    Frame frame = exit.claim();
    if (frame == null) {
      counters.count(DropReason.NO_FREE_SLOT);
    }
    return frame;
  }

  /**
   * Counts why a message of our own was not sent, for those that no caller asks about. NONE and
   * NEIGHBOUR_PENDING are no drops.
   */
  public void countUnsent(DropReason reason) {
    counters.countUnsent(reason);
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
        reassembly.nextDeadlineNs(), link == null ? DeadlineTable.NEVER_NS : link.nextDeadlineNs());
  }

  // ---- for the rest of the package
  // ------------------------------------------------------------------------------------------------------------

  LocalAddresses localAddresses() {
    return addresses;
  }

  /** The addresses that ICMP errors come from where there is none of the family here. */
  LocalAddresses standInAddresses() {
    return standIn == null ? addresses : standIn.addresses;
  }

  StackLimits limits() {
    return limits;
  }

  IpWriter writer() {
    return writer;
  }

  Reassembly reassembly() {
    return reassembly;
  }

  @Nullable EthernetLink link() {
    return link;
  }
}
