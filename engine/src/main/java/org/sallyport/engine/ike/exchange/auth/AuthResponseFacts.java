// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.auth;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.auth.PeerAuthorizations;
import org.sallyport.engine.ike.child.ChildNegotiation;
import org.sallyport.engine.ike.child.ChildTerms;
import org.sallyport.engine.ike.keys.IkeKeys;
import org.sallyport.engine.ike.message.ProtectedMessage;
import org.sallyport.engine.table.IkeShape;
import org.sallyport.engine.wire.ike.AuthenticationPayload;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.MessageShape;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Refusal;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;

/** Facts about the answer to an IKE_AUTH request of ours (RFC 7296 §1.2, §2.15). */
public final class AuthResponseFacts {
  private final AuthRequest request;
  private final ProtectedMessage content;
  private @Nullable ChildTerms child;

  public AuthResponseFacts(AuthRequest request, ProtectedMessage content) {
    this.request = request;
    this.content = content;
  }

  /** What the actions need when the peer has proved its identity. */
  public Authenticated authenticated() {
    return new Authenticated(request.peer(), false, child, request.handshake().nonces(), List.of());
  }

  public boolean authPresent() {
    return content.payloads().authentication() != null;
  }

  /** Whether the payloads are those of an answer with AUTH. */
  public boolean shapeFits() {
    Refusal defect = MessageShape.check(IkeShape.AUTH_RESPONSE, content.payloads());
    return !content.refusing(defect != null, defect == null ? "" : defect.text());
  }

  /** Whether the peer says that it is who we asked for. */
  public boolean identityKnown() {
    PeerConfig peer = request.peer();
    IdentificationPayload identity = content.payloads().identification(false);
    return !content.refusing(
        identity == null || !Identity.of(identity).equals(peer.remoteId()),
        identity == null
            ? "IDr is missing"
            : "the peer says it is "
                + Identity.of(identity)
                + ", configured is "
                + peer.remoteId());
  }

  public boolean authVerifies() {
    IkeKeys keys = content.keysOrNull();
    IdentificationPayload identity = content.payloads().identification(false);
    AuthenticationPayload stated = content.payloads().authentication();
    boolean verifies =
        keys != null
            && identity != null
            && stated != null
            && PeerAuthorizations.authenticator(request.peer())
                .verifies(request.handshake().signedByPeer(keys, identity), stated);
    return !content.refusing(
        !verifies, "AUTH does not verify: compare the pre-shared keys of both sides");
  }

  /** Whether the Child SA is what we offered, or less. */
  public boolean childAcceptable() {
    PayloadList payloads = content.payloads();
    Refusal defect = MessageShape.check(IkeShape.FIRST_CHILD, payloads);
    SecurityAssociationPayload answer = payloads.securityAssociation();
    TrafficSelectorPayload initiatorSide = payloads.trafficSelectors(true);
    TrafficSelectorPayload responderSide = payloads.trafficSelectors(false);
    if (defect != null || answer == null || initiatorSide == null || responderSide == null) {
      return !content.refusing(true, defect == null ? "no Child SA" : defect.text());
    }
    child =
        ChildNegotiation.accept(
            request.child(),
            request.childSpi(),
            answer,
            initiatorSide,
            responderSide,
            payloads.notification(NotifyType.USE_TRANSPORT_MODE) != null);
    return !content.refusing(
        child == null,
        "the responder chose a Child SA that was not offered (RFC 7296 sections 2.7, 2.9)");
  }
}
