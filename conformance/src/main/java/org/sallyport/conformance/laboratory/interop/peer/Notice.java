// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.util.List;

/** What IKEv2 implementations tell each other when something does not go straight on. */
public enum Notice {
  /** AUTHENTICATION_FAILED: the peer's identity is not proved (RFC 7296 §2.21.2). */
  AUTHENTICATION_FAILED,
  /** COOKIE: the responder wants to know first that the initiator is reachable (RFC 7296 §2.6). */
  COOKIE,
  /** INVALID_KE_PAYLOAD: the responder wants another group (RFC 7296 §1.3). */
  INVALID_KE_PAYLOAD;

  /**
   * The specification's events of a responder that sends the notice and an initiator that gets it.
   */
  List<String> engineEvents() {
    return switch (this) {
      case AUTHENTICATION_FAILED ->
          List.of("RcvAuthRequestInvalid", "RcvAuthResponseRefused", "RcvAuthResponseInvalid");
      case COOKIE -> List.of("RcvInitRequestNeedsCookie", "RcvInitCookie");
      case INVALID_KE_PAYLOAD -> List.of("RcvInitRequestOtherGroup", "RcvInitInvalidKe");
    };
  }
}
