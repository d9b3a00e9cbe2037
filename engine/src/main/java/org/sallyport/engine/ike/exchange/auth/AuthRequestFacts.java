// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.auth;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.auth.PeerAuthorizations;
import org.sallyport.engine.ike.child.ChildNegotiation;
import org.sallyport.engine.ike.keys.IkeKeys;
import org.sallyport.engine.ike.message.ProtectedMessage;
import org.sallyport.engine.ike.negotiate.Offers;
import org.sallyport.engine.ike.path.PeerPath;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.wire.ike.AuthenticationPayload;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;

/**
 * Facts about an IKE_AUTH request (RFC 7296 §1.2, §2.15). The reasons are for the operator: the
 * peer learns no more than that it failed.
 */
public final class AuthRequestFacts {
  private final IkeSa sa;
  private final ProtectedMessage content;
  private final PeerAuthorizations peers;
  private final ChildNegotiation negotiation;
  private @Nullable PeerConfig peer;
  private ChildNegotiation.@Nullable Outcome child;

  public AuthRequestFacts(
      IkeSa sa, ProtectedMessage content, PeerAuthorizations peers, ChildNegotiation negotiation) {
    this.sa = sa;
    this.content = content;
    this.peers = peers;
    this.negotiation = negotiation;
  }

  /** What the actions need when the peer has proved its identity; our own AUTH is made here. */
  public Authenticated authenticated() {
    PeerConfig who = peer;
    ChildNegotiation.Outcome outcome = child;
    Handshake handshake = sa.handshakeOrNull();
    IkeKeys keys = content.keysOrNull();
    if (who == null || outcome == null || handshake == null || keys == null) {
      throw new IllegalStateException("an authenticated request without its peer");
    }
    return new Authenticated(
        who,
        content.payloads().notification(NotifyType.INITIAL_CONTACT) != null,
        outcome.terms(),
        handshake.nonces(),
        AuthMessages.response(who, handshake, keys, outcome));
  }

  /** Whether a responder waits for IKE_AUTH. */
  public boolean handshakeOpen() {
    return !content.refusing(
        sa.handshakeOrNull() == null || sa.isInitiator(),
        "no handshake waits for IKE_AUTH on this IKE SA");
  }

  public boolean authPresent() {
    // R7296-2.16-1
    return !content.refusing(
        content.payloads().authentication() == null,
        named() + "it wants EAP, which is not supported; configure a pre-shared key");
  }

  private String named() {
    IdentificationPayload identity = content.payloads().identification(true);
    return identity == null ? "" : "the peer says it is " + Identity.of(identity) + "; ";
  }

  /** Whether a peer with this identity is configured. */
  public boolean identityKnown() {
    PayloadList payloads = content.payloads();
    IdentificationPayload identity = payloads.identification(true);
    PeerPath path = sa.path().after(content.message());
    peer =
        identity == null
            ? null
            : peers.identified(
                path.local(),
                path.remote(),
                sa.proposalOrNull(),
                identity,
                payloads.identification(false));
    return !content.refusing(
        peer == null,
        named() + "no peer with this identity and these algorithms is configured here");
  }

  public boolean authVerifies() {
    PeerConfig who = peer;
    Handshake handshake = sa.handshakeOrNull();
    IkeKeys keys = content.keysOrNull();
    IdentificationPayload identity = content.payloads().identification(true);
    AuthenticationPayload stated = content.payloads().authentication();
    boolean verifies =
        who != null
            && handshake != null
            && keys != null
            && identity != null
            && stated != null
            && PeerAuthorizations.authenticator(who)
                .verifies(handshake.signedByPeer(keys, identity), stated);
    return !content.refusing(
        !verifies, named() + "AUTH does not verify: compare the pre-shared keys of both sides");
  }

  /** Whether the Child SA that is offered is acceptable. */
  public boolean childAcceptable() {
    PeerConfig who = peer;
    SecurityAssociationPayload offer = content.payloads().securityAssociation();
    TrafficSelectorPayload initiatorSide = content.payloads().trafficSelectors(true);
    TrafficSelectorPayload responderSide = content.payloads().trafficSelectors(false);
    if (who == null || offer == null || initiatorSide == null || responderSide == null) {
      throw new IllegalStateException("the Child SA is asked for before peer and shape");
    }
    ChildNegotiation.Outcome outcome =
        negotiation.answer(
            who,
            offer,
            initiatorSide,
            responderSide,
            content.payloads().notification(NotifyType.USE_TRANSPORT_MODE) != null);
    child = outcome;
    return !content.refusing(
        outcome.terms() == null,
        "no Child SA: "
            + outcome.refusal()
            + "; the peer offers "
            + Offers.describe(offer)
            + "; compare proposals, mode and selectors of both sides");
  }
}
