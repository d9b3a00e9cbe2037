package org.sallyport.engine.ike;

import java.util.List;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkeHeader;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/**
 * The actions that answer a request: under SK through the machine Exchange, or in clear and without
 * keeping anything.
 */
final class ResponseActions {
  private final IkeContext context;
  private final Messages messages;

  ResponseActions(IkeContext context, Messages messages) {
    this.context = context;
    this.messages = messages;
  }

  // ---- in clear: no state is kept (RFC 7296 §2.6, §2.21.1)

  void cookieInClear(IkeSa sa, long nowNs) {
    OctetString cookie = sa.finding.cookie().cookie();
    inClear(sa, NotifyPayload.of(NotifyType.COOKIE, cookie), nowNs);
  }

  void invalidKeInClear(IkeSa sa, long nowNs) {
    int group = sa.finding.wantedGroup().method().id();
    OctetString data = OctetString.of(new byte[] {(byte) (group >> 8), (byte) group});
    inClear(sa, NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, data), nowNs);
  }

  void noProposalInClear(IkeSa sa, long nowNs) {
    context.audit.initRefused(sa, nowNs);
    inClear(sa, NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN), nowNs);
  }

  void invalidSyntaxInClear(IkeSa sa, long nowNs) {
    context.audit.initRefused(sa, nowNs);
    inClear(sa, NotifyPayload.of(NotifyType.INVALID_SYNTAX), nowNs);
  }

  void unsupportedCriticalInClear(IkeSa sa, long nowNs) {
    context.audit.initRefused(sa, nowNs);
    int type = sa.finding.criticalPayload().type();
    inClear(sa, Messages.unsupportedCritical(type), nowNs);
  }

  /** Data: the highest version that we speak (RFC 7296 §3.10.1). */
  void invalidMajorVersion(IkeSa sa, long nowNs) {
    OctetString version = OctetString.of(new byte[] {IkeHeader.MAJOR_VERSION << 4});
    inClear(sa, NotifyPayload.of(NotifyType.INVALID_MAJOR_VERSION, version), nowNs);
  }

  private void inClear(IkeSa sa, NotifyPayload notify, long nowNs) {
    Incoming request = sa.incoming();
    OctetString message =
        context.codec.clear(
            request.initiatorSpi(),
            request.responderSpi(),
            ExchangeType.IKE_SA_INIT,
            !request.header().fromInitiator(),
            true,
            request.header().messageId(),
            List.of(notify));
    context.datagrams.datagram(request.local(), request.remote(), message.toArray(), nowNs);
  }

  // ---- kept for retransmissions: the machine Exchange sends and caches them (RFC 7296 §2.1)

  void initResponse(IkeSa sa) {
    ready(sa, messages.initResponse(sa, HandshakeActions.isEncapsulationForced(context, sa)));
  }

  void authResponse(IkeSa sa) {
    Finding.Authenticated authenticated = sa.finding.authenticated();
    sa.setPeer(authenticated.peer());
    sealed(sa, messages.authResponse(sa, authenticated));
  }

  void authenticationFailed(IkeSa sa) {
    sealed(sa, List.of(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED)));
  }

  void invalidSyntax(IkeSa sa) {
    sealed(sa, List.of(NotifyPayload.of(NotifyType.INVALID_SYNTAX)));
  }

  void unsupportedCritical(IkeSa sa) {
    int type = sa.finding.criticalPayload().type();
    sealed(sa, List.of(Messages.unsupportedCritical(type)));
  }

  void empty(IkeSa sa) {
    sealed(sa, List.of());
  }

  void deletedChildren(IkeSa sa) {
    sealed(sa, Messages.deleted(sa.finding.namedChildren().children()));
  }

  void noAdditionalSas(IkeSa sa) {
    sealed(sa, List.of(NotifyPayload.of(NotifyType.NO_ADDITIONAL_SAS)));
  }

  void temporaryFailure(IkeSa sa) {
    sealed(sa, List.of(NotifyPayload.of(NotifyType.TEMPORARY_FAILURE)));
  }

  private void sealed(IkeSa sa, List<IkePayload> payloads) {
    IkeHeader request = sa.incoming().header();
    ready(
        sa, context.codec.sealed(sa, request.exchangeType(), true, request.messageId(), payloads));
  }

  private static void ready(IkeSa sa, OctetString message) {
    sa.exchange.readyResponse = message;
    sa.exchangePosts.add(ExchangeEvent.RESPONSE_READY);
  }
}
