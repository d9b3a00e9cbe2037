// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.ExchangeResponseDecision;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.table.HthResponseDecision;
import org.sallyport.engine.table.IkeShape;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.AuthenticationPayload;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.MessageShape;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Refusal;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;

/** Facts about a response under SK, by the request that it answers (RFC 7296 §1.2, §1.4, §2.15). */
final class ResponseFacts
    implements Received, HthResponseDecision.Facts, ExchangeResponseDecision.Facts {
  private final IkeSa sa;
  private final ProtectedMessage content;

  /** The request, which is forgotten by the machine Exchange before its answer is handed on. */
  private final @Nullable Request outstanding;

  private ClassifiedMessage.@Nullable ChildAgreement child;

  ResponseFacts(IkeSa sa, Incoming message, PayloadList outer) {
    this.sa = sa;
    this.content = new ProtectedMessage(sa.keysOrNull(), message, outer);
    this.outstanding = sa.exchange.outstanding;
  }

  @Override
  public Incoming incoming() {
    return content.message();
  }

  @Override
  public OctetString digest() {
    return OctetString.EMPTY;
  }

  // ---- the machine Exchange

  @Override
  public long askForExchange() {
    return ExchangeResponseDecision.ask(this);
  }

  @Override
  public ExchangeEvent exchangeEvent(long known) {
    return ExchangeResponseDecision.event(known);
  }

  @Override
  public boolean outstanding() {
    return outstanding != null;
  }

  @Override
  public boolean idExpected() {
    return incoming().header().messageId() == sa.exchange.outstandingId;
  }

  @Override
  public boolean exchangeMatches() {
    return incoming().header().exchangeType() == request().exchangeType();
  }

  @Override
  public boolean completes() {
    return true;
  }

  private Request request() {
    Request asked = outstanding;
    if (asked == null) {
      throw new IllegalStateException("an answer is looked into before there is a request");
    }
    return asked;
  }

  // ---- the machine Hth

  @Override
  public ClassifiedMessage classify() {
    long known = HthResponseDecision.ask(this);
    HthEvent event = HthResponseDecision.event(known);
    return new ClassifiedMessage(event, known, content.reason(), detail(event));
  }

  private ClassifiedMessage.Detail detail(HthEvent event) {
    return switch (event) {
      case RCV_AUTH_RESPONSE ->
          new ClassifiedMessage.Authenticated(sa.peer(), false, child, NotifyType.UNKNOWN);
      case RCV_AUTH_RESPONSE_CHILD_REFUSED -> {
        NotifyPayload error = Notifications.firstError(content.payloads());
        yield new ClassifiedMessage.Authenticated(
            sa.peer(), false, null, error == null ? NotifyType.UNKNOWN : error.notifyType());
      }
      case RCV_DELETE_CHILD_RESPONSE -> {
        ChildSa named = sa.childByInboundSpi(request().inboundSpi());
        yield new ClassifiedMessage.NamedChildren(named == null ? List.of() : List.of(named));
      }
      default -> new ClassifiedMessage.Nothing();
    };
  }

  @Override
  public boolean encrypted() {
    return content.encrypted();
  }

  @Override
  public boolean verified() {
    return content.verified();
  }

  @Override
  public HthFacts.Asked asked() {
    return switch (request().kind()) {
      case AUTH -> HthFacts.Asked.AUTH;
      case LIVENESS -> HthFacts.Asked.LIVENESS;
      case DELETE_IKE, DELETE_UNAUTHENTICATED -> {
        content.refusing(true, "we closed it");
        yield HthFacts.Asked.DELETE_IKE;
      }
      case DELETE_CHILD -> HthFacts.Asked.DELETE_CHILD;
      case INIT -> throw new IllegalStateException("IKE_SA_INIT is not answered under SK");
    };
  }

  @Override
  public HthFacts.Syntax syntax() {
    return content.syntax();
  }

  @Override
  public boolean authPresent() {
    return content.payloads().authentication() != null;
  }

  @Override
  public boolean errorNotified() {
    NotifyPayload error = Notifications.firstError(content.payloads());
    return content.refusing(
        error != null,
        error == null
            ? ""
            : (authPresent() ? "no Child SA: the responder says " : "the responder says ")
                + Notifications.name(error)
                + (authPresent() ? "" : "; compare identities and pre-shared keys"));
  }

  @Override
  public boolean shapeFits() {
    Refusal defect = MessageShape.check(IkeShape.AUTH_RESPONSE, content.payloads());
    return !content.refusing(defect != null, defect == null ? "" : defect.text());
  }

  @Override
  public boolean identityKnown() {
    IdentificationPayload identity = content.payloads().identification(false);
    return !content.refusing(
        identity == null || !Identity.of(identity).equals(sa.peer().remoteId()),
        identity == null
            ? "IDr is missing"
            : "the peer says it is "
                + Identity.of(identity)
                + ", configured is "
                + sa.peer().remoteId());
  }

  @Override
  public boolean authVerifies() {
    PeerConfig peer = sa.peer();
    Handshake handshake = sa.handshakeOrNull();
    IdentificationPayload identity = content.payloads().identification(false);
    AuthenticationPayload stated = content.payloads().authentication();
    boolean verifies =
        handshake != null
            && identity != null
            && stated != null
            && Authentication.verifies(sa, handshake, peer.secret(), identity, stated);
    return !content.refusing(
        !verifies, "AUTH does not verify: compare the pre-shared keys of both sides");
  }

  @Override
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
            sa.handshake().offeredChild(),
            sa.handshake().offeredChildSpi(),
            answer,
            initiatorSide,
            responderSide,
            payloads.notification(NotifyType.USE_TRANSPORT_MODE) != null);
    return !content.refusing(
        child == null,
        "the responder chose a Child SA that was not offered (RFC 7296 sections 2.7, 2.9)");
  }
}
