// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.List;
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

  void sendCookie(Firing firing) {
    OctetString cookie = firing.message().cookie().cookie();
    inClear(firing, NotifyPayload.of(NotifyType.COOKIE, cookie));
  }

  void sendInvalidKe(Firing firing) {
    int group = firing.message().wantedGroup().method().id();
    OctetString data = OctetString.of(new byte[] {(byte) (group >> 8), (byte) group});
    inClear(firing, NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, data));
  }

  void sendNoProposalChosen(Firing firing) {
    context.audit.initRefused(firing);
    inClear(firing, NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN));
  }

  void sendInvalidSyntaxInClear(Firing firing) {
    context.audit.initRefused(firing);
    inClear(firing, NotifyPayload.of(NotifyType.INVALID_SYNTAX));
  }

  void sendUnsupportedCriticalInClear(Firing firing) {
    context.audit.initRefused(firing);
    int type = firing.message().criticalPayload().type();
    inClear(firing, Messages.unsupportedCritical(type));
  }

  /** Data: the highest version that we speak (RFC 7296 §3.10.1). */
  void sendInvalidMajorVersion(Firing firing) {
    // R7296-2.5-1
    OctetString version = OctetString.of(new byte[] {IkeHeader.MAJOR_VERSION << 4});
    inClear(firing, NotifyPayload.of(NotifyType.INVALID_MAJOR_VERSION, version));
  }

  private void inClear(Firing firing, NotifyPayload notify) {
    Incoming request = firing.incoming();
    OctetString message =
        context.codec.clear(
            request.initiatorSpi(),
            request.responderSpi(),
            ExchangeType.IKE_SA_INIT,
            !request.header().fromInitiator(),
            true,
            request.header().messageId(),
            List.of(notify));
    context.datagrams.datagram(
        request.local(), request.remote(), message.toArray(), firing.nowNs());
  }

  // ---- kept for retransmissions: the machine Exchange sends and caches them (RFC 7296 §2.1)

  void sendInitResponse(Firing firing) {
    IkeSa sa = firing.sa();
    firing.respond(messages.initResponse(sa, HandshakeActions.isEncapsulationForced(context, sa)));
  }

  void sendAuthResponse(Firing firing) {
    identify(firing);
  }

  void sendAuthResponseWithoutChild(Firing firing) {
    identify(firing);
  }

  private void identify(Firing firing) {
    ClassifiedMessage.Authenticated authenticated = firing.message().authenticated();
    firing.sa().setPeer(authenticated.peer());
    sealed(firing, messages.authResponse(firing.sa(), authenticated));
  }

  void sendAuthenticationFailed(Firing firing) {
    // R7296-2.21.2-1
    sealed(firing, List.of(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED)));
  }

  void sendInvalidSyntax(Firing firing) {
    sealed(firing, List.of(NotifyPayload.of(NotifyType.INVALID_SYNTAX)));
  }

  void sendUnsupportedCritical(Firing firing) {
    // R7296-2.5-2
    int type = firing.message().criticalPayload().type();
    sealed(firing, List.of(Messages.unsupportedCritical(type)));
  }

  void sendEmptyResponse(Firing firing) {
    sealed(firing, List.of());
  }

  void sendDeleteChildResponse(Firing firing) {
    // R7296-2.25-2
    sealed(firing, Messages.deleted(firing.message().namedChildren().children()));
  }

  void sendNoAdditionalSas(Firing firing) {
    sealed(firing, List.of(NotifyPayload.of(NotifyType.NO_ADDITIONAL_SAS)));
  }

  void sendTemporaryFailure(Firing firing) {
    // R7296-2.25-1
    sealed(firing, List.of(NotifyPayload.of(NotifyType.TEMPORARY_FAILURE)));
  }

  private void sealed(Firing firing, List<IkePayload> payloads) {
    // R7296-2.2-2
    IkeHeader request = firing.incoming().header();
    firing.respond(
        context.codec.sealed(
            firing.sa(), request.exchangeType(), true, request.messageId(), payloads));
  }
}
