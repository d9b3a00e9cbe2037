// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.SealBurst;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.wire.EspHeader;

/**
 * ESP on the way out (RFC 4303 §3.3): lifetime, sequence number, the outer packet laid out in place
 * for each packet that enters; then, for the burst, encryption as one batch.
 *
 * <p>Use: {@link #takes}, {@link #add} for each packet, then {@link #finish}.
 */
public final class EspOutbound {
  private final CryptoLibrary crypto;
  private final SadEvents events;
  private final EspAudit audit;
  private final OuterPacket outer;
  private final SealBurst batch = new SealBurst(EspBurst.CAPACITY);
  private final EspBurst<OutboundAssociation> burst = new EspBurst<>();

  /**
   * A path.
   *
   * @param identificationSeed where the identifications of IPv4 headers start: unpredictable (RFC
   *     7739)
   */
  public EspOutbound(
      CryptoLibrary crypto, SadEvents events, EspAudit audit, int identificationSeed) {
    this.crypto = crypto;
    this.events = events;
    this.audit = audit;
    outer = new OuterPacket(identificationSeed);
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
   * @param packet the plaintext packet, which was read
   * @param association protects it, and counts it when it is dropped; all but one that is too long
   *     for its path, which may yet leave in pieces
   * @return NONE when it has entered, otherwise why it is to be dropped
   */
  public DropReason add(IpView packet, OutboundAssociation association, long nowNs) {
    Frame frame = packet.frame();
    if (!takes(frame)) {
      return drop(association, DropReason.QUEUE_FULL);
    }
    DropReason lifetime = association.enter(nowNs);
    if (lifetime != DropReason.NONE) {
      association.reportLifetime(events, nowNs);
      return drop(association, lifetime);
    }
    // The layout is checked before a number is taken: a number that is never sent would be a hole
    // in the peer's window.
    association.agePathMtu(nowNs);
    DropReason layout = outer.check(packet, association);
    if (layout == DropReason.FRAGMENTATION_NEEDED) {
      return layout;
    }
    if (layout != DropReason.NONE) {
      return drop(association, layout);
    }
    SendCounter counter = association.counter();
    DropReason exhausted = counter.take(nowNs);
    reportCounter(association, packet, nowNs);
    if (exhausted != DropReason.NONE) {
      return drop(association, exhausted);
    }
    // A number that is taken and then not used is no loss: nothing more is sent over this SA.
    lifetime = association.pass(packet.totalLength(), nowNs);
    association.reportLifetime(events, nowNs);
    if (lifetime != DropReason.NONE) {
      return drop(association, lifetime);
    }
    outer.layOut(packet, association, counter.number());
    burst.add(frame, association, counter.number(), outer.espOffset());
    batch.add(
        association.sealer(),
        outer.espOffset(),
        EspHeader.LENGTH,
        outer.textLength(),
        (int) (counter.number() >>> 32));
    return DropReason.NONE;
  }

  private void reportCounter(OutboundAssociation association, IpView packet, long nowNs) {
    if (association.counter().takeRekeyRequest()) {
      events.softLimit(association.inboundSpi(), nowNs);
    }
    if (association.counter().takeExhaustionAudit()) {
      audit.audit(
          DropReason.SEQUENCE_EXHAUSTED,
          association.spi(),
          association.counter().number(),
          packet,
          nowNs);
    }
  }

  /**
   * Encrypts the burst and hands out the outer packets, in the order of entry. The sink must not
   * enter packets; frames that it leaves owned are released.
   *
   * @return how many packets were handed out
   */
  public int finish(EspSink sink, long nowNs) {
    int count = burst.count();
    if (count == 0) {
      return 0;
    }
    crypto.sealBurst(burst.bytes(), batch);
    for (int index = 0; index < count; index++) {
      OutboundAssociation association = burst.association(index);
      Frame packet = burst.frame(index);
      packet.takeOwnership();
      OuterPacket.finishUdp(packet, burst.espOffset(index), association);
      sink.packet(packet, association, nowNs);
      packet.releaseIfOwned();
    }
    burst.clear();
    batch.clear();
    return count;
  }

  private static DropReason drop(OutboundAssociation association, DropReason reason) {
    association.counters().drop(reason);
    return reason;
  }
}
