// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.SealBurst;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.policy.PolicyAction;
import org.sallyport.engine.wire.EspHeader;

/**
 * The outbound path (RFC 4301 §5.1, RFC 4303 §3.3): policy, association or acquire, sequence
 * number, the outer packet laid out in place for each packet that enters; then, for the burst,
 * encryption as one batch.
 *
 * <p>Use: {@link #takes}, {@link #add} for each packet, then {@link #finish}.
 */
public final class EspOutbound {
  private final EspAssociations associations;
  private final CryptoLibrary crypto;
  private final SadEvents events;
  private final EspAudit audit;
  private final OuterPacket outer;
  private final SealBurst batch = new SealBurst(EspBurst.CAPACITY);
  private final EspBurst<OutboundAssociation> burst = new EspBurst<>();
  private DropReason reason = DropReason.NONE;
  private @Nullable OutboundAssociation tooNarrow;

  /** What became of a packet that was offered. */
  public enum Verdict {
    /** It goes out in clear, as it is. */
    BYPASS,
    /** It has entered and leaves with {@link #finish}. */
    PROTECTED,
    /** It is to be dropped; {@link #reason} says why. The caller counts it. */
    DROPPED
  }

  /**
   * A path.
   *
   * @param identificationSeed where the identifications of IPv4 headers start: unpredictable (RFC
   *     7739)
   */
  public EspOutbound(
      EspAssociations associations,
      CryptoLibrary crypto,
      SadEvents events,
      EspAudit audit,
      int identificationSeed) {
    this.associations = associations;
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
   * After {@code FRAGMENTATION_NEEDED}: the longest packet that the association carries to the peer
   * without fragments outside (RFC 4301 §8.2.1).
   */
  public int longestInner() {
    return tooNarrow == null ? 0 : tooNarrow.innerMtu();
  }

  /**
   * Counts, for its association, the packet that was refused as {@code FRAGMENTATION_NEEDED}, which
   * alone is not counted before: it may yet leave in pieces.
   */
  public void countTooLong() {
    dropped(tooNarrow, DropReason.FRAGMENTATION_NEEDED);
  }

  /** Why the last packet was dropped, or NONE. */
  public DropReason reason() {
    return reason;
  }

  /**
   * Offers a packet. If it enters, its frame is kept until {@link #finish}; otherwise it stays with
   * the caller.
   *
   * @param packet the packet, which was read
   * @param policy the rule that takes it; null discards it, as no rule does
   */
  public Verdict add(IpView packet, @Nullable SecurityPolicy policy, long nowNs) {
    // R4303-3.3.1-1
    reason = DropReason.NONE;
    if (policy == null || policy.action() == PolicyAction.DISCARD) {
      audit.audit(DropReason.POLICY_DISCARD, 0, 0, packet, nowNs);
      return dropped(null, DropReason.POLICY_DISCARD);
    }
    if (policy.action() == PolicyAction.BYPASS) {
      return Verdict.BYPASS;
    }
    OutboundAssociation association = associations.outboundFor(policy, packet);
    if (association == null) {
      events.acquire(policy, nowNs);
      return dropped(null, DropReason.NO_ASSOCIATION);
    }
    return protect(packet, association, nowNs);
  }

  private Verdict protect(IpView packet, OutboundAssociation association, long nowNs) {
    Frame frame = packet.frame();
    if (!takes(frame)) {
      return dropped(association, DropReason.QUEUE_FULL);
    }
    DropReason lifetime = association.enter(nowNs);
    if (lifetime != DropReason.NONE) {
      reportLifetime(association, nowNs);
      return dropped(association, lifetime);
    }
    // The layout is checked before a number is taken: a number that is never sent would be a hole
    // in the peer's window.
    association.agePathMtu(nowNs);
    DropReason layout = outer.check(packet, association);
    if (layout == DropReason.FRAGMENTATION_NEEDED) {
      tooNarrow = association;
      reason = layout;
      return Verdict.DROPPED;
    }
    if (layout != DropReason.NONE) {
      return dropped(association, layout);
    }
    SendCounter counter = association.counter();
    DropReason exhausted = counter.take(nowNs);
    reportCounter(association, packet, nowNs);
    if (exhausted != DropReason.NONE) {
      return dropped(association, exhausted);
    }
    // A number that is taken and then not used is no loss: nothing more is sent over this SA.
    lifetime = association.pass(packet.totalLength(), nowNs);
    reportLifetime(association, nowNs);
    if (lifetime != DropReason.NONE) {
      return dropped(association, lifetime);
    }
    outer.layOut(packet, association, counter.number());
    burst.add(frame, association, counter.number(), outer.espOffset());
    batch.add(
        association.sealer(),
        outer.espOffset(),
        EspHeader.LENGTH,
        outer.textLength(),
        (int) (counter.number() >>> 32));
    return Verdict.PROTECTED;
  }

  private void reportLifetime(OutboundAssociation association, long nowNs) {
    if (association.takeSuccessorRequest()) {
      events.softLimit(association.inboundSpi(), nowNs);
    }
    if (association.takeExpiryReport()) {
      events.hardLimit(association.inboundSpi(), nowNs);
    }
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

  private Verdict dropped(@Nullable OutboundAssociation association, DropReason why) {
    reason = why;
    if (association != null) {
      association.counters().drop(why);
    }
    return Verdict.DROPPED;
  }
}
