// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Extensions;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;

/**
 * One received IP packet of either family, seen in place in its frame. Reused from packet to
 * packet: valid during the call that hands it over. The frame may be used up by the receiver
 * (answered in place, decrypted in place).
 */
public final class IpPacket {
  private final Ipv4Header ipv4 = new Ipv4Header();
  private final Ipv6Header ipv6 = new Ipv6Header();
  private final Ipv6Extensions extensions = new Ipv6Extensions();
  private Frame frame = new Frame();
  private boolean isIpv4 = true;
  private int headerOffset;
  private int payloadOffset;
  private int payloadLength;
  private int protocol;

  /** A view of no packet yet. */
  public IpPacket() {}

  /** Looks at the packet that fills {@code frame}; link padding behind it is trimmed. */
  public DropReason read(Frame packet) {
    frame = packet;
    headerOffset = packet.offset();
    if (packet.length() < 1) {
      return DropReason.TRUNCATED;
    }
    return switch (Octets.u8(packet.bytes(), headerOffset) >> 4) {
      case 4 -> readIpv4();
      case 6 -> readIpv6();
      default -> DropReason.UNSUPPORTED_VERSION;
    };
  }

  private DropReason readIpv4() {
    isIpv4 = true;
    DropReason reason = ipv4.wrap(frame.bytes(), headerOffset, frame.length()).checkLength();
    if (reason != DropReason.NONE) {
      return reason;
    }
    if (!ipv4.checksumValid()) {
      return DropReason.BAD_CHECKSUM;
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
    reason = reason == DropReason.NONE ? extensions.walk(ipv6) : reason;
    if (reason != DropReason.NONE) {
      return reason;
    }
    frame.trim(Ipv6Header.LENGTH + ipv6.payloadLength());
    payloadOffset = extensions.payloadOffset();
    payloadLength = frame.end() - payloadOffset;
    protocol = extensions.protocol();
    return DropReason.NONE;
  }

  /** The frame; its view starts at the IP header as long as nobody moved it. */
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
    return isIpv4 ? 9 : extensions.protocolFieldOffset() - headerOffset;
  }

  /** The sum of the pseudo-header of an upper-layer packet of {@code length} octets. */
  public long pseudoHeader(int upperProtocol, int length) {
    return InternetChecksum.pseudoHeader(
        bytes(), sourceOffset(), addressLength(), upperProtocol, length);
  }
}
