package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;

/**
 * Echo answers, in place (RFC 792, RFC 4443 §4.2), and the few errors that a host owes, within a
 * rate bound (RFC 1122 §3.2.2).
 */
final class IcmpResponder {
  private static final int IPV4_ERROR_BYTES = 576;
  private static final int ERROR_BURST = 10;
  private static final long ERROR_INTERVAL_NS = 100_000_000L;

  private final LocalAddresses addresses;
  private final IpWriter writer;
  private final IcmpHeader icmp = new IcmpHeader();
  private final RateBudget errors = new RateBudget(ERROR_BURST, ERROR_INTERVAL_NS);
  private final FrameExit exit;
  private final byte[] ownOctets = new byte[IpAddress.IPV6_LENGTH];
  private Frame reply = new Frame();

  IcmpResponder(LocalAddresses addresses, IpWriter writer, FrameExit exit) {
    this.exit = exit;
    this.addresses = addresses;
    this.writer = writer;
  }

  /** Checks length and checksum of the message that a packet holds. */
  DropReason check(IpPacket packet) {
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

  /** The packet that was prepared last, to be sent when the answer was NONE. */
  Frame reply() {
    return reply;
  }

  /** Turns an echo request into its reply in place; everything else is ignored. */
  DropReason answer(IpPacket packet, boolean toGroup) {
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
    reply = frame;
    return DropReason.NONE;
  }

  /** Sets the writer from us back to the sender; false when we have no address of the family. */
  private boolean aim(IpPacket packet) {
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
    if (own == null) {
      return false;
    }
    own.copyInto(ownOctets, 0);
    writer.between(ownOctets, 0, bytes, source, length);
    return true;
  }

  /** Prepares the error that tells the sender that nobody listens on the port. */
  DropReason portUnreachable(IpPacket packet, long nowNs) {
    return packet.isIpv4()
        ? prepareError(packet, IcmpHeader.UNREACHABLE, IcmpHeader.CODE_PORT, 0, nowNs)
        : prepareError(packet, IcmpHeader.V6_UNREACHABLE, IcmpHeader.V6_CODE_PORT, 0, nowNs);
  }

  /** Prepares the error that tells the sender that the protocol is not spoken here. */
  DropReason protocolUnreachable(IpPacket packet, long nowNs) {
    return packet.isIpv4()
        ? prepareError(packet, IcmpHeader.UNREACHABLE, IcmpHeader.CODE_PROTOCOL, 0, nowNs)
        : prepareError(
            packet,
            IcmpHeader.V6_PARAMETER_PROBLEM,
            IcmpHeader.V6_CODE_NEXT_HEADER,
            packet.protocolFieldPointer(),
            nowNs);
  }

  private DropReason prepareError(IpPacket packet, int type, int code, int word, long nowNs) {
    boolean unspecified =
        !packet.isIpv4() && IpAddress.ANY_IPV6.matches(packet.bytes(), packet.sourceOffset());
    if (unspecified || !errors.spend(nowNs)) {
      return DropReason.RATE_LIMITED;
    }
    if (!aim(packet)) {
      return DropReason.NO_ROUTE;
    }
    int limit = packet.isIpv4() ? IPV4_ERROR_BYTES : Ipv6Header.MIN_MTU;
    int quoted = Math.min(packet.totalLength(), limit - writer.headerLength() - IcmpHeader.LENGTH);
    Frame error = exit.claim();
    if (error == null) {
      return DropReason.NO_FREE_SLOT;
    }
    int start = error.append(IcmpHeader.LENGTH + quoted);
    byte[] bytes = error.bytes();
    System.arraycopy(
        packet.bytes(), packet.headerOffset(), bytes, start + IcmpHeader.LENGTH, quoted);
    Octets.put32(bytes, start + 4, word);
    int protocol = packet.isIpv4() ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    long pseudo = packet.isIpv4() ? 0 : writer.pseudoHeader(protocol, error.length());
    IcmpHeader.write(bytes, start, error.length(), type, code, pseudo);
    writer.push(error, protocol, 0);
    reply = error;
    return DropReason.NONE;
  }
}
