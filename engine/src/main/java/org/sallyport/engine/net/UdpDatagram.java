// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.wire.UdpHeader;

/** A received UDP datagram (RFC 768) in place; reused, valid during the call that hands it over. */
public final class UdpDatagram {
  private final UdpHeader header = new UdpHeader();
  private IpView packet = new Frame().ip();

  /** A view of no datagram yet. */
  public UdpDatagram() {}

  UdpHeader wrap(IpView carrier) {
    packet = carrier;
    return header.wrap(carrier.bytes(), carrier.payloadOffset(), carrier.payloadLength());
  }

  /** The IP packet around it. */
  public IpView packet() {
    return packet;
  }

  /** The array that the datagram lies in. */
  public byte[] bytes() {
    return header.bytes();
  }

  /** The sender's port. */
  public int sourcePort() {
    return header.sourcePort();
  }

  /** The port it was sent to. */
  public int destinationPort() {
    return header.destinationPort();
  }

  /** Where the payload starts. */
  public int payloadOffset() {
    return header.offset() + UdpHeader.LENGTH;
  }

  /** Octets of the payload. */
  public int payloadLength() {
    return header.length() - UdpHeader.LENGTH;
  }
}
