// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.ike.child.ChildSa;
import org.sallyport.engine.ike.exchange.auth.AuthRequest;
import org.sallyport.engine.ike.exchange.auth.AuthResponseFacts;
import org.sallyport.engine.ike.exchange.informational.InformationalRequest;
import org.sallyport.engine.ike.exchange.informational.NamedChildren;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.MessageWindow;
import org.sallyport.engine.ike.message.Notifications;
import org.sallyport.engine.ike.message.ProtectedMessage;
import org.sallyport.engine.ike.message.ProtectedRequest;
import org.sallyport.engine.ike.message.ReceivedResponse;
import org.sallyport.engine.ike.message.Request;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.table.HthResponseDecision;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.PayloadList;

/**
 * Facts about a response under SK, by the request that it answers (RFC 7296 §1.2, §1.4). What only
 * one exchange asks is in the package of that exchange.
 */
public final class ResponseFacts implements ReceivedResponse, HthResponseDecision.Facts {
  private final IkeSa sa;
  private final ProtectedMessage content;

  private final @Nullable Request outstanding;

  private final @Nullable AuthResponseFacts auth;

  /**
   * @param outer the payloads in clear
   */
  public ResponseFacts(IkeSa sa, Incoming message, PayloadList outer) {
    this.sa = sa;
    this.content = new ProtectedMessage(sa.keysOrNull(), message, outer);
    this.outstanding = sa.window().outstanding();
    this.auth =
        outstanding instanceof AuthRequest asked ? new AuthResponseFacts(asked, content) : null;
  }

  @Override
  public Incoming incoming() {
    return content.message();
  }

  // ---- the machine Exchange

  @Override
  public MessageWindow window() {
    return sa.window();
  }

  @Override
  public @Nullable Request request() {
    return outstanding;
  }

  @Override
  public boolean exchangeMatches() {
    return outstanding instanceof ProtectedRequest asked
        && incoming().header().exchangeType() == asked.exchangeType();
  }

  @Override
  public boolean completes() {
    return true;
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
      case RCV_AUTH_RESPONSE, RCV_AUTH_RESPONSE_CHILD_REFUSED -> auth().authenticated();
      case RCV_DELETE_CHILD_RESPONSE -> new NamedChildren(deletedChild());
      default -> new ClassifiedMessage.Nothing();
    };
  }

  private List<ChildSa> deletedChild() {
    ChildSa named =
        outstanding instanceof InformationalRequest.DeleteChild asked
            ? sa.children().byInboundSpi(asked.inboundSpi())
            : null;
    return named == null ? List.of() : List.of(named);
  }

  private AuthResponseFacts auth() {
    AuthResponseFacts present = auth;
    if (present == null) {
      throw new IllegalStateException("an answer is looked into that was not asked for");
    }
    return present;
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
    if (!(outstanding instanceof ProtectedRequest asked)) {
      throw new IllegalStateException("an answer is looked into before there is a request");
    }
    content.refusing(asked.asked() == HthFacts.Asked.DELETE_IKE, "we closed it");
    return asked.asked();
  }

  @Override
  public HthFacts.Syntax syntax() {
    return content.syntax();
  }

  @Override
  public boolean authPresent() {
    return auth().authPresent();
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
    return auth().shapeFits();
  }

  @Override
  public boolean identityKnown() {
    return auth().identityKnown();
  }

  @Override
  public boolean authVerifies() {
    return auth().authVerifies();
  }

  @Override
  public boolean childAcceptable() {
    return auth().childAcceptable();
  }
}
