// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.UdpHeader;

/**
 * The inbound direction of a stack from the IP header on: whose packet it is, reassembly, the
 * policy, and the handler of its protocol or port.
 */
final class IpInput {
  /** How deep packets may come out of packets: ESP in UDP in ESP … */
  private static final int MAX_DEPTH = 4;

  private final LocalAddresses addresses;
  private final Reassembly reassembly;
  private final IcmpResponder icmp;
  private final @Nullable EthernetLink link;
  private final UdpPorts udpPorts;
  private final @Nullable PacketHandler[] protocols = new @Nullable PacketHandler[256];
  private final StackHandlers handlers;
  private int depth;

  /** Packets that come in by the interface. */
  IpInput(NetworkInterface network, IcmpResponder icmp, StackHandlers handlers) {
    this.addresses = network.localAddresses();
    this.reassembly = network.reassembly();
    this.icmp = icmp;
    this.link = network.link();
    this.udpPorts = new UdpPorts(network.limits().udpPorts(), MAX_DEPTH);
    this.handlers = handlers;
  }

  boolean listenUdp(int port, UdpHandler handler) {
    return udpPorts.listen(port, handler);
  }

  void handleProtocol(int protocol, PacketHandler handler) {
    protocols[protocol] = handler;
  }

  /** Whether no packet is being delivered. */
  boolean isIdle() {
    return depth == 0;
  }

  /** Delivers the packet that fills {@code frame}; packets may come out of it and be delivered. */
  DropReason deliver(Frame frame, boolean protectedPacket, long nowNs) {
    if (depth == MAX_DEPTH) {
      return DropReason.NESTED_TOO_DEEPLY;
    }
    depth++;
    try {
      DropReason reason = read(frame.ip());
      return reason == DropReason.NONE ? sort(frame.ip(), protectedPacket, nowNs) : reason;
    } finally {
      depth--;
    }
  }

  private static DropReason read(IpView packet) {
    DropReason reason = packet.read();
    return reason == DropReason.NONE ? packet.hostRefusal() : reason;
  }

  private DropReason sort(IpView packet, boolean protectedPacket, long nowNs) {
    if (addresses.isBadSource(packet.bytes(), packet.sourceOffset(), packet.addressLength())) {
      return DropReason.BAD_SOURCE_ADDRESS;
    }
    LocalAddresses.Kind kind =
        addresses.classify(packet.bytes(), packet.destinationOffset(), packet.addressLength());
    if (kind == LocalAddresses.Kind.OTHER) {
      return handlers.forwarder().forward(packet, protectedPacket, nowNs);
    }
    boolean toGroup = kind == LocalAddresses.Kind.GROUP;
    return packet.isFragment()
        ? reassemble(packet, toGroup, protectedPacket, nowNs)
        : dispatch(packet, toGroup, protectedPacket, nowNs);
  }

  private DropReason reassemble(
      IpView fragment, boolean toGroup, boolean protectedPacket, long nowNs) {
    // R4303-3.4.1-1
    DropReason held = reassembly.add(fragment, protectedPacket, nowNs);
    Frame complete = reassembly.complete();
    if (complete == null) {
      return held;
    }
    DropReason reason = read(complete.ip());
    return reason == DropReason.NONE
        ? dispatch(complete.ip(), toGroup, protectedPacket, nowNs)
        : reason;
  }

  private DropReason dispatch(IpView packet, boolean toGroup, boolean protectedPacket, long nowNs) {
    boolean isIcmp = packet.protocol() == (packet.isIpv4() ? IpProtocol.ICMP : IpProtocol.ICMPV6);
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
    DropReason admitted = handlers.policy().admit(packet, protectedPacket);
    if (admitted != DropReason.NONE) {
      return admitted;
    }
    return isIcmp
        ? receiveIcmp(packet, toGroup, protectedPacket, nowNs)
        : receivePayload(packet, toGroup, nowNs);
  }

  private DropReason receiveIcmp(
      IpView packet, boolean toGroup, boolean protectedPacket, long nowNs) {
    if (!protectedPacket && !toGroup && icmp.reportsTooBig(packet)) {
      return handlers
          .tooBig()
          .tooBig(
              packet,
              packet.payloadOffset() + IcmpHeader.LENGTH,
              packet.payloadLength() - IcmpHeader.LENGTH,
              icmp.reportedMtu(packet),
              nowNs);
    }
    return icmp.answer(packet, toGroup, nowNs);
  }

  private DropReason receivePayload(IpView packet, boolean toGroup, long nowNs) {
    int protocol = packet.protocol();
    if (protocol == IpProtocol.UDP) {
      return receiveUdp(packet, toGroup, nowNs);
    }
    PacketHandler handler = protocols[protocol];
    if (handler != null && !toGroup) {
      return handler.receive(packet, nowNs);
    }
    if (!toGroup) {
      icmp.sendProtocolUnreachable(packet, nowNs);
    }
    return DropReason.UNKNOWN_PROTOCOL;
  }

  private DropReason receiveUdp(IpView packet, boolean toGroup, long nowNs) {
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
    if (handler != null) {
      return handler.receive(datagram, nowNs);
    }
    if (!toGroup) {
      icmp.sendPortUnreachable(packet, nowNs);
    }
    return DropReason.UNKNOWN_PORT;
  }
}
