// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange;

import org.sallyport.engine.ike.auth.PeerAuthorizations;
import org.sallyport.engine.ike.child.ChildNegotiation;
import org.sallyport.engine.ike.exchange.auth.AuthRequestFacts;
import org.sallyport.engine.ike.exchange.informational.InformationalFacts;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.Fingerprint;
import org.sallyport.engine.ike.message.Fingerprinting;
import org.sallyport.engine.ike.message.ProtectedMessage;
import org.sallyport.engine.ike.message.ReceivedRequest;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.table.HthRequestDecision;
import org.sallyport.engine.table.IkeShape;
import org.sallyport.engine.wire.ike.MessageShape;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Refusal;

/**
 * Facts about a request on an IKE SA (RFC 7296 §1.2 to §1.4, §2.1). What only one exchange asks is
 * in the package of that exchange.
 */
public final class RequestFacts implements ReceivedRequest, HthRequestDecision.Facts {
  /** The message ID of an initiator's first request after IKE_SA_INIT and IKE_AUTH. */
  private static final long AFTER_INIT_AND_AUTH = 2;

  private final IkeSa sa;
  private final ProtectedMessage content;
  private final Fingerprinting request;
  private final long nowNs;
  private final AuthRequestFacts auth;
  private final InformationalFacts informational;

  /**
   * @param outer the payloads in clear
   */
  public RequestFacts(
      PeerAuthorizations peers,
      ChildNegotiation negotiation,
      IkeSa sa,
      Fingerprinting request,
      PayloadList outer,
      long nowNs) {
    this.sa = sa;
    this.content = new ProtectedMessage(sa.keysOrNull(), request.request(), outer);
    this.request = request;
    this.nowNs = nowNs;
    this.auth = new AuthRequestFacts(sa, content, peers, negotiation);
    this.informational = new InformationalFacts(sa.children(), content);
  }

  @Override
  public Incoming incoming() {
    return content.message();
  }

  @Override
  public Fingerprint fingerprint() {
    return request.fingerprint();
  }

  // ---- the machine Exchange

  private long messageId() {
    return incoming().header().messageId();
  }

  @Override
  public boolean idExpected() {
    return sa.window().isExpectedId(messageId());
  }

  @Override
  public boolean answerPending() {
    return sa.window().isAnswerPending();
  }

  @Override
  public boolean idAnsweredLast() {
    return sa.window().isAnsweredId(messageId());
  }

  @Override
  public boolean sameOctets() {
    return sa.window().hasAnswered(fingerprint());
  }

  @Override
  public boolean onPath() {
    return sa.path().isOn(incoming());
  }

  @Override
  public boolean fromOrigin() {
    return sa.window().isFromOrigin(incoming());
  }

  @Override
  public boolean answeredOnPathJustNow() {
    return sa.window().answeredOnPathJustNow(nowNs);
  }

  @Override
  public boolean answeredToOriginJustNow() {
    return sa.window().answeredToOriginJustNow(nowNs);
  }

  @Override
  public boolean answeredElsewhereJustNow() {
    return sa.window().answeredElsewhereJustNow(nowNs);
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
      case RCV_AUTH_REQUEST, RCV_AUTH_REQUEST_CHILD_REFUSED -> auth.authenticated();
      case RCV_AUTH_REQUEST_UNKNOWN_CRITICAL, RCV_REQUEST_UNKNOWN_CRITICAL -> {
        Refusal refusal = content.refusal();
        yield new ClassifiedMessage.CriticalPayload(refusal == null ? 0 : refusal.payloadType());
      }
      case RCV_DELETE_CHILD -> informational.namedChildren();
      default -> new ClassifiedMessage.Nothing();
    };
  }

  @Override
  public boolean encrypted() {
    return content.encrypted();
  }

  @Override
  public boolean verified() {
    request.fingerprint(); // of the octets as they came: what follows decrypts them in place
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
  public boolean handshakeOpen() {
    return auth.handshakeOpen();
  }

  @Override
  public boolean authPresent() {
    return auth.authPresent();
  }

  @Override
  public boolean identityKnown() {
    return auth.identityKnown();
  }

  @Override
  public boolean authVerifies() {
    return auth.authVerifies();
  }

  @Override
  public boolean childAcceptable() {
    return auth.childAcceptable();
  }

  @Override
  public boolean authErrorNotified() {
    long firstAfterAuth = sa.isInitiator() ? 0 : AFTER_INIT_AND_AUTH;
    return informational.authErrorNotified(messageId() == firstAfterAuth);
  }

  @Override
  public boolean deletesIke() {
    return informational.deletesIke();
  }

  @Override
  public boolean deletesChildren() {
    return informational.deletesChildren();
  }
}
