package org.sallyport.conformance.interop.peer;

import java.util.List;

/** What IKEv2 implementations tell each other when something does not go straight on. */
public enum Notice {
  /** AUTHENTICATION_FAILED: the peer's identity is not proved (RFC 7296 §2.21.2). */
  AUTHENTICATION_FAILED(
      "RcvAuthRequestInvalid", "RcvAuthResponseRefused", "RcvAuthResponseInvalid"),
  /** COOKIE: the responder wants to know first that the initiator is reachable (RFC 7296 §2.6). */
  COOKIE("RcvInitRequestNeedsCookie", "RcvInitCookie"),
  /** INVALID_KE_PAYLOAD: the responder wants another group (RFC 7296 §1.3). */
  INVALID_KE_PAYLOAD("RcvInitRequestOtherGroup", "RcvInitInvalidKe");

  private final List<String> engineEvents;

  Notice(String... engineEvents) {
    this.engineEvents = List.of(engineEvents);
  }

  /**
   * The specification's events of a responder that sends the notice and an initiator that gets it.
   */
  List<String> engineEvents() {
    return engineEvents;
  }
}
