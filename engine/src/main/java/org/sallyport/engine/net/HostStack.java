// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.wire.EtherType;

/**
 * The host behind a network interface, sans-I/O: frames and the time go in, answers leave through
 * the {@link HostOutput}. Works in place, in the slots of one frame pool, and allocates nothing per
 * packet. Not safe for use by two threads at once.
 *
 * <p>Inbound: {@link #receive} → link → IP → reassembly → {@link PacketPolicy#admit} → UDP handler,
 * protocol handler, or echo.
 */
public final class HostStack {
  private final HostOutput output;
  private final NetworkInterface network;
  private final StackCounters counters;
  private final @Nullable EthernetLink link;
  private final IpInput in;
  private final DropReason[] linkReason = {DropReason.NONE};

  /**
   * A host that answers through {@code output}.
   *
   * @param icmp what echo and ICMP errors of the same interface are sent by
   * @param handlers what decides about packets beyond the stack
   */
  public HostStack(HostOutput output, IcmpResponder icmp, StackHandlers handlers) {
    this.output = output;
    network = output.network();
    counters = network.counters();
    link = network.link();
    in = new IpInput(network, icmp, handlers);
  }

  /** A host of its own, with ICMP of its own. */
  public static HostStack of(NetworkInterface network, StackHandlers handlers) {
    HostOutput output = new HostOutput(network, handlers.policy());
    return new HostStack(output, new IcmpResponder(output), handlers);
  }

  /** Where packets of ours leave. */
  public HostOutput output() {
    return output;
  }

  /** The interface. */
  public NetworkInterface network() {
    return network;
  }

  /** Listens on a UDP port; false when the table is full. */
  public boolean listenUdp(int port, UdpHandler handler) {
    return in.listenUdp(port, handler);
  }

  /** Takes packets of an IP protocol other than UDP, ICMP and ICMPv6. */
  public void handleProtocol(int protocol, PacketHandler handler) {
    in.handleProtocol(protocol, handler);
  }

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
}
