// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.SecurityAssociation;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.EspHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.UdpHeader;

/** ESP to the peer: its SPI is one that the peer gave out (RFC 4303 §3.3). */
public final class OutboundAssociation extends SecurityAssociation {
  private final int inboundSpi;
  private final PacketSealer sealer;
  private final SendCounter counter;

  /** How long a smaller path MTU is believed before a longer packet is tried (RFC 1191 §6.3). */
  static final long PATH_MTU_LIFETIME_NS = 600_000_000_000L;

  private int linkMtu = Ipv4Header.MAX_DATAGRAM;
  private int pathMtu = Ipv4Header.MAX_DATAGRAM;
  private long pathMtuExpiryNs = DeadlineTable.NEVER_NS;

  /**
   * An association that has sent nothing.
   *
   * @param inboundSpi the SPI of the other direction
   * @param spi the SPI that the peer gave out
   * @param sealer the keys; owned from here on
   * @param counter the sequence numbers, extended exactly when the sealer is
   * @param trace takes the firings of the lifetime
   */
  public OutboundAssociation(
      int inboundSpi,
      int spi,
      AssociationParameters parameters,
      PacketSealer sealer,
      SendCounter counter,
      TraceSink trace) {
    super(spi, parameters, (spi & 0xFFFF_FFFFL) << 1 | 1, trace);
    this.inboundSpi = inboundSpi;
    this.sealer = sealer;
    this.counter = counter;
  }

  @Override
  public int inboundSpi() {
    return inboundSpi;
  }

  public SendCounter counter() {
    return counter;
  }

  public PacketSealer sealer() {
    return sealer;
  }

  /**
   * The longest outer packet that reaches the peer unfragmented (RFC 4301 §8.2); no limit until
   * told.
   */
  public int pathMtu() {
    return pathMtu;
  }

  /** Sets what the interface carries, from which the path MTU starts. */
  public void setPathMtu(int octets) {
    linkMtu = octets;
    pathMtu = octets;
    pathMtuExpiryNs = DeadlineTable.NEVER_NS;
  }

  /** Learns a smaller path MTU, for ten minutes, from a message that was found credible. */
  public void lowerPathMtu(int octets, long nowNs) {
    pathMtu = octets;
    pathMtuExpiryNs = nowNs + PATH_MTU_LIFETIME_NS;
  }

  /** Forgets a smaller path MTU whose time is over. */
  void agePathMtu(long nowNs) {
    if (nowNs >= pathMtuExpiryNs) {
      setPathMtu(linkMtu);
    }
  }

  /**
   * How long a packet with the IP header of this one may be for its outer one to fit {@link
   * #pathMtu}: what a "packet too big" tells the sender.
   */
  public int innerMtu(IpView packet) {
    CipherSuite suite = sealer.suite();
    int align = EspTrailer.alignment(suite);
    int clear = clearHeaderLength(packet);
    int around =
        outerHeaderLength() + clear + EspHeader.LENGTH + suite.ivLength() + suite.icvLength();
    int payload = (pathMtu - around) / align * align - EspHeader.TRAILER_LENGTH;
    return Math.max(0, clear + payload);
  }

  /** Octets of a packet's own IP header, which in transport mode stays in front of ESP. */
  int clearHeaderLength(IpView packet) {
    return mode() == Mode.TRANSPORT ? packet.upperOffset() - packet.headerOffset() : 0;
  }

  /** Octets of outer IP header and UDP header; in transport mode of the UDP header alone. */
  int outerHeaderLength() {
    int udp = encapsulation() == null ? 0 : UdpHeader.LENGTH;
    if (mode() == Mode.TRANSPORT) {
      return udp;
    }
    return udp
        + (peerAddress().length() == IpAddress.IPV4_LENGTH
            ? Ipv4Header.MIN_LENGTH
            : Ipv6Header.LENGTH);
  }

  /** Octets of padding behind a payload of {@code payloadLength} octets. */
  int padLength(int payloadLength) {
    return EspTrailer.padLength(sealer.suite(), payloadLength);
  }

  @Override
  protected void destroyKeys() {
    sealer.destroy();
  }
}
