// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.drop.DropCounters;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.table.ReplayWindowState;
import org.sallyport.engine.wire.EspHeader;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Octets;

/**
 * The inbound path (RFC 4303 §3.4, RFC 4301 §5.2): association, sequence number, window check for
 * each packet that enters; then, for the burst, verification and decryption as one batch; then for
 * each, window advance, padding, next header, selectors, and the inner packet in place. Everything
 * behind the ICV is authenticated: refusals there are reported to us only.
 *
 * <p>Use: {@link #takes}, {@link #add} for each packet, then {@link #finish}.
 */
public final class EspInbound {
  private final EspAssociations associations;
  private final CryptoLibrary crypto;
  private final SadEvents events;
  private final EspAudit audit;
  private final DropCounters drops = new DropCounters();
  private final OpenBurst batch = new OpenBurst(EspBurst.CAPACITY);
  private final EspBurst<InboundAssociation> burst = new EspBurst<>();
  private final EspBurst<InboundAssociation> delivered = new EspBurst<>();
  private boolean handingOut;

  public EspInbound(
      EspAssociations associations, CryptoLibrary crypto, SadEvents events, EspAudit audit) {
    this.associations = associations;
    this.crypto = crypto;
    this.events = events;
    this.audit = audit;
  }

  /** What {@link #finish} dropped; what {@link #add} refuses is counted by its caller. */
  public DropCounters drops() {
    return drops;
  }

  /** How many packets wait for {@link #finish}. */
  public int pending() {
    return burst.count();
  }

  /**
   * Whether the packet can join the burst: there is room, and it lies in the same array. Otherwise
   * finish first.
   */
  public boolean takes(Frame packet) {
    return burst.takes(packet);
  }

  /**
   * Enters a packet, whose frame is kept until {@link #finish}. One that is dropped stays with the
   * caller.
   *
   * @param packet the outer packet, which was read
   * @param espOffset where the ESP header starts, behind IP and perhaps UDP
   * @param espLength octets from there to the end of the ICV
   * @return NONE when it has entered, otherwise why it is to be dropped
   */
  public DropReason add(IpView packet, int espOffset, int espLength, long nowNs) {
    if (espLength < EspHeader.LENGTH) {
      return DropReason.TRUNCATED;
    }
    if (!takes(packet.frame())) {
      return DropReason.QUEUE_FULL;
    }
    byte[] bytes = packet.bytes();
    int spi = Octets.i32(bytes, espOffset);
    int sequenceLow = Octets.i32(bytes, espOffset + 4);
    InboundAssociation association = associations.bySpi(spi);
    if (association == null) {
      // R4303-3.4.2-1
      audit.audit(DropReason.UNKNOWN_SPI, spi, sequenceLow & 0xFFFF_FFFFL, packet, nowNs);
      return DropReason.UNKNOWN_SPI;
    }
    CipherSuite suite = association.opener().suite();
    int textLength = espLength - EspHeader.LENGTH - suite.ivLength() - suite.icvLength();
    if (textLength < EspHeader.TRAILER_LENGTH || !suite.admitsTextLength(textLength)) {
      return drop(association, DropReason.LENGTH_MISMATCH);
    }
    DropReason lifetime = association.enter(nowNs);
    if (lifetime != DropReason.NONE) {
      association.reportLifetime(events, nowNs);
      return drop(association, lifetime);
    }
    ReplayWindow window = association.window();
    long sequence = association.sequence().infer(sequenceLow, window, nowNs);
    if (window.check(sequence, nowNs) != ReplayWindowState.CHECKED) {
      audit.audit(window.refusal(), spi, sequence, packet, nowNs);
      return drop(association, window.refusal());
    }
    burst.add(packet.frame(), association, sequence, espOffset);
    batch.add(
        association.opener(), espOffset, EspHeader.LENGTH, textLength, (int) (sequence >>> 32));
    return DropReason.NONE;
  }

  /**
   * Verifies and decrypts the burst and hands out the inner packets, in the order of entry. The
   * sink may enter packets again (ESP inside ESP): they take the path in the same call. Frames that
   * the sink leaves owned, and those of packets that are dropped, are released.
   *
   * @return how many packets were handed out
   */
  public int finish(EspSink sink, long nowNs) {
    int count = 0;
    while (burst.count() > 0 && !handingOut) {
      // R4303-3.4.4-5
      crypto.openBurst(burst.bytes(), batch);
      for (int index = 0; index < burst.count(); index++) {
        settle(index, nowNs);
      }
      burst.clear();
      batch.clear();
      count += delivered.count();
      handOut(sink, nowNs);
    }
    return count;
  }

  private void handOut(EspSink sink, long nowNs) {
    handingOut = true;
    for (int index = 0; index < delivered.count(); index++) {
      InboundAssociation association = delivered.association(index);
      Frame packet = delivered.frame(index);
      packet.takeOwnership();
      sink.packet(packet, association, nowNs);
      packet.releaseIfOwned();
    }
    delivered.clear();
    handingOut = false;
  }

  private void settle(int index, long nowNs) {
    InboundAssociation association = burst.association(index);
    Frame packet = burst.frame(index);
    DropReason reason = verify(index, association, nowNs);
    if (reason == DropReason.NONE) {
      reason = association.pass(packet.length(), nowNs);
      association.reportLifetime(events, nowNs);
    }
    if (reason == DropReason.NONE) {
      delivered.add(packet, association, burst.sequence(index), burst.espOffset(index));
    } else {
      packet.release();
      drops.count(drop(association, reason));
    }
  }

  /** What becomes of one packet of the opened batch. */
  private DropReason verify(int index, InboundAssociation association, long nowNs) {
    ReplayWindow window = association.window();
    long sequence = burst.sequence(index);
    boolean authentic = batch.isAuthentic(index);
    if (window.advance(sequence, authentic, nowNs) != ReplayWindowState.ACCEPTED) {
      // R4303-3.4.4-1
      audit.audit(window.refusal(), association.spi(), sequence, burst.frame(index).ip(), nowNs);
      return window.refusal();
    }
    events.heard(association.inboundSpi(), nowNs);
    int textOffset =
        burst.espOffset(index) + EspHeader.LENGTH + association.opener().suite().ivLength();
    int textLength = batch.textLength(index);
    byte[] bytes = burst.bytes();
    int payloadLength = EspTrailer.payloadLength(bytes, textOffset, textLength);
    // R4303-3.4.4-2
    if (payloadLength < 0
        || !EspTrailer.isDefaultPadding(bytes, textOffset, textLength, payloadLength)) {
      return DropReason.BAD_PADDING;
    }
    int nextHeader = EspTrailer.nextHeader(bytes, textOffset, textLength);
    // R4303-3.4.4-3
    if (nextHeader == IpProtocol.NO_NEXT_HEADER) {
      return DropReason.DUMMY;
    }
    return decapsulate(burst.frame(index), association, textOffset, payloadLength, nextHeader);
  }

  private DropReason decapsulate(
      Frame packet,
      InboundAssociation association,
      int payloadOffset,
      int payloadLength,
      int nextHeader) {
    DropReason reason =
        association.mode() == Mode.TUNNEL
            ? Decapsulation.tunnel(packet, payloadOffset, payloadLength, nextHeader)
            : Decapsulation.transport(
                packet,
                payloadOffset,
                payloadLength,
                nextHeader,
                association.encapsulation() != null);
    if (reason != DropReason.NONE) {
      return reason;
    }
    // R4303-3.4.4-4
    return association.admitsInbound(packet.ip()) ? DropReason.NONE : DropReason.SELECTOR_MISMATCH;
  }

  private static DropReason drop(InboundAssociation association, DropReason reason) {
    association.counters().drop(reason);
    return reason;
  }
}
