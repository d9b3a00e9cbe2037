// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.table.SpecName;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.OctetString;

/**
 * The host of the conversations: what goes out is kept in order; port 7 sends back what it gets.
 */
final class StackFixture {
  static final IpAddress OWN_IPV4 = address("192.0.2.1");
  static final IpAddress OWN_IPV6 = address("2001:db8::1");
  static final IpAddress PEER_IPV4 = address("192.0.2.2");

  final Deque<String> sent = new ArrayDeque<>();

  /** Every firing of a machine, as {@code Machine State Event Next}. */
  final List<String> fired = new ArrayList<>();

  final NetworkInterface network;
  final HostStack stack;
  final FramePool pool = FramePool.of(64);
  private final Slab slab = new Slab(1, FramePool.HEAD_ROOM + 65536, FramePool.HEAD_ROOM);
  private final Frame answer = new Frame(slab, 0);

  StackFixture(LinkKind link) {
    this(link, StackLimits.DEFAULT);
  }

  StackFixture(LinkKind link, StackLimits limits) {
    this(link, limits, StackHandlers.NONE);
  }

  StackFixture(LinkKind link, StackLimits limits, StackHandlers handlers) {
    OctetString hardware = link == LinkKind.ETHERNET ? octets("020000000001") : OctetString.EMPTY;
    NetworkConfig config =
        new NetworkConfig(
            link,
            hardware,
            List.of(new InterfaceAddress(OWN_IPV4, 24), new InterfaceAddress(OWN_IPV6, 64)),
            List.of(address("192.0.2.254")),
            NetworkConfig.ETHERNET_MTU);
    network =
        new NetworkInterface(
            config,
            limits,
            pool,
            Frames.copying(octets -> sent.add(OctetString.of(octets).toHex())),
            0x1000,
            NotedRows.and(this::note),
            null);
    stack = HostStack.of(network, handlers);
    stack.listenUdp(7, this::echo);
    stack.handleProtocol(IpProtocol.ESP, (packet, nowNs) -> DropReason.UNKNOWN_SPI);
  }

  private void note(
      String machine,
      long id,
      SpecName state,
      SpecName event,
      SpecName next,
      long known,
      long nowNs) {
    fired.add(String.join(" ", machine, state.specName(), event.specName(), next.specName()));
  }

  private DropReason echo(UdpDatagram datagram, long nowNs) {
    answer.set(slab.dataOffset(0), datagram.payloadLength());
    System.arraycopy(
        datagram.bytes(), datagram.payloadOffset(), slab.bytes(), answer.offset(), answer.length());
    IpView packet = datagram.packet();
    network.pushUdp(
        answer,
        packet.destination(),
        datagram.destinationPort(),
        packet.source(),
        datagram.sourcePort(),
        true);
    return stack.output().output(answer, nowNs);
  }

  DropReason receive(byte[] frame, long nowNs) {
    return stack.receive(Frames.held(pool, frame), nowNs);
  }

  DropReason receive(String hex, long nowNs) {
    return receive(octets(hex).toArray(), nowNs);
  }

  DropReason send(String hex, long nowNs) {
    byte[] packet = octets(hex).toArray();
    boolean fits = packet.length <= pool.slab().dataCapacity();
    return network.transmit(
        fits ? Frames.held(pool, packet) : new Frame().wrap(packet, 0, packet.length), nowNs);
  }

  static OctetString octets(String hex) {
    return Objects.requireNonNull(OctetString.parseHex(hex));
  }

  static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }
}
