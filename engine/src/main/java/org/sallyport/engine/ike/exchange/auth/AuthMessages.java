// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.auth;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.auth.PeerAuthorizations;
import org.sallyport.engine.ike.child.ChildNegotiation;
import org.sallyport.engine.ike.child.ChildTerms;
import org.sallyport.engine.ike.keys.IkeKeys;
import org.sallyport.engine.ike.negotiate.EspProposals;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;

/** IKE_AUTH, payload by payload in the order of RFC 7296 §1.2 and appendix C. */
final class AuthMessages {
  private AuthMessages() {}

  /** IDi, [N(INITIAL_CONTACT),] [IDr,] AUTH, [N(USE_TRANSPORT_MODE),] SAi2, TSi, TSr. */
  static List<IkePayload> request(
      PeerConfig peer,
      Handshake handshake,
      IkeKeys keys,
      boolean initialContact,
      ChildConfig child,
      int childSpi) {
    List<IkePayload> payloads = new ArrayList<>();
    IdentificationPayload own = identification(true, peer.localId());
    payloads.add(own);
    if (initialContact) {
      payloads.add(NotifyPayload.of(NotifyType.INITIAL_CONTACT));
    }
    payloads.add(identification(false, peer.remoteId()));
    payloads.add(
        PeerAuthorizations.authenticator(peer).authenticate(handshake.signedByUs(keys, own)));
    addMode(child.mode(), payloads);
    payloads.add(EspProposals.offer(child.proposals(), childSpi));
    payloads.add(TrafficSelectorPayload.of(true, child.localSelectors()));
    payloads.add(TrafficSelectorPayload.of(false, child.remoteSelectors()));
    return List.copyOf(payloads);
  }

  /** IDr, AUTH, and SAr2, TSi, TSr or the reason why there is no Child SA. */
  static List<IkePayload> response(
      PeerConfig peer, Handshake handshake, IkeKeys keys, ChildNegotiation.Outcome outcome) {
    List<IkePayload> payloads = new ArrayList<>();
    IdentificationPayload own = identification(false, peer.localId());
    payloads.add(own);
    payloads.add(
        PeerAuthorizations.authenticator(peer).authenticate(handshake.signedByUs(keys, own)));
    @Nullable ChildTerms child = outcome.terms();
    if (child == null) {
      payloads.add(NotifyPayload.of(outcome.refusal()));
      return List.copyOf(payloads);
    }
    addMode(child.mode(), payloads);
    payloads.add(EspProposals.answer(child.proposal(), child.number(), child.inboundSpi()));
    payloads.add(TrafficSelectorPayload.of(true, child.remoteSelectors()));
    payloads.add(TrafficSelectorPayload.of(false, child.localSelectors()));
    return List.copyOf(payloads);
  }

  private static void addMode(Mode mode, List<IkePayload> payloads) {
    if (mode == Mode.TRANSPORT) {
      payloads.add(NotifyPayload.of(NotifyType.USE_TRANSPORT_MODE));
    }
  }

  private static IdentificationPayload identification(boolean ofInitiator, Identity identity) {
    return IdentificationPayload.of(ofInitiator, identity.type(), identity.data());
  }
}
