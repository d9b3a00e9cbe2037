// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.auth;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.child.ChildTerms;
import org.sallyport.engine.ike.keys.NoncePair;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.wire.ike.IkePayload;

/**
 * The peer has proved its identity.
 *
 * @param peer who it is
 * @param initialContact whether it says that no other IKE SA between us is alive (RFC 7296 §2.4)
 * @param child the first Child SA, or null when there is none
 * @param nonces from which that Child SA is keyed
 * @param answer what a responder answers, its own AUTH included; nothing for an initiator
 */
public record Authenticated(
    PeerConfig peer,
    boolean initialContact,
    @Nullable ChildTerms child,
    NoncePair nonces,
    List<IkePayload> answer)
    implements ClassifiedMessage.Detail {
  /** The detail of an event that has one. */
  public static Authenticated of(ClassifiedMessage message) {
    if (message.detail() instanceof Authenticated found) {
      return found;
    }
    throw message.withoutDetail();
  }
}
