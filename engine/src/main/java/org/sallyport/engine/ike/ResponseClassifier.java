package org.sallyport.engine.ike;

import java.util.List;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Refusal;

/**
 * Turns a response whose ICV is good into an event, by the request that it answers (RFC 7296 §1.4).
 */
final class ResponseClassifier {
  private ResponseClassifier() {}

  /** What a well-formed response to {@code request} is. */
  static Finding classify(IkeSa sa, Request request, PayloadList payloads) {
    return request.kind() == Request.Kind.AUTH
        ? AuthResponseClassifier.classify(sa, payloads)
        : answered(sa, request);
  }

  /**
   * What a response is that was decrypted and could not be parsed: only IKE_AUTH needs its content.
   */
  static Finding malformed(IkeSa sa, Request request, Refusal refusal) {
    return request.kind() == Request.Kind.AUTH
        ? Finding.of(HthEvent.RCV_AUTH_RESPONSE_INVALID, refusal.message())
        : answered(sa, request);
  }

  private static Finding answered(IkeSa sa, Request request) {
    return switch (request.kind()) {
      case LIVENESS -> Finding.of(HthEvent.RCV_LIVENESS_RESPONSE);
      case DELETE_IKE, DELETE_UNAUTHENTICATED ->
          Finding.of(HthEvent.RCV_DELETE_IKE_RESPONSE, "we closed it");
      case DELETE_CHILD -> {
        ChildSa child = sa.childByInboundSpi(request.inboundSpi());
        yield Finding.of(
            HthEvent.RCV_DELETE_CHILD_RESPONSE,
            new Finding.NamedChildren(child == null ? List.of() : List.of(child)));
      }
      case INIT, AUTH ->
          throw new IllegalStateException(request.kind() + " is classified elsewhere");
    };
  }
}
