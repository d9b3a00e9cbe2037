// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.auth;

import org.sallyport.engine.wire.ike.AuthenticationPayload;

/**
 * How an end proves its identity (RFC 7296 §2.15). AUTH is made before the message that carries it
 * is written, and verified before a row is chosen: a message under way can not fail for it.
 */
public interface Authenticator {
  /** Our AUTH. */
  AuthenticationPayload authenticate(SignedOctets own);

  /** Whether the peer's AUTH is of the expected method and right. */
  boolean verifies(SignedOctets peers, AuthenticationPayload stated);
}
