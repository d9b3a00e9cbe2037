package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.ike.AuthenticationPayload;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.PayloadType;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;

/** Turns an IKE_AUTH request whose ICV is good into an event (RFC 7296 §1.2, §2.15, §2.21.2). */
final class AuthRequestClassifier {
  private final IkeContext context;
  private final ChildNegotiation negotiation;

  AuthRequestClassifier(IkeContext context) {
    this.context = context;
    this.negotiation = new ChildNegotiation(context);
  }

  /**
   * What the request is; never the reason to the peer, which learns no more than that it failed.
   */
  Finding classify(IkeSa sa, PayloadList payloads) {
    Handshake handshake = sa.handshakeOrNull();
    if (handshake == null || sa.initiator) {
      return Finding.of(
          HthEvent.RCV_AUTH_REQUEST_INVALID, "no handshake waits for IKE_AUTH on this IKE SA");
    }
    IdentificationPayload identity = payloads.identification(true);
    if (identity == null || standsTwice(payloads)) {
      return Finding.of(
          HthEvent.RCV_AUTH_REQUEST_MALFORMED,
          "IDi is missing, or a payload stands twice (RFC 7296 section 1.2)");
    }
    AuthenticationPayload stated = payloads.authentication();
    if (stated == null) {
      return invalid(identity, "it wants EAP, which is not supported; configure a pre-shared key");
    }
    PeerConfig peer = peerOf(sa, identity, payloads.identification(false));
    if (peer == null) {
      return invalid(
          identity, "no peer with this identity and these algorithms is configured here");
    }
    if (!Authentication.verifies(sa, handshake, peer.secret(), identity, stated)) {
      return invalid(identity, "AUTH does not verify: compare the pre-shared keys of both sides");
    }
    return withChild(peer, payloads);
  }

  private static Finding invalid(IdentificationPayload identity, String why) {
    return Finding.of(
        HthEvent.RCV_AUTH_REQUEST_INVALID,
        "the peer says it is " + Identity.of(identity) + "; " + why);
  }

  private static boolean standsTwice(PayloadList payloads) {
    return payloads.count(PayloadType.IDENTIFICATION_INITIATOR) > 1
        || payloads.count(PayloadType.IDENTIFICATION_RESPONDER) > 1
        || payloads.count(PayloadType.AUTHENTICATION) > 1
        || payloads.count(PayloadType.SECURITY_ASSOCIATION) > 1
        || payloads.count(PayloadType.TRAFFIC_SELECTORS_INITIATOR) > 1
        || payloads.count(PayloadType.TRAFFIC_SELECTORS_RESPONDER) > 1;
  }

  private @Nullable PeerConfig peerOf(
      IkeSa sa, IdentificationPayload identity, @Nullable IdentificationPayload wantedOfUs) {
    for (PeerConfig peer : context.peersBetween(sa.local.address(), sa.remote.address())) {
      boolean wanted = wantedOfUs == null || Identity.of(wantedOfUs).equals(peer.localId());
      if (wanted
          && Identity.of(identity).equals(peer.remoteId())
          && peer.ikeProposals().contains(sa.choice().proposal())) {
        return peer;
      }
    }
    return null;
  }

  private Finding withChild(PeerConfig peer, PayloadList payloads) {
    SecurityAssociationPayload offer = payloads.securityAssociation();
    TrafficSelectorPayload initiatorSide = payloads.trafficSelectors(true);
    TrafficSelectorPayload responderSide = payloads.trafficSelectors(false);
    if (offer == null || initiatorSide == null || responderSide == null) {
      return Finding.of(
          HthEvent.RCV_AUTH_REQUEST_MALFORMED,
          "SA, TSi or TSr is missing, and IKE SAs without Child SA were not announced (RFC 6023)");
    }
    ChildNegotiation.Outcome outcome =
        negotiation.answer(
            peer,
            offer,
            initiatorSide,
            responderSide,
            payloads.notification(NotifyType.USE_TRANSPORT_MODE) != null);
    Finding.Authenticated detail =
        new Finding.Authenticated(
            peer,
            payloads.notification(NotifyType.INITIAL_CONTACT) != null,
            outcome.agreement(),
            outcome.refusal());
    return outcome.agreement() != null
        ? Finding.of(HthEvent.RCV_AUTH_REQUEST, detail)
        : new Finding(
            HthEvent.RCV_AUTH_REQUEST_CHILD_REFUSED,
            "no Child SA: "
                + outcome.refusal()
                + "; compare proposals, mode and selectors of both sides",
            detail);
  }
}
