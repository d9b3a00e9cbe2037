package org.sallyport.engine;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.esp.EspAssociations;
import org.sallyport.engine.esp.EspEvents;
import org.sallyport.engine.esp.EspOutbound;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.sa.AssociationCounters;
import org.sallyport.engine.sa.PacketFlow;
import org.sallyport.engine.sa.PolicyAction;
import org.sallyport.engine.sa.SecurityPolicy;
import org.sallyport.engine.sa.SecurityPolicyDatabase;
import org.sallyport.engine.wire.IpProtocol;

/**
 * The way out (RFC 4301 §5.1): plaintext packets from the inner side and from our own stacks to the
 * outer network, protected, in clear or not at all, as the SPD says. Protected ones wait in their
 * slots until {@link #flush}, so that a burst is one batch for the crypto library.
 */
final class OutboundPath {
  private final SecurityPolicyDatabase policies;
  private final EspOutbound walk;
  private final HostStack outerStack;
  private final PacketFlow flow = new PacketFlow();
  private final PacketSlots slots;

  OutboundPath(
      SecurityPolicyDatabase policies,
      EspAssociations associations,
      CryptoLibrary crypto,
      EspEvents events,
      int identificationSeed,
      HostStack outerStack,
      int mtuBytes) {
    this.policies = policies;
    this.walk = new EspOutbound(policies, associations, crypto, events, identificationSeed);
    this.outerStack = outerStack;
    this.slots = new PacketSlots(mtuBytes, false);
  }

  /** Whether the SPD wants a packet of our own stack protected. */
  boolean isToBeProtected(Frame packet) {
    SecurityPolicy policy = policyFor(packet);
    return policy != null && policy.action() == PolicyAction.PROTECT;
  }

  /**
   * Whether a packet of our own stack goes out as it is: BYPASS, or ICMP where no policy speaks of
   * it.
   */
  boolean leavesOurStackInClear(Frame packet) {
    SecurityPolicy policy = policyFor(packet);
    return policy == null
        ? flow.protocol() == IpProtocol.ICMP || flow.protocol() == IpProtocol.ICMPV6
        : policy.action() == PolicyAction.BYPASS;
  }

  private @Nullable SecurityPolicy policyFor(Frame packet) {
    DropReason defect = flow.read(packet.bytes(), packet.offset(), packet.length());
    return defect == DropReason.NONE ? policies.outbound(flow) : null;
  }

  /** A packet that is to leave; NONE when it does or will with the next {@link #flush}. */
  DropReason send(byte[] bytes, int offset, int length, long nowNs) {
    if (slots.isFull() || slots.isLong(length)) {
      flush(nowNs);
    }
    Frame packet = slots.enter(bytes, offset, length);
    DropReason result =
        switch (walk.add(packet, nowNs)) {
          case BYPASS -> outerStack.transmit(packet, nowNs);
          case PROTECTED -> DropReason.NONE;
          case DROPPED -> walk.reason();
        };
    if (slots.isLong(length)) {
      flush(nowNs);
    }
    return result;
  }

  /** Encrypts and sends what waits; returns how much. */
  int flush(long nowNs) {
    int sent = walk.finish((packet, association, now) -> outerStack.transmit(packet, now), nowNs);
    slots.releaseAll();
    return sent;
  }

  /** How many packets wait. */
  int pending() {
    return walk.pending();
  }

  /** What was refused. */
  AssociationCounters counters() {
    return walk.counters();
  }
}
