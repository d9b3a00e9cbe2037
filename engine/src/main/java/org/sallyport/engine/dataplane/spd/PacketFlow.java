// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.spd;

import java.util.List;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Octets;

/**
 * The selectors of one IP packet (RFC 4301 §4.4.1.1): addresses, protocol and ports, read in place.
 * Reused from packet to packet and valid until the packet's octets change.
 *
 * <p>Ports are hidden in every fragment but the first, and where the transport header is not whole.
 * IPv6 extension headers are walked; an AH or ESP header, or one that is not known, is the protocol
 * itself.
 */
public final class PacketFlow {
  // Protocols with ports in the first four octets, or with something that stands for them (IANA
  // protocol numbers).
  private static final int SCTP = 132;
  private static final int MOBILITY = 135;
  private static final int UDP_LITE = 136;

  /** An attacker's chain of tiny extension headers ends here. */
  private static final int MAXIMUM_EXTENSION_HEADERS = 8;

  private byte[] bytes = new byte[0];
  private int addressLength;
  private int sourceOffset;
  private int destinationOffset;
  private int protocol;
  private int sourcePort;
  private int destinationPort;
  private int packetLength;
  private int transportOffset;
  private int protocolFieldOffset;
  private boolean fragment;
  private boolean laterFragment;

  /** A flow of no packet yet. */
  public PacketFlow() {}

  /**
   * Reads the IP packet that starts at {@code offset}.
   *
   * @param source octets that hold the packet
   * @param offset where it starts
   * @param length octets that are there; the packet may be shorter than that (link padding, TFC
   *     padding)
   * @return NONE, or why it is no IP packet
   */
  public DropReason read(byte[] source, int offset, int length) {
    bytes = source;
    sourcePort = TrafficSelectors.HIDDEN_PORT;
    destinationPort = TrafficSelectors.HIDDEN_PORT;
    fragment = false;
    laterFragment = false;
    if (length < 1) {
      return DropReason.TRUNCATED;
    }
    return switch (Octets.u8(source, offset) >> 4) {
      case 4 -> readIpv4(offset, length);
      case 6 -> readIpv6(offset, length);
      default -> DropReason.UNSUPPORTED_VERSION;
    };
  }

  private DropReason readIpv4(int offset, int length) {
    int headerLength = (Octets.u8(bytes, offset) & 0x0F) * 4;
    if (length < 20 || length < headerLength) {
      return DropReason.TRUNCATED;
    }
    packetLength = Octets.u16(bytes, offset + 2);
    if (headerLength < 20 || packetLength < headerLength || packetLength > length) {
      return DropReason.LENGTH_MISMATCH;
    }
    addressLength = 4;
    sourceOffset = offset + 12;
    destinationOffset = offset + 16;
    protocolFieldOffset = offset + 9;
    protocol = Octets.u8(bytes, protocolFieldOffset);
    laterFragment = (Octets.u16(bytes, offset + 6) & 0x1FFF) != 0;
    fragment = (Octets.u16(bytes, offset + 6) & 0x3FFF) != 0;
    readPorts(offset + headerLength, offset + packetLength);
    return DropReason.NONE;
  }

  private DropReason readIpv6(int offset, int length) {
    if (length < 40) {
      return DropReason.TRUNCATED;
    }
    packetLength = 40 + Octets.u16(bytes, offset + 4);
    if (packetLength > length) {
      return DropReason.LENGTH_MISMATCH;
    }
    addressLength = 16;
    sourceOffset = offset + 8;
    destinationOffset = offset + 24;
    protocolFieldOffset = offset + 6;
    protocol = Octets.u8(bytes, protocolFieldOffset);
    int at = offset + 40;
    int end = offset + packetLength;
    for (int count = 0; isExtension(protocol) && !laterFragment; count++) {
      if (count == MAXIMUM_EXTENSION_HEADERS || end - at < 8) {
        return DropReason.BAD_EXTENSION_HEADER;
      }
      int headerLength = protocol == IpProtocol.FRAGMENT ? 8 : 8 + 8 * Octets.u8(bytes, at + 1);
      fragment |= protocol == IpProtocol.FRAGMENT;
      laterFragment = protocol == IpProtocol.FRAGMENT && (Octets.u16(bytes, at + 2) & 0xFFF8) != 0;
      if (headerLength > end - at) {
        return DropReason.BAD_EXTENSION_HEADER;
      }
      protocolFieldOffset = at;
      protocol = Octets.u8(bytes, at);
      at += headerLength;
    }
    readPorts(at, end);
    return DropReason.NONE;
  }

  private static boolean isExtension(int nextHeader) {
    return nextHeader == IpProtocol.HOP_BY_HOP
        || nextHeader == IpProtocol.ROUTING
        || nextHeader == IpProtocol.FRAGMENT
        || nextHeader == IpProtocol.DESTINATION_OPTIONS;
  }

  private void readPorts(int at, int end) {
    transportOffset = at;
    if (laterFragment || end - at < 4) {
      return;
    }
    switch (protocol) {
      case IpProtocol.TCP, IpProtocol.UDP, SCTP, UDP_LITE -> {
        sourcePort = Octets.u16(bytes, at);
        destinationPort = Octets.u16(bytes, at + 2);
      }
      case IpProtocol.ICMP, IpProtocol.ICMPV6 -> {
        sourcePort = TrafficSelectors.icmpPort(Octets.u8(bytes, at), Octets.u8(bytes, at + 1));
        destinationPort = sourcePort;
      }
      case MOBILITY -> {
        // RFC 4301 §4.4.1.1: the mobility header type stands in the high octet of a "port".
        sourcePort = Octets.u8(bytes, at + 2) << 8;
        destinationPort = sourcePort;
      }
      default -> {}
    }
  }

  /** Whether one of {@code local} takes the source and one of {@code remote} the destination. */
  public boolean isAdmittedOutbound(List<AddressRange> local, List<AddressRange> remote) {
    return admits(local, sourcePort, sourceOffset)
        && admits(remote, destinationPort, destinationOffset);
  }

  /** Whether one of {@code remote} takes the source and one of {@code local} the destination. */
  public boolean isAdmittedInbound(List<AddressRange> local, List<AddressRange> remote) {
    return admits(remote, sourcePort, sourceOffset)
        && admits(local, destinationPort, destinationOffset);
  }

  // An index instead of an iterator: the data path allocates nothing.
  private boolean admits(List<AddressRange> set, int port, int addressOffset) {
    for (int index = 0; index < set.size(); index++) {
      if (TrafficSelectors.admits(
          set.get(index), protocol, port, addressLength, bytes, addressOffset)) {
        return true;
      }
    }
    return false;
  }

  /** 4 or 16. */
  public int addressLength() {
    return addressLength;
  }

  /** Where the source address lies. */
  public int sourceOffset() {
    return sourceOffset;
  }

  /** Where the destination address lies. */
  public int destinationOffset() {
    return destinationOffset;
  }

  /** The octets that the packet lies in. */
  public byte[] bytes() {
    return bytes;
  }

  /** The IP protocol, or the last next header of IPv6. */
  public int protocol() {
    return protocol;
  }

  /** The source port, type and code for ICMP, or {@link TrafficSelectors#HIDDEN_PORT}. */
  public int sourcePort() {
    return sourcePort;
  }

  /** The destination port, type and code for ICMP, or {@link TrafficSelectors#HIDDEN_PORT}. */
  public int destinationPort() {
    return destinationPort;
  }

  /** Octets of the packet as its header says; what follows them is padding. */
  public int packetLength() {
    return packetLength;
  }

  /**
   * Where the transport header starts; in a later fragment, where its piece of the payload starts.
   */
  public int transportOffset() {
    return transportOffset;
  }

  /** Where the octet lies that names the protocol. */
  public int protocolFieldOffset() {
    return protocolFieldOffset;
  }

  /** Whether this is a fragment, the first one included. */
  public boolean isFragment() {
    return fragment;
  }

  /** Whether the transport header is not in this packet. */
  public boolean isLaterFragment() {
    return laterFragment;
  }
}
