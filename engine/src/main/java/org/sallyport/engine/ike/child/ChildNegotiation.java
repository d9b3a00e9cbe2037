// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.child;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.negotiate.EspProposals;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.TrafficSelector;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;

/**
 * Settling the first Child SA of an IKE SA, as responder and as initiator (RFC 7296 §1.2, §1.3.1,
 * §2.7, §2.9).
 */
public final class ChildNegotiation {
  /** A Child SA, or why there is none. */
  public record Outcome(@Nullable ChildTerms terms, NotifyType refusal) {}

  private final ChildSas sas;

  public ChildNegotiation(ChildSas sas) {
    this.sas = sas;
  }

  /** The responder's part: the peer's first child that the offer fits, narrowed. */
  public Outcome answer(
      PeerConfig peer,
      SecurityAssociationPayload offer,
      TrafficSelectorPayload initiatorSide,
      TrafficSelectorPayload responderSide,
      boolean transportWanted) {
    if (!sas.hasRoom()) {
      return new Outcome(null, NotifyType.NO_ADDITIONAL_SAS);
    }
    NotifyType refusal = NotifyType.NO_PROPOSAL_CHOSEN;
    for (ChildConfig child : preferred(peer, ranges(responderSide), ranges(initiatorSide))) {
      EspProposals.Choice choice = EspProposals.choose(offer, child.proposals());
      boolean modeFits = transportWanted || child.mode() == Mode.TUNNEL;
      if (choice == null || !modeFits) {
        continue;
      }
      List<AddressRange> local =
          TrafficSelectors.narrow(ranges(responderSide), child.localSelectors());
      List<AddressRange> remote =
          TrafficSelectors.narrow(ranges(initiatorSide), child.remoteSelectors());
      if (local.isEmpty() || remote.isEmpty()) {
        refusal = NotifyType.TS_UNACCEPTABLE;
        continue;
      }
      return new Outcome(
          new ChildTerms(
              child,
              child.mode(),
              choice.proposal(),
              choice.number(),
              sas.drawSpi(),
              choice.spi(),
              local,
              remote),
          NotifyType.UNKNOWN);
    }
    return new Outcome(null, refusal);
  }

  // A child that takes the packet which asked for the SA goes before one that merely overlaps (RFC
  // 7296 §2.9).
  private static List<ChildConfig> preferred(
      PeerConfig peer, List<AddressRange> local, List<AddressRange> remote) {
    AddressRange firstLocal = TrafficSelectors.specific(local);
    AddressRange firstRemote = TrafficSelectors.specific(remote);
    List<ChildConfig> ordered = new ArrayList<>();
    for (ChildConfig child : peer.children()) {
      boolean takesFirst =
          (firstLocal == null || TrafficSelectors.isWithin(firstLocal, child.localSelectors()))
              && (firstRemote == null
                  || TrafficSelectors.isWithin(firstRemote, child.remoteSelectors()));
      if (takesFirst) {
        ordered.add(child);
      }
    }
    for (ChildConfig child : peer.children()) {
      if (!ordered.contains(child)) {
        ordered.add(child);
      }
    }
    return ordered;
  }

  /**
   * The initiator's part: what the responder made of our offer, or null when it made something else
   * of it.
   *
   * @param transportAgreed whether the responder agreed to transport mode
   */
  public static @Nullable ChildTerms accept(
      ChildConfig child,
      int inboundSpi,
      SecurityAssociationPayload answer,
      TrafficSelectorPayload initiatorSide,
      TrafficSelectorPayload responderSide,
      boolean transportAgreed) {
    // R7296-2.9-1
    EspProposals.Choice choice = EspProposals.accepted(answer, child.proposals());
    List<AddressRange> local = ranges(initiatorSide);
    List<AddressRange> remote = ranges(responderSide);
    boolean narrowed =
        local.size() == initiatorSide.selectors().size()
            && remote.size() == responderSide.selectors().size()
            && TrafficSelectors.areWithin(local, child.localSelectors())
            && TrafficSelectors.areWithin(remote, child.remoteSelectors());
    boolean modeFits = transportAgreed == (child.mode() == Mode.TRANSPORT);
    return choice == null || !narrowed || !modeFits
        ? null
        : new ChildTerms(
            child,
            child.mode(),
            choice.proposal(),
            choice.number(),
            inboundSpi,
            choice.spi(),
            local,
            remote);
  }

  /** The selectors of types that we know; others are never chosen (RFC 7296 §2.9). */
  private static List<AddressRange> ranges(TrafficSelectorPayload payload) {
    List<AddressRange> ranges = new ArrayList<>();
    for (TrafficSelector selector : payload.selectors()) {
      if (selector instanceof TrafficSelector.Range(AddressRange range)) {
        ranges.add(range);
      }
    }
    return ranges;
  }
}
