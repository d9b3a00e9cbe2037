// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.ExchangeRequestDecision;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.table.HthRequestDecision;
import org.sallyport.engine.table.IkeShape;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.AuthenticationPayload;
import org.sallyport.engine.wire.ike.DeletePayload;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.MessageShape;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Proposal;
import org.sallyport.engine.wire.ike.Refusal;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;

/**
 * Facts about a request on an IKE SA (RFC 7296 §1.2 to §1.4, §2.1, §2.15). The reasons are for the
 * operator: the peer learns no more than that it failed.
 */
final class RequestFacts
    implements Received, HthRequestDecision.Facts, ExchangeRequestDecision.Facts {
  private final IkeContext context;
  private final IkeSa sa;
  private final ProtectedMessage content;
  private final OctetString digest;
  private final long nowNs;
  private @Nullable PeerConfig peer;
  private ChildNegotiation.@Nullable Outcome child;

  RequestFacts(
      IkeContext context,
      IkeSa sa,
      Incoming message,
      PayloadList outer,
      OctetString digest,
      long nowNs) {
    this.context = context;
    this.sa = sa;
    this.content = new ProtectedMessage(sa.keysOrNull(), message, outer);
    this.digest = digest;
    this.nowNs = nowNs;
  }

  @Override
  public Incoming incoming() {
    return content.message();
  }

  @Override
  public OctetString digest() {
    return digest;
  }

  // ---- the machine Exchange

  @Override
  public long askForExchange() {
    return ExchangeRequestDecision.ask(this);
  }

  @Override
  public ExchangeEvent exchangeEvent(long known) {
    return ExchangeRequestDecision.event(known);
  }

  private long messageId() {
    return incoming().header().messageId();
  }

  @Override
  public boolean idExpected() {
    return messageId() == sa.exchange.expectedId;
  }

  @Override
  public boolean idAnsweredLast() {
    return messageId() == sa.exchange.expectedId - 1;
  }

  @Override
  public boolean sameOctets() {
    return digest.equals(sa.exchange.answeredDigest);
  }

  @Override
  public boolean answeredJustNow() {
    long sinceNs = nowNs - sa.exchange.cachedResponseSentNs;
    return sinceNs < context.config.timers().cachedResponseNs();
  }

  // ---- the machine Hth

  @Override
  public ClassifiedMessage classify() {
    long known = HthRequestDecision.ask(this);
    HthEvent event = HthRequestDecision.event(known);
    return new ClassifiedMessage(event, known, content.reason(), detail(event));
  }

  private ClassifiedMessage.Detail detail(HthEvent event) {
    return switch (event) {
      case RCV_AUTH_REQUEST, RCV_AUTH_REQUEST_CHILD_REFUSED -> authenticated();
      case RCV_AUTH_REQUEST_UNKNOWN_CRITICAL, RCV_REQUEST_UNKNOWN_CRITICAL -> {
        Refusal refusal = content.refusal();
        yield new ClassifiedMessage.CriticalPayload(refusal == null ? 0 : refusal.payloadType());
      }
      case RCV_DELETE_CHILD -> new ClassifiedMessage.NamedChildren(namedChildren());
      default -> new ClassifiedMessage.Nothing();
    };
  }

  private ClassifiedMessage.Authenticated authenticated() {
    PeerConfig who = peer;
    ChildNegotiation.Outcome outcome = child;
    if (who == null || outcome == null) {
      throw new IllegalStateException("an authenticated request without its peer");
    }
    return new ClassifiedMessage.Authenticated(
        who,
        content.payloads().notification(NotifyType.INITIAL_CONTACT) != null,
        outcome.agreement(),
        outcome.refusal());
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
  public HthFacts.Exchange exchange() {
    return switch (incoming().header().exchangeType()) {
      case IKE_AUTH -> HthFacts.Exchange.AUTH;
      case CREATE_CHILD_SA -> HthFacts.Exchange.CREATE_CHILD;
      case INFORMATIONAL -> HthFacts.Exchange.INFORMATIONAL;
      default -> {
        content.refusing(
            true, "the exchange " + incoming().header().exchangeType() + " was not agreed upon");
        yield HthFacts.Exchange.OTHER;
      }
    };
  }

  @Override
  public HthFacts.Syntax syntax() {
    return content.syntax();
  }

  @Override
  public boolean handshakeOpen() {
    return !content.refusing(
        sa.handshakeOrNull() == null || sa.initiator,
        "no handshake waits for IKE_AUTH on this IKE SA");
  }

  @Override
  public boolean shapeFits() {
    IkeShape shape =
        switch (exchange()) {
          case AUTH -> IkeShape.AUTH_REQUEST;
          case CREATE_CHILD -> IkeShape.CREATE_CHILD_REQUEST;
          case INFORMATIONAL, OTHER -> IkeShape.INFORMATIONAL_REQUEST;
        };
    Refusal defect = MessageShape.check(shape, content.payloads());
    return !content.refusing(defect != null, defect == null ? "" : defect.text());
  }

  @Override
  public boolean authPresent() {
    return !content.refusing(
        content.payloads().authentication() == null,
        named() + "it wants EAP, which is not supported; configure a pre-shared key");
  }

  private String named() {
    IdentificationPayload identity = content.payloads().identification(true);
    return identity == null ? "" : "the peer says it is " + Identity.of(identity) + "; ";
  }

  @Override
  public boolean identityKnown() {
    IdentificationPayload identity = content.payloads().identification(true);
    peer = identity == null ? null : peerOf(identity, content.payloads().identification(false));
    return !content.refusing(
        peer == null,
        named() + "no peer with this identity and these algorithms is configured here");
  }

  private @Nullable PeerConfig peerOf(
      IdentificationPayload identity, @Nullable IdentificationPayload wantedOfUs) {
    for (PeerConfig candidate : context.peersBetween(sa.local.address(), sa.remote.address())) {
      boolean wanted = wantedOfUs == null || Identity.of(wantedOfUs).equals(candidate.localId());
      if (wanted
          && Identity.of(identity).equals(candidate.remoteId())
          && candidate.ikeProposals().contains(sa.choice().proposal())) {
        return candidate;
      }
    }
    return null;
  }

  @Override
  public boolean authVerifies() {
    PeerConfig who = peer;
    IdentificationPayload identity = content.payloads().identification(true);
    AuthenticationPayload stated = content.payloads().authentication();
    boolean verifies =
        who != null
            && identity != null
            && stated != null
            && Authentication.verifies(sa, sa.handshake(), who.secret(), identity, stated);
    return !content.refusing(
        !verifies, named() + "AUTH does not verify: compare the pre-shared keys of both sides");
  }

  @Override
  public boolean childAcceptable() {
    PeerConfig who = peer;
    SecurityAssociationPayload offer = content.payloads().securityAssociation();
    TrafficSelectorPayload initiatorSide = content.payloads().trafficSelectors(true);
    TrafficSelectorPayload responderSide = content.payloads().trafficSelectors(false);
    if (who == null || offer == null || initiatorSide == null || responderSide == null) {
      throw new IllegalStateException("the Child SA is asked for before peer and shape");
    }
    ChildNegotiation.Outcome outcome =
        new ChildNegotiation(context)
            .answer(
                who,
                offer,
                initiatorSide,
                responderSide,
                content.payloads().notification(NotifyType.USE_TRANSPORT_MODE) != null);
    child = outcome;
    return !content.refusing(
        outcome.agreement() == null,
        "no Child SA: "
            + outcome.refusal()
            + "; compare proposals, mode and selectors of both sides");
  }

  @Override
  public boolean authFailedNotified() {
    return content.refusing(
        content.payloads().notification(NotifyType.AUTHENTICATION_FAILED) != null,
        "the peer says AUTHENTICATION_FAILED; compare the pre-shared keys");
  }

  @Override
  public boolean deletesIke() {
    boolean deletes = false;
    for (DeletePayload delete : content.payloads().deletes()) {
      deletes |= delete.protocolId() == Proposal.PROTOCOL_IKE;
    }
    return content.refusing(deletes, "the peer closed it");
  }

  @Override
  public boolean deletesChildren() {
    return !content.payloads().deletes().isEmpty();
  }

  // The SPIs are those of the sender's inbound packets, so our outbound ones (RFC 7296 §3.11).
  private List<ChildSa> namedChildren() {
    List<ChildSa> named = new ArrayList<>();
    for (DeletePayload delete : content.payloads().deletes()) {
      if (delete.protocolId() == Proposal.PROTOCOL_ESP && delete.spiLength() == 4) {
        for (OctetString spi : delete.spis()) {
          ChildSa found = sa.childByOutboundSpi(spi.i32(0));
          if (found != null && !named.contains(found)) {
            named.add(found);
          }
        }
      }
    }
    return named;
  }
}
