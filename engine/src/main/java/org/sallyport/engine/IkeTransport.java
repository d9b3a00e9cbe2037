// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.ike.path.DatagramSink;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.net.UdpDatagram;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.Octets;

/**
 * IKE in UDP: ports 500 and 4500, and the non-ESP marker of the latter (RFC 7296 §2.23, RFC 3948
 * §2.2).
 */
final class IkeTransport implements DatagramSink {
  /** Four octets of zero where an ESP packet has its SPI. */
  static final int MARKER_LENGTH = 4;

  /** What is in a datagram of port 4500. */
  enum Content {
    /** An IKE message behind the marker. */
    IKE,
    /** An ESP packet. */
    ESP,
    /** One octet 0xFF that keeps a NAT's mapping alive (RFC 3948 §2.3). */
    KEEPALIVE,
    /** Too short for anything. */
    NOTHING
  }

  private static final int CAPACITY = 0xFFFF;

  private final NetworkInterface network;
  private final Slab longSlab = new Slab(1, FramePool.HEAD_ROOM + CAPACITY, FramePool.HEAD_ROOM);
  private final Frame longFrame = new Frame(longSlab, 0);

  IkeTransport(NetworkInterface network) {
    this.network = network;
  }

  /** Tells IKE and ESP apart. */
  static Content contentOf(UdpDatagram datagram) {
    int length = datagram.payloadLength();
    if (length == 1 && Octets.u8(datagram.bytes(), datagram.payloadOffset()) == 0xFF) {
      return Content.KEEPALIVE;
    }
    if (length < MARKER_LENGTH) {
      return Content.NOTHING;
    }
    return Octets.i32(datagram.bytes(), datagram.payloadOffset()) == 0 ? Content.IKE : Content.ESP;
  }

  @Override
  public void datagram(Endpoint local, Endpoint remote, byte[] message, long nowNs) {
    if (!network.maySendFrom(local.address())) {
      network.countUnsent(DropReason.BAD_SOURCE_ADDRESS);
      return;
    }
    int marker = local.port() == Endpoint.NAT_TRAVERSAL_PORT ? MARKER_LENGTH : 0;
    int length = marker + message.length;
    Frame frame = longFrame;
    if (length <= network.longestMessage()) {
      Frame claimed = network.claim();
      if (claimed == null) {
        return; // counted; IKE sends it again
      }
      frame = claimed;
    } else {
      longFrame.set(longSlab.dataOffset(0), 0);
    }
    int start = frame.append(length);
    Octets.clear(frame.bytes(), start, marker);
    System.arraycopy(message, 0, frame.bytes(), start + marker, message.length);
    network.pushUdp(frame, local.address(), local.port(), remote.address(), remote.port(), true);
    network.countUnsent(network.transmit(frame, nowNs));
  }
}
