// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.negotiate.IkeProposals;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.path.NatDetection;
import org.sallyport.engine.wire.OctetString;

/**
 * An IKE_SA_INIT message of the peer that is acceptable as far as can be seen before the shared
 * secret is computed.
 *
 * @param choice the algorithms
 * @param publicValue the peer's, of the chosen group
 * @param nonce the peer's
 * @param message all of it, which AUTH covers, in an array of its own
 * @param nat what NAT detection told
 */
public record InitTerms(
    IkeProposals.Choice choice,
    OctetString publicValue,
    OctetString nonce,
    Incoming message,
    NatDetection.Hashes nat)
    implements ClassifiedMessage.Detail {
  /** The detail of an event that has one. */
  static InitTerms of(ClassifiedMessage message) {
    if (message.detail() instanceof InitTerms found) {
      return found;
    }
    throw message.withoutDetail();
  }
}
