package org.sallyport.engine.ike;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.DeletePayload;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Proposal;
import org.sallyport.engine.wire.ike.Refusal;

/** Turns a request whose ICV is good into an event (RFC 7296 §1.3, §1.4). */
final class RequestClassifier {
  private final AuthRequestClassifier auth;

  RequestClassifier(IkeContext context) {
    auth = new AuthRequestClassifier(context);
  }

  /** What a well-formed request is. */
  Finding classify(IkeSa sa, ExchangeType exchange, PayloadList payloads) {
    return switch (exchange) {
      case IKE_AUTH -> auth.classify(sa, payloads);
      case CREATE_CHILD_SA -> Finding.of(HthEvent.RCV_CREATE_CHILD_REQUEST);
      case INFORMATIONAL -> informational(sa, payloads);
      default ->
          Finding.of(
              HthEvent.RCV_REQUEST_MALFORMED, "the exchange " + exchange + " was not agreed upon");
    };
  }

  /** What a request is that was decrypted and could not be parsed. */
  static Finding malformed(ExchangeType exchange, Refusal refusal) {
    boolean inAuth = exchange == ExchangeType.IKE_AUTH;
    if (refusal.reason() == DropReason.UNSUPPORTED_CRITICAL_PAYLOAD) {
      return new Finding(
          inAuth
              ? HthEvent.RCV_AUTH_REQUEST_UNKNOWN_CRITICAL
              : HthEvent.RCV_REQUEST_UNKNOWN_CRITICAL,
          refusal.message(),
          new Finding.CriticalPayload(refusal.payloadType()));
    }
    return Finding.of(
        inAuth ? HthEvent.RCV_AUTH_REQUEST_MALFORMED : HthEvent.RCV_REQUEST_MALFORMED,
        refusal.message());
  }

  // A Delete for the IKE SA settles everything else that the message says; then come Deletes for
  // Child SAs.
  private static Finding informational(IkeSa sa, PayloadList payloads) {
    if (payloads.notification(NotifyType.AUTHENTICATION_FAILED) != null) {
      return Finding.of(
          HthEvent.RCV_DELETE_IKE,
          "the peer says AUTHENTICATION_FAILED; compare the pre-shared keys");
    }
    List<ChildSa> named = new ArrayList<>();
    boolean childrenNamed = false;
    for (DeletePayload delete : payloads.deletes()) {
      if (delete.protocolId() == Proposal.PROTOCOL_IKE) {
        return Finding.of(HthEvent.RCV_DELETE_IKE, "the peer closed it");
      }
      childrenNamed = true;
      if (delete.protocolId() == Proposal.PROTOCOL_ESP && delete.spiLength() == 4) {
        addNamed(sa, delete, named);
      }
    }
    return childrenNamed
        ? Finding.of(HthEvent.RCV_DELETE_CHILD, new Finding.NamedChildren(named))
        : Finding.of(HthEvent.RCV_INFORMATIONAL_REQUEST);
  }

  // The SPIs are those of the sender's inbound packets, so our outbound ones (RFC 7296 §3.11).
  private static void addNamed(IkeSa sa, DeletePayload delete, List<ChildSa> named) {
    for (OctetString spi : delete.spis()) {
      ChildSa child = sa.childByOutboundSpi(spi.i32(0));
      if (child != null && !named.contains(child)) {
        named.add(child);
      }
    }
  }
}
