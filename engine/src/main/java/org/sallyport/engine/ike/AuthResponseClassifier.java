package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.ike.AuthenticationPayload;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.PayloadType;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;

/** Turns an IKE_AUTH response whose ICV is good into an event (RFC 7296 §1.2, §2.15, §2.21.2). */
final class AuthResponseClassifier {
  private AuthResponseClassifier() {}

  /** What the response is. */
  static Finding classify(IkeSa sa, PayloadList payloads) {
    Handshake handshake = sa.handshakeOrNull();
    if (handshake == null) {
      return invalid("no handshake waits for it");
    }
    IdentificationPayload identity = payloads.identification(false);
    AuthenticationPayload stated = payloads.authentication();
    NotifyPayload error = Notifications.firstError(payloads);
    if (stated == null && error != null) {
      return Finding.of(
          HthEvent.RCV_AUTH_RESPONSE_REFUSED,
          "the responder says "
              + Notifications.name(error)
              + "; compare identities and pre-shared keys");
    }
    if (identity == null || stated == null || standsTwice(payloads)) {
      return invalid("IDr or AUTH is missing or stands twice (RFC 7296 section 1.2)");
    }
    PeerConfig peer = sa.peer();
    if (!Identity.of(identity).equals(peer.remoteId())) {
      return invalid(
          "the peer says it is " + Identity.of(identity) + ", configured is " + peer.remoteId());
    }
    if (!Authentication.verifies(sa, handshake, peer.secret(), identity, stated)) {
      return invalid("AUTH does not verify: compare the pre-shared keys of both sides");
    }
    return withChild(peer, handshake, payloads, error);
  }

  private static boolean standsTwice(PayloadList payloads) {
    return payloads.count(PayloadType.IDENTIFICATION_RESPONDER) > 1
        || payloads.count(PayloadType.AUTHENTICATION) > 1
        || payloads.count(PayloadType.SECURITY_ASSOCIATION) > 1
        || payloads.count(PayloadType.TRAFFIC_SELECTORS_INITIATOR) > 1
        || payloads.count(PayloadType.TRAFFIC_SELECTORS_RESPONDER) > 1;
  }

  private static Finding withChild(
      PeerConfig peer, Handshake handshake, PayloadList payloads, @Nullable NotifyPayload error) {
    if (error != null) {
      return new Finding(
          HthEvent.RCV_AUTH_RESPONSE_CHILD_REFUSED,
          "no Child SA: the responder says " + Notifications.name(error),
          new Finding.Authenticated(peer, false, null, error.notifyType()));
    }
    SecurityAssociationPayload answer = payloads.securityAssociation();
    TrafficSelectorPayload initiatorSide = payloads.trafficSelectors(true);
    TrafficSelectorPayload responderSide = payloads.trafficSelectors(false);
    if (answer == null || initiatorSide == null || responderSide == null) {
      return invalid("SA, TSi or TSr is missing (RFC 7296 section 1.2)");
    }
    ChildConfig child = peer.children().get(0);
    Finding.ChildAgreement agreement =
        ChildNegotiation.accept(
            child,
            handshake.offeredChildSpi(),
            answer,
            initiatorSide,
            responderSide,
            payloads.notification(NotifyType.USE_TRANSPORT_MODE) != null);
    return agreement == null
        ? invalid(
            "the responder chose a Child SA that was not offered (RFC 7296 sections 2.7, 2.9)")
        : Finding.of(
            HthEvent.RCV_AUTH_RESPONSE,
            new Finding.Authenticated(peer, false, agreement, NotifyType.UNKNOWN));
  }

  private static Finding invalid(String reason) {
    return Finding.of(HthEvent.RCV_AUTH_RESPONSE_INVALID, reason);
  }
}
