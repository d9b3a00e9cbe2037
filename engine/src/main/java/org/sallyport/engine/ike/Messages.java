// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.DeletePayload;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.KeyExchangePayload;
import org.sallyport.engine.wire.ike.NoncePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;

/**
 * The messages that we send, payload by payload in the order of RFC 7296 §1.2 to §1.4 and appendix
 * C.
 */
final class Messages {
  private final IkeContext context;

  Messages(IkeContext context) {
    this.context = context;
  }

  /** A request as octets, now that its message ID is known. */
  OctetString request(IkeSa sa, Request request, long messageId) {
    return switch (request.kind()) {
      case INIT -> initRequest(sa);
      case AUTH -> sealedRequest(sa, ExchangeType.IKE_AUTH, messageId, authRequest(sa));
      case LIVENESS -> informational(sa, messageId, List.of());
      case DELETE_IKE -> informational(sa, messageId, List.of(DeletePayload.ofIkeSa()));
      case DELETE_UNAUTHENTICATED ->
          informational(
              sa,
              messageId,
              List.of(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED), DeletePayload.ofIkeSa()));
      case DELETE_CHILD ->
          informational(
              sa,
              messageId,
              List.of(DeletePayload.ofEsp(List.of(OctetString.ofInt(request.inboundSpi())))));
    };
  }

  private OctetString informational(IkeSa sa, long messageId, List<IkePayload> payloads) {
    return sealedRequest(sa, ExchangeType.INFORMATIONAL, messageId, payloads);
  }

  private OctetString sealedRequest(
      IkeSa sa, ExchangeType exchange, long messageId, List<IkePayload> payloads) {
    return context.codec.sealed(sa, exchange, false, messageId, payloads);
  }

  /** HDR, [N(COOKIE),] SAi1, KEi, Ni, N(NAT detection); remembered, since AUTH covers it. */
  OctetString initRequest(IkeSa sa) {
    Handshake handshake = sa.handshake();
    List<IkePayload> payloads = new ArrayList<>();
    OctetString cookie = handshake.cookie();
    if (cookie != null) {
      payloads.add(NotifyPayload.of(NotifyType.COOKIE, cookie));
    }
    payloads.add(IkeProposals.offer(sa.peer().ikeProposals()));
    addKeyAndNonce(handshake, payloads);
    addNatDetection(sa, 0, sa.peer().forceUdpEncapsulation(), payloads);
    OctetString message =
        context.codec.clear(sa.initiatorSpi, 0, ExchangeType.IKE_SA_INIT, true, false, 0, payloads);
    handshake.sent(message);
    return message;
  }

  /** HDR, SAr1, KEr, Nr, N(NAT detection); remembered, since AUTH covers it. */
  OctetString initResponse(IkeSa sa, boolean untrueSource) {
    Handshake handshake = sa.handshake();
    List<IkePayload> payloads = new ArrayList<>();
    payloads.add(IkeProposals.answer(sa.choice()));
    addKeyAndNonce(handshake, payloads);
    addNatDetection(sa, sa.responderSpi, untrueSource, payloads);
    OctetString message =
        context.codec.clear(
            sa.initiatorSpi, sa.responderSpi, ExchangeType.IKE_SA_INIT, false, true, 0, payloads);
    handshake.sent(message);
    return message;
  }

  private static void addKeyAndNonce(Handshake handshake, List<IkePayload> payloads) {
    payloads.add(
        new KeyExchangePayload(
            handshake.keyExchange().method().id(),
            OctetString.of(handshake.keyExchange().publicValue())));
    payloads.add(new NoncePayload(handshake.ownNonce()));
  }

  private void addNatDetection(
      IkeSa sa, long responderSpi, boolean untrueSource, List<IkePayload> payloads) {
    payloads.add(
        NatDetection.source(context.sha1, sa.initiatorSpi, responderSpi, sa.local, untrueSource));
    payloads.add(NatDetection.destination(context.sha1, sa.initiatorSpi, responderSpi, sa.remote));
  }

  /** IDi, [N(INITIAL_CONTACT),] [IDr,] AUTH, [N(USE_TRANSPORT_MODE),] SAi2, TSi, TSr. */
  private List<IkePayload> authRequest(IkeSa sa) {
    PeerConfig peer = sa.peer();
    Handshake handshake = sa.handshake();
    ChildConfig child = peer.children().get(0);
    handshake.offerChild(child, context.espSpi());
    List<IkePayload> payloads = new ArrayList<>();
    IdentificationPayload own = identification(true, peer.localId());
    payloads.add(own);
    if (context.table.withPeer(peer).size() == 1) {
      payloads.add(NotifyPayload.of(NotifyType.INITIAL_CONTACT));
    }
    payloads.add(identification(false, peer.remoteId()));
    payloads.add(Authentication.ours(sa, handshake, peer.secret(), own));
    addMode(child.mode(), payloads);
    payloads.add(EspProposals.offer(child.proposals(), handshake.offeredChildSpi()));
    payloads.add(selectors(true, child.localSelectors()));
    payloads.add(selectors(false, child.remoteSelectors()));
    return payloads;
  }

  /** IDr, AUTH, and SAr2, TSi, TSr or the reason why there is no Child SA. */
  List<IkePayload> authResponse(IkeSa sa, ClassifiedMessage.Authenticated authenticated) {
    PeerConfig peer = authenticated.peer();
    List<IkePayload> payloads = new ArrayList<>();
    IdentificationPayload own = identification(false, peer.localId());
    payloads.add(own);
    payloads.add(Authentication.ours(sa, sa.handshake(), peer.secret(), own));
    ClassifiedMessage.@Nullable ChildAgreement child = authenticated.child();
    if (child == null) {
      payloads.add(NotifyPayload.of(authenticated.childRefusal()));
      return payloads;
    }
    addMode(child.mode(), payloads);
    payloads.add(EspProposals.answer(child.proposal(), child.number(), child.inboundSpi()));
    payloads.add(selectors(true, child.remoteSelectors()));
    payloads.add(selectors(false, child.localSelectors()));
    return payloads;
  }

  private static void addMode(Mode mode, List<IkePayload> payloads) {
    if (mode == Mode.TRANSPORT) {
      payloads.add(NotifyPayload.of(NotifyType.USE_TRANSPORT_MODE));
    }
  }

  private static IdentificationPayload identification(boolean ofInitiator, Identity identity) {
    return IdentificationPayload.of(ofInitiator, identity.type(), identity.data());
  }

  private static TrafficSelectorPayload selectors(
      boolean ofInitiator, List<AddressRange> selectors) {
    return TrafficSelectorPayload.of(ofInitiator, selectors);
  }

  /** Our halves of the deleted pairs; nothing when none was ours (RFC 7296 §1.4.1). */
  static List<IkePayload> deleted(List<ChildSa> children) {
    List<OctetString> spis = new ArrayList<>();
    for (ChildSa child : children) {
      spis.add(OctetString.ofInt(child.inboundSpi()));
    }
    return spis.isEmpty() ? List.of() : List.of(DeletePayload.ofEsp(spis));
  }

  /**
   * A notification with one octet: the type of a critical payload that we do not know (RFC 7296
   * §2.5).
   */
  static NotifyPayload unsupportedCritical(int type) {
    return NotifyPayload.of(
        NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, OctetString.of(new byte[] {(byte) type}));
  }
}
