// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.sa.Handshake;

/**
 * The shared secret of an IKE SA exists.
 *
 * @param terms what the peer's message said
 * @param handshake ours
 * @param sharedSecret g^ir; who takes it zeroes it
 */
public record InitAgreement(InitTerms terms, Handshake handshake, byte[] sharedSecret)
    implements ClassifiedMessage.Detail {
  /** The detail of an event that has one. */
  public static InitAgreement of(ClassifiedMessage message) {
    if (message.detail() instanceof InitAgreement found) {
      return found;
    }
    throw message.withoutDetail();
  }
}
