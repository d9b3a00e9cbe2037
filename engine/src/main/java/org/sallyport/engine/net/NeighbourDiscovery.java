// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.NeighbourFacts.Kind;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.NeighbourMessage;
import org.sallyport.engine.wire.Octets;

/**
 * Neighbour solicitation and advertisement (RFC 4861 §7), and the answer to duplicate address
 * detection (RFC 4862 §5.4.3).
 */
final class NeighbourDiscovery {
  private static final int HOP_LIMIT = 255;
  private static final int MESSAGE = NeighbourMessage.LENGTH_WITH_ADDRESS;

  private final long hardware;
  private final LocalAddresses addresses;
  private final NeighbourMessage message = new NeighbourMessage();
  private final EthernetOutput output;
  private final FrameExit exit;

  NeighbourDiscovery(
      long hardware, LocalAddresses addresses, EthernetOutput output, FrameExit exit) {
    this.exit = exit;
    this.hardware = hardware;
    this.addresses = addresses;
    this.output = output;
  }

  static boolean isNeighbourMessage(int icmpType) {
    return icmpType == IcmpHeader.V6_NEIGHBOUR_SOLICITATION
        || icmpType == IcmpHeader.V6_NEIGHBOUR_ADVERTISEMENT;
  }

  /** Takes a solicitation or advertisement whose ICMPv6 checksum was verified. */
  DropReason receive(IpView packet, IcmpHeader icmp, EthernetLink link, long nowNs) {
    DropReason reason =
        message.wrap(packet.bytes(), packet.payloadOffset(), packet.payloadLength()).checkLength();
    if (reason != DropReason.NONE) {
      return reason;
    }
    boolean groupTarget = Octets.u8(packet.bytes(), message.targetOffset()) == 0xFF;
    if (packet.hopLimit() != HOP_LIMIT || icmp.code() != 0 || groupTarget) {
      return DropReason.BAD_NEIGHBOUR_MESSAGE;
    }
    return icmp.type() == IcmpHeader.V6_NEIGHBOUR_SOLICITATION
        ? solicited(packet, link, nowNs)
        : advertised(link, nowNs);
  }

  private DropReason solicited(IpView packet, EthernetLink link, long nowNs) {
    byte[] bytes = packet.bytes();
    int source = packet.sourceOffset();
    boolean unspecified = IpAddress.ANY_IPV6.matches(bytes, source);
    long address = message.linkAddress(NeighbourMessage.SOURCE_ADDRESS);
    boolean toGroup = Octets.u8(bytes, packet.destinationOffset()) == 0xFF;
    boolean invalid =
        (unspecified && (address != NeighbourMessage.NO_ADDRESS || !toGroup))
            || (EthernetHeader.isGroup(address) && address >= 0);
    if (invalid) {
      return DropReason.BAD_NEIGHBOUR_MESSAGE;
    }
    if (!addresses.isOurs(bytes, message.targetOffset(), IpAddress.IPV6_LENGTH)) {
      return DropReason.NOT_FOR_US;
    }
    if (address != NeighbourMessage.NO_ADDRESS) {
      link.learnFromRequest(bytes, source, IpAddress.IPV6_LENGTH, address, nowNs);
    }
    Frame out = exit.claim();
    if (out == null) {
      return DropReason.NO_FREE_SLOT;
    }
    advertise(out, bytes, message.targetOffset(), source, unspecified);
    DropReason sent =
        link.send(out, out.offset() + Ipv6Header.DESTINATION, IpAddress.IPV6_LENGTH, nowNs);
    out.releaseIfOwned();
    return sent.isDrop() ? sent : DropReason.NONE;
  }

  private void advertise(Frame out, byte[] bytes, int target, int to, boolean toAllNodes) {
    int start = out.append(Ipv6Header.LENGTH + MESSAGE);
    byte[] packet = out.bytes();
    System.arraycopy(bytes, target, packet, start + Ipv6Header.SOURCE, IpAddress.IPV6_LENGTH);
    if (toAllNodes) {
      LocalAddresses.writeAllNodes(packet, start + Ipv6Header.DESTINATION);
    } else {
      System.arraycopy(bytes, to, packet, start + Ipv6Header.DESTINATION, IpAddress.IPV6_LENGTH);
    }
    System.arraycopy(
        bytes,
        target,
        packet,
        start + Ipv6Header.LENGTH + NeighbourMessage.TARGET,
        IpAddress.IPV6_LENGTH);
    finish(
        out,
        IcmpHeader.V6_NEIGHBOUR_ADVERTISEMENT,
        !toAllNodes,
        true,
        NeighbourMessage.TARGET_ADDRESS);
  }

  private DropReason advertised(EthernetLink link, long nowNs) {
    long address = message.linkAddress(NeighbourMessage.TARGET_ADDRESS);
    if (address != NeighbourMessage.NO_ADDRESS && EthernetHeader.isGroup(address)) {
      return DropReason.BAD_NEIGHBOUR_MESSAGE;
    }
    Kind kind = message.solicited() ? Kind.ANSWER : Kind.ANNOUNCEMENT;
    return link.learn(
        message.bytes(), message.targetOffset(), IpAddress.IPV6_LENGTH, address, kind, nowNs);
  }

  /**
   * Solicits the address in place from an address of ours: at the link address that is noted, or by
   * multicast where that is {@link NeighbourEntries#NOT_NOTED}.
   */
  DropReason solicit(IpAddress own, byte[] bytes, int target, long noted) {
    Frame out = exit.claim();
    if (out == null) {
      return DropReason.NO_FREE_SLOT;
    }
    int start = out.append(Ipv6Header.LENGTH + MESSAGE);
    byte[] packet = out.bytes();
    own.copyInto(packet, start + Ipv6Header.SOURCE);
    int destination = start + Ipv6Header.DESTINATION;
    if (noted == NeighbourEntries.NOT_NOTED) {
      LocalAddresses.writeSolicitedNode(packet, destination, bytes, target);
    } else {
      System.arraycopy(bytes, target, packet, destination, IpAddress.IPV6_LENGTH);
    }
    System.arraycopy(
        bytes,
        target,
        packet,
        start + Ipv6Header.LENGTH + NeighbourMessage.TARGET,
        IpAddress.IPV6_LENGTH);
    finish(
        out, IcmpHeader.V6_NEIGHBOUR_SOLICITATION, false, false, NeighbourMessage.SOURCE_ADDRESS);
    output.send(
        out,
        noted == NeighbourEntries.NOT_NOTED
            ? EthernetOutput.groupHardware(packet, destination, IpAddress.IPV6_LENGTH)
            : noted);
    return DropReason.NONE;
  }

  private void finish(Frame out, int type, boolean solicitedFlag, boolean override, int option) {
    byte[] packet = out.bytes();
    int start = out.offset();
    int icmp = start + Ipv6Header.LENGTH;
    Ipv6Header.writeAroundAddresses(packet, start, 0, MESSAGE, IpProtocol.ICMPV6, HOP_LIMIT);
    NeighbourMessage.writeAroundTarget(packet, icmp, solicitedFlag, override, option, hardware);
    long pseudo =
        InternetChecksum.pseudoHeader(
            packet, start + Ipv6Header.SOURCE, IpAddress.IPV6_LENGTH, IpProtocol.ICMPV6, MESSAGE);
    IcmpHeader.write(packet, icmp, MESSAGE, type, 0, pseudo);
  }
}
