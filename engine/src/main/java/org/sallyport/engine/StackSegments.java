// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.net.HostOutput;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.net.tcp.SegmentOutput;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.TcpHeader;

/** Segments of TCP go out as the host's policy says, in frames of its pool. */
final class StackSegments implements SegmentOutput {
  /**
   * What a tunnel may add to a packet: outer IPv6, UDP, ESP header, IV, padding, trailer and ICV,
   * so that no segment has to be cut (RFC 4301 §8.2).
   */
  private static final int PROTECTION_BYTES = 40 + 8 + 8 + 16 + 15 + 2 + 32;

  private final HostOutput output;
  private final NetworkInterface network;
  private final int mtu;

  StackSegments(HostOutput output, int mtuBytes) {
    this.output = output;
    this.network = output.network();
    this.mtu = mtuBytes;
  }

  @Override
  public @Nullable Frame claim() {
    return network.claim();
  }

  @Override
  public void send(Frame segment, byte[] addresses, int addressLength, long nowNs) {
    network.pushIp(segment, IpProtocol.TCP, addresses, addressLength);
    network.countUnsent(output.output(segment, nowNs));
  }

  @Override
  public int maximumSegment(int addressLength) {
    int header = addressLength == IpAddress.IPV4_LENGTH ? Ipv4Header.MIN_LENGTH : Ipv6Header.LENGTH;
    return mtu - PROTECTION_BYTES - header - TcpHeader.LENGTH;
  }
}
