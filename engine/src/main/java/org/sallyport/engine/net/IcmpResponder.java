// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.task.RateBudget;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;

/**
 * Echo answers, in place (RFC 792, RFC 4443 §4.2), and the few errors that a host owes, within a
 * rate bound (RFC 1122 §3.2.2).
 */
public final class IcmpResponder {
  private static final int IPV4_ERROR_BYTES = 576;
  private static final int ERROR_BURST = 10;
  private static final long ERROR_INTERVAL_NS = 100_000_000L;

  private final LocalAddresses addresses;
  private final IpWriter writer;
  private final IcmpHeader icmp = new IcmpHeader();
  private final RateBudget errors = new RateBudget(ERROR_BURST, ERROR_INTERVAL_NS);
  private final NetworkInterface network;
  private final HostOutput output;
  private final StackCounters counters;
  private final byte[] ownOctets = new byte[IpAddress.IPV6_LENGTH];
  private final LocalAddresses standIn;

  /** Messages from the addresses of an interface, which leave by it as the policy says. */
  public IcmpResponder(HostOutput output) {
    this.output = output;
    this.network = output.network();
    this.addresses = network.localAddresses();
    this.standIn = network.standInAddresses();
    this.writer = network.writer();
    this.counters = network.counters();
  }

  /** Checks length and checksum of the message that a packet holds. */
  DropReason check(IpView packet) {
    DropReason reason =
        icmp.wrap(packet.bytes(), packet.payloadOffset(), packet.payloadLength()).checkLength();
    if (reason != DropReason.NONE) {
      return reason;
    }
    long pseudo =
        packet.isIpv4() ? 0 : packet.pseudoHeader(IpProtocol.ICMPV6, packet.payloadLength());
    return icmp.checksumValid(pseudo) ? DropReason.NONE : DropReason.BAD_CHECKSUM;
  }

  /** The message that was checked last. */
  IcmpHeader message() {
    return icmp;
  }

  /** Sends an echo request back as its reply, made in place; everything else is ignored. */
  DropReason answer(IpView packet, boolean toGroup, long nowNs) {
    int request = packet.isIpv4() ? IcmpHeader.ECHO_REQUEST : IcmpHeader.V6_ECHO_REQUEST;
    if (icmp.type() != request || icmp.code() != 0 || (toGroup && packet.isIpv4())) {
      return DropReason.IGNORED_ICMP;
    }
    if (!aim(packet)) {
      return DropReason.NO_ROUTE;
    }
    int trafficClass = packet.trafficClass();
    int protocol = packet.protocol();
    Frame frame = packet.frame();
    frame.pop(packet.payloadOffset() - frame.offset());
    int type = packet.isIpv4() ? IcmpHeader.ECHO_REPLY : IcmpHeader.V6_ECHO_REPLY;
    long pseudo = packet.isIpv4() ? 0 : writer.pseudoHeader(IpProtocol.ICMPV6, frame.length());
    IcmpHeader.write(frame.bytes(), frame.offset(), frame.length(), type, 0, pseudo);
    writer.push(frame, protocol, trafficClass);
    return output.output(frame, nowNs);
  }

  /** Sets the writer from us back to the sender; false when we have no address of the family. */
  private boolean aim(IpView packet) {
    byte[] bytes = packet.bytes();
    int source = packet.sourceOffset();
    int destination = packet.destinationOffset();
    int length = packet.addressLength();
    if (addresses.isOurs(bytes, destination, length)) {
      writer.between(
          bytes, /* sourceOffset= */ destination, bytes, /* destinationOffset= */ source, length);
      return true;
    }
    @Nullable IpAddress own = addresses.sourceFor(bytes, source, length);
    own = own == null ? standIn.sourceFor(bytes, source, length) : own;
    if (own == null) {
      return false;
    }
    own.copyInto(ownOctets, 0);
    writer.between(ownOctets, 0, bytes, source, length);
    return true;
  }

  /** Port unreachable: no handler listens on the port (RFC 1122 §3.2.2.1, RFC 4443 §3.1). */
  void sendPortUnreachable(IpView packet, long nowNs) {
    if (packet.isIpv4()) {
      sendError(packet, IcmpHeader.UNREACHABLE, IcmpHeader.CODE_PORT, 0, nowNs);
    } else {
      sendError(packet, IcmpHeader.V6_UNREACHABLE, IcmpHeader.V6_CODE_PORT, 0, nowNs);
    }
  }

  /** Protocol unreachable, over IPv6 parameter problem (RFC 1122 §3.2.2.1, RFC 4443 §3.4). */
  void sendProtocolUnreachable(IpView packet, long nowNs) {
    if (packet.isIpv4()) {
      sendError(packet, IcmpHeader.UNREACHABLE, IcmpHeader.CODE_PROTOCOL, 0, nowNs);
    } else {
      sendError(
          packet,
          IcmpHeader.V6_PARAMETER_PROBLEM,
          IcmpHeader.V6_CODE_NEXT_HEADER,
          packet.protocolFieldPointer(),
          nowNs);
    }
  }

  /** Time exceeded, about a packet that would be forwarded (RFC 1812 §5.3.1, RFC 4443 §3.3). */
  public void sendTimeExceeded(IpView packet, long nowNs) {
    if (mayReportOn(packet)) {
      sendError(
          packet,
          packet.isIpv4() ? IcmpHeader.TIME_EXCEEDED : IcmpHeader.V6_TIME_EXCEEDED,
          0,
          0,
          nowNs);
    }
  }

  /** Packet too big, about a packet that would be forwarded (RFC 1191, RFC 4443 §3.2). */
  public void sendTooBig(IpView packet, int mtu, long nowNs) {
    if (!mayReportOn(packet)) {
      return;
    }
    if (packet.isIpv4()) {
      sendError(packet, IcmpHeader.UNREACHABLE, IcmpHeader.CODE_FRAGMENTATION_NEEDED, mtu, nowNs);
    } else {
      sendError(packet, IcmpHeader.V6_TOO_BIG, 0, mtu, nowNs);
    }
  }

  /** Whether the message that was checked last says that a packet of ours was too long. */
  boolean reportsTooBig(IpView packet) {
    return packet.isIpv4()
        ? icmp.type() == IcmpHeader.UNREACHABLE
            && icmp.code() == IcmpHeader.CODE_FRAGMENTATION_NEEDED
        : icmp.type() == IcmpHeader.V6_TOO_BIG;
  }

  /** The MTU that such a message reports. */
  int reportedMtu(IpView packet) {
    return (int) Math.min(packet.isIpv4() ? icmp.word() & 0xFFFF : icmp.word(), 0xFFFF);
  }

  /**
   * Whether a router may send an error about a packet: never about an error, a later fragment, or
   * what went to many (RFC 1812 §4.3.2.7, RFC 4443 §2.4).
   */
  private boolean mayReportOn(IpView packet) {
    byte[] bytes = packet.bytes();
    boolean toMany =
        addresses.isLinkGroup(bytes, packet.destinationOffset(), packet.addressLength());
    return !toMany && packet.fragmentOffset() == 0 && !isError(packet);
  }

  private static boolean isError(IpView packet) {
    boolean isIcmp = packet.protocol() == (packet.isIpv4() ? IpProtocol.ICMP : IpProtocol.ICMPV6);
    if (!isIcmp || packet.payloadLength() == 0) {
      return false;
    }
    int type = Octets.u8(packet.bytes(), packet.payloadOffset());
    if (!packet.isIpv4()) {
      return type < IcmpHeader.V6_INFORMATIONAL;
    }
    return type == IcmpHeader.UNREACHABLE
        || type == IcmpHeader.SOURCE_QUENCH
        || type == IcmpHeader.REDIRECT
        || type == IcmpHeader.TIME_EXCEEDED
        || type == IcmpHeader.PARAMETER_PROBLEM;
  }

  /** Sends an error within the rate bound; one that is not sent is counted with the reason. */
  private void sendError(IpView packet, int type, int code, int word, long nowNs) {
    boolean unspecified =
        !packet.isIpv4() && IpAddress.ANY_IPV6.matches(packet.bytes(), packet.sourceOffset());
    if (unspecified || !errors.spend(nowNs)) {
      counters.count(DropReason.RATE_LIMITED);
    } else if (!aim(packet)) {
      counters.count(DropReason.NO_ROUTE);
    } else {
      Frame error = network.claim();
      if (error != null) {
        write(error, packet, type, code, word);
        counters.countUnsent(output.output(error, nowNs));
      }
    }
  }

  private void write(Frame error, IpView packet, int type, int code, int word) {
    int limit = packet.isIpv4() ? IPV4_ERROR_BYTES : Ipv6Header.MIN_MTU;
    int quoted = Math.min(packet.totalLength(), limit - writer.headerLength() - IcmpHeader.LENGTH);
    int start = error.append(IcmpHeader.LENGTH + quoted);
    byte[] bytes = error.bytes();
    System.arraycopy(
        packet.bytes(), packet.headerOffset(), bytes, start + IcmpHeader.LENGTH, quoted);
    Octets.put32(bytes, start + 4, word);
    int protocol = packet.isIpv4() ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    long pseudo = packet.isIpv4() ? 0 : writer.pseudoHeader(protocol, error.length());
    IcmpHeader.write(bytes, start, error.length(), type, code, pseudo);
    writer.push(error, protocol, 0);
  }
}
