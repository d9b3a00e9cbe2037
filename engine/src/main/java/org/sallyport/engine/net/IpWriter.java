// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;

/** Pushes IP headers in front of payloads, in place (RFC 791, RFC 8200). */
final class IpWriter {
  private static final int DEFAULT_HOP_LIMIT = 64;

  private final byte[] addresses = new byte[2 * IpAddress.IPV6_LENGTH];
  private int addressLength;
  private int identification;

  /**
   * A writer.
   *
   * @param identificationSeed where the identifications of our datagrams start: unpredictable (RFC
   *     7739)
   */
  IpWriter(int identificationSeed) {
    this.identification = identificationSeed;
  }

  /** Sets source and destination for the next push. */
  void between(IpAddress source, IpAddress destination) {
    assert source.length() == destination.length() : "addresses of two families";
    addressLength = source.length();
    source.copyInto(addresses, 0);
    destination.copyInto(addresses, addressLength);
  }

  /** Sets source and destination from octets that may be overwritten by the push. */
  void between(
      byte[] source, int sourceOffset, byte[] destination, int destinationOffset, int length) {
    addressLength = length;
    System.arraycopy(source, sourceOffset, addresses, 0, length);
    System.arraycopy(destination, destinationOffset, addresses, length, length);
  }

  /**
   * The sum of the pseudo-header for a payload of {@code length} octets between the addresses set.
   */
  long pseudoHeader(int protocol, int length) {
    return InternetChecksum.pseudoHeader(addresses, 0, addressLength, protocol, length);
  }

  /** Octets of the header that {@link #push} writes. */
  int headerLength() {
    return addressLength == IpAddress.IPV4_LENGTH ? Ipv4Header.MIN_LENGTH : Ipv6Header.LENGTH;
  }

  /** Makes the frame's octets the payload of a packet between the addresses set. */
  void push(Frame payload, int protocol, int trafficClass) {
    int payloadLength = payload.length();
    int start = payload.push(headerLength());
    byte[] bytes = payload.bytes();
    if (addressLength == IpAddress.IPV4_LENGTH) {
      System.arraycopy(addresses, 0, bytes, start + Ipv4Header.SOURCE, 2 * addressLength);
      Ipv4Header.writeAroundAddresses(
          bytes,
          start,
          trafficClass,
          payload.length(),
          nextIdentification() & 0xFFFF,
          false,
          DEFAULT_HOP_LIMIT,
          protocol);
    } else {
      System.arraycopy(addresses, 0, bytes, start + Ipv6Header.SOURCE, 2 * addressLength);
      Ipv6Header.writeAroundAddresses(
          bytes, start, trafficClass, payloadLength, protocol, DEFAULT_HOP_LIMIT);
    }
  }

  int nextIdentification() {
    return identification++;
  }
}
