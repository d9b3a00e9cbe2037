// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.informational;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.ike.child.ChildSa;
import org.sallyport.engine.ike.child.ChildTable;
import org.sallyport.engine.ike.message.Notifications;
import org.sallyport.engine.ike.message.ProtectedMessage;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.DeletePayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Proposal;

/** Facts about an INFORMATIONAL request (RFC 7296 §1.4). */
public final class InformationalFacts {
  private static final List<NotifyType> NOT_TAKEN =
      List.of(NotifyType.INVALID_SYNTAX, NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD);

  private final ChildTable children;
  private final ProtectedMessage content;

  /**
   * @param children of the IKE SA
   */
  public InformationalFacts(ChildTable children, ProtectedMessage content) {
    this.children = children;
    this.content = content;
  }

  /**
   * Whether the peer says that it could not take our IKE_AUTH message: the notifications for which
   * RFC 7296 §2.21.2 ends the IKE SA without a Delete payload.
   *
   * @param first whether it is the peer's first request after IKE_AUTH
   */
  public boolean authErrorNotified(boolean first) {
    PayloadList payloads = content.payloads();
    NotifyType error =
        payloads.notification(NotifyType.AUTHENTICATION_FAILED) != null
            ? NotifyType.AUTHENTICATION_FAILED
            : first ? Notifications.firstOf(payloads, NOT_TAKEN) : null;
    return content.refusing(
        error != null,
        error == NotifyType.AUTHENTICATION_FAILED
            ? "the peer says AUTHENTICATION_FAILED; compare the pre-shared keys"
            : "the peer could not take our IKE_AUTH message: it says " + error);
  }

  public boolean deletesIke() {
    boolean deletes = false;
    for (DeletePayload delete : content.payloads().deletes()) {
      deletes |= delete.protocolId() == Proposal.PROTOCOL_IKE;
    }
    return content.refusing(deletes, "the peer closed it");
  }

  /** Whether it deletes anything. */
  public boolean deletesChildren() {
    return !content.payloads().deletes().isEmpty();
  }

  /**
   * The Child SAs that it deletes. The SPIs are those of the sender's inbound packets, so our
   * outbound ones (RFC 7296 §3.11).
   */
  public NamedChildren namedChildren() {
    List<ChildSa> named = new ArrayList<>();
    for (DeletePayload delete : content.payloads().deletes()) {
      if (delete.protocolId() == Proposal.PROTOCOL_ESP && delete.spiLength() == 4) {
        for (OctetString spi : delete.spis()) {
          ChildSa found = children.byOutboundSpi(spi.i32(0));
          if (found != null && !named.contains(found)) {
            named.add(found);
          }
        }
      }
    }
    return new NamedChildren(named);
  }
}
