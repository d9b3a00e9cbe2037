// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.frame;

import java.util.List;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Extensions;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;

/**
 * The IP packet of either family that fills a frame, in place: the one parse on which the stack's
 * delivery, the policy's decision and the check of an association's selectors all rest. Every slot
 * has one of its own, which goes with the slot from step to step; what was read stays until the
 * frame moves.
 *
 * <p>Selectors (RFC 4301 §4.4.1.1): ports are hidden in every fragment but the first, and where the
 * transport header is not whole. IPv6 extension headers are followed; an AH or ESP header, or one
 * that is not known, is the protocol itself.
 */
public final class IpView {
  private final Frame frame;
  private final Ipv4Header ipv4 = new Ipv4Header();
  private final Ipv6Header ipv6 = new Ipv6Header();
  private final Ipv6Extensions extensions = new Ipv6Extensions();
  private boolean current;
  private boolean isIpv4 = true;
  private int headerOffset;
  private int payloadOffset;
  private int payloadLength;
  private int protocol;
  private int sourcePort;
  private int destinationPort;

  /** The view of a frame; nothing was read yet. */
  IpView(Frame frame) {
    this.frame = frame;
  }

  /** The frame has moved: what was read is of another packet. */
  void forget() {
    current = false;
  }

  /**
   * Reads the packet that fills the frame, unless it was read since the frame last moved; link or
   * TFC padding behind the packet is trimmed.
   *
   * @return NONE, or why it is no IP packet
   */
  public DropReason read() {
    if (current) {
      return DropReason.NONE;
    }
    headerOffset = frame.offset();
    if (frame.length() < 1) {
      return DropReason.TRUNCATED;
    }
    DropReason reason =
        switch (Octets.u8(frame.bytes(), headerOffset) >> 4) {
          case 4 -> readIpv4();
          case 6 -> readIpv6();
          default -> DropReason.UNSUPPORTED_VERSION;
        };
    if (reason == DropReason.NONE) {
      readPorts();
      current = true;
    }
    return reason;
  }

  private DropReason readIpv4() {
    isIpv4 = true;
    DropReason reason = ipv4.wrap(frame.bytes(), headerOffset, frame.length()).checkLength();
    if (reason != DropReason.NONE) {
      return reason;
    }
    frame.trim(ipv4.totalLength());
    payloadOffset = headerOffset + ipv4.headerLength();
    payloadLength = ipv4.totalLength() - ipv4.headerLength();
    protocol = ipv4.protocol();
    return DropReason.NONE;
  }

  private DropReason readIpv6() {
    isIpv4 = false;
    DropReason reason = ipv6.wrap(frame.bytes(), headerOffset, frame.length()).checkLength();
    reason = reason == DropReason.NONE ? extensions.read(ipv6) : reason;
    if (reason != DropReason.NONE) {
      return reason;
    }
    frame.trim(Ipv6Header.LENGTH + ipv6.payloadLength());
    payloadOffset = extensions.payloadOffset();
    payloadLength = frame.end() - payloadOffset;
    protocol = extensions.protocol();
    return DropReason.NONE;
  }

  private void readPorts() {
    sourcePort = TrafficSelectors.HIDDEN_PORT;
    destinationPort = TrafficSelectors.HIDDEN_PORT;
    int at = upperOffset();
    if (isLaterFragment() || frame.end() - at < 4) {
      return;
    }
    byte[] bytes = frame.bytes();
    switch (upperProtocol()) {
      case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.UDP_LITE -> {
        sourcePort = Octets.u16(bytes, at);
        destinationPort = Octets.u16(bytes, at + 2);
      }
      case IpProtocol.ICMP, IpProtocol.ICMPV6 -> {
        sourcePort = TrafficSelectors.icmpPort(Octets.u8(bytes, at), Octets.u8(bytes, at + 1));
        destinationPort = sourcePort;
      }
      case IpProtocol.MOBILITY -> {
        // RFC 4301 §4.4.1.1: the mobility header type stands in the high octet of a "port".
        sourcePort = Octets.u8(bytes, at + 2) << 8;
        destinationPort = sourcePort;
      }
      default -> {}
    }
  }

  /**
   * Why a host must not act upon the packet though it is one, or NONE: the checksum of its IPv4
   * header (RFC 1122 §3.2.1.2), or options and routing headers of IPv6 (RFC 8200 §4.2, RFC 5095).
   */
  public DropReason hostRefusal() {
    if (!isIpv4) {
      return extensions.hostRefusal();
    }
    return ipv4.checksumValid() ? DropReason.NONE : DropReason.BAD_CHECKSUM;
  }

  // ---- selectors
  // --------------------------------------------------------------------------------------------------------------

  /** Whether one of {@code local} takes the source and one of {@code remote} the destination. */
  public boolean isAdmittedOutbound(List<AddressRange> local, List<AddressRange> remote) {
    return admits(local, sourcePort, sourceOffset())
        && admits(remote, destinationPort, destinationOffset());
  }

  /** Whether one of {@code remote} takes the source and one of {@code local} the destination. */
  public boolean isAdmittedInbound(List<AddressRange> local, List<AddressRange> remote) {
    return admits(remote, sourcePort, sourceOffset())
        && admits(local, destinationPort, destinationOffset());
  }

  // An index instead of an iterator: the data path allocates nothing.
  private boolean admits(List<AddressRange> set, int port, int addressOffset) {
    assert current : "a decision rests on what was read";
    for (int index = 0; index < set.size(); index++) {
      if (TrafficSelectors.admits(
          set.get(index), upperProtocol(), port, addressLength(), bytes(), addressOffset)) {
        return true;
      }
    }
    return false;
  }

  /** The source port, type and code for ICMP, or {@link TrafficSelectors#HIDDEN_PORT}. */
  public int sourcePort() {
    return sourcePort;
  }

  /** The destination port, type and code for ICMP, or {@link TrafficSelectors#HIDDEN_PORT}. */
  public int destinationPort() {
    return destinationPort;
  }

  /** The IP protocol, or the last next header of IPv6, behind a first fragment's header as well. */
  public int upperProtocol() {
    return isIpv4 ? protocol : extensions.upperProtocol();
  }

  /**
   * Where the header of {@link #upperProtocol} starts; in a later fragment, where its piece does.
   */
  public int upperOffset() {
    return isIpv4 ? payloadOffset : extensions.upperOffset();
  }

  /** Where the octet lies that names {@link #upperProtocol}, counted from the IP header. */
  public int upperFieldPointer() {
    return isIpv4 ? Ipv4Header.PROTOCOL : extensions.upperFieldOffset() - headerOffset;
  }

  /** Whether the header of {@link #upperProtocol} is not in this packet. */
  public boolean isLaterFragment() {
    return isIpv4 ? ipv4.fragmentOffset() != 0 : extensions.isLaterFragment();
  }

  /** Whether this is a fragment, or a whole packet that has a fragment header (RFC 6946). */
  public boolean hasFragmentHeader() {
    return isIpv4 ? ipv4.isFragment() : extensions.hasFragmentHeader();
  }

  // ---- the packet
  // -------------------------------------------------------------------------------------------------------------

  /** The frame; it starts at the IP header until it is moved. */
  public Frame frame() {
    return frame;
  }

  /** The array that the packet lies in. */
  public byte[] bytes() {
    return frame.bytes();
  }

  /** Whether this is IPv4; otherwise it is IPv6. */
  public boolean isIpv4() {
    return isIpv4;
  }

  /** Where the IP header starts. */
  public int headerOffset() {
    return headerOffset;
  }

  /** Octets of the packet, header included. */
  public int totalLength() {
    return payloadOffset - headerOffset + payloadLength;
  }

  /** Where the payload starts, behind options and extension headers. */
  public int payloadOffset() {
    return payloadOffset;
  }

  /** Octets of the payload. */
  public int payloadLength() {
    return payloadLength;
  }

  /** The payload's protocol; see {@link IpProtocol}. */
  public int protocol() {
    return protocol;
  }

  /** Time to live or hop limit. */
  public int hopLimit() {
    return isIpv4 ? ipv4.timeToLive() : ipv6.hopLimit();
  }

  /** Counts one hop in place: the limit was above zero, and the checksum is mended. */
  public void decrementHopLimit() {
    if (isIpv4) {
      Ipv4Header.patchTimeToLive(bytes(), headerOffset, ipv4.timeToLive() - 1);
    } else {
      Ipv6Header.patchHopLimit(bytes(), headerOffset, ipv6.hopLimit() - 1);
    }
  }

  /** Whether a router may cut the packet into fragments: IPv4 without DF (RFC 791, RFC 8200 §5). */
  public boolean mayBeFragmented() {
    return isIpv4 && !ipv4.dontFragment();
  }

  /** DSCP and ECN. */
  public int trafficClass() {
    return isIpv4 ? ipv4.trafficClass() : ipv6.trafficClass();
  }

  /** The flow label of IPv6, 20 bits; 0 with IPv4, which has none. */
  public int flowLabel() {
    return isIpv4 ? 0 : ipv6.flowLabel();
  }

  /** 4 or 16. */
  public int addressLength() {
    return isIpv4 ? IpAddress.IPV4_LENGTH : IpAddress.IPV6_LENGTH;
  }

  /** Where the source address lies in {@link #bytes}; the destination follows it. */
  public int sourceOffset() {
    return headerOffset + (isIpv4 ? Ipv4Header.SOURCE : Ipv6Header.SOURCE);
  }

  /** Where the destination address lies in {@link #bytes}. */
  public int destinationOffset() {
    return sourceOffset() + addressLength();
  }

  /** The source address as a value: allocates, so not for the data path. */
  public IpAddress source() {
    return IpAddress.of(bytes(), sourceOffset(), addressLength());
  }

  /** The destination address as a value: allocates, so not for the data path. */
  public IpAddress destination() {
    return IpAddress.of(bytes(), destinationOffset(), addressLength());
  }

  /** Whether this is a fragment of something larger. */
  public boolean isFragment() {
    return isIpv4 ? ipv4.isFragment() : extensions.isFragment();
  }

  /** Where this fragment's payload belongs, in octets. */
  public int fragmentOffset() {
    return isIpv4 ? ipv4.fragmentOffset() : extensions.fragmentOffset();
  }

  /** Whether fragments follow. */
  public boolean moreFragments() {
    return isIpv4 ? ipv4.moreFragments() : extensions.moreFragments();
  }

  /** What the fragments of a datagram share. */
  public long identification() {
    return isIpv4 ? ipv4.identification() : extensions.identification();
  }

  /** Where the octet lies that names {@link #protocol}, counted from the header. */
  public int protocolFieldPointer() {
    return isIpv4 ? Ipv4Header.PROTOCOL : extensions.protocolFieldOffset() - headerOffset;
  }

  /** The sum of the pseudo-header of an upper-layer packet of {@code length} octets. */
  public long pseudoHeader(int upperProtocol, int length) {
    return InternetChecksum.pseudoHeader(
        bytes(), sourceOffset(), addressLength(), upperProtocol, length);
  }
}
