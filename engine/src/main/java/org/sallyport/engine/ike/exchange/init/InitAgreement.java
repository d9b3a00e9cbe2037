// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import org.sallyport.engine.ike.keys.NoncePair;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.negotiate.IkeProposals;
import org.sallyport.engine.ike.path.NatDetection;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.wire.OctetString;

/**
 * An acceptable IKE_SA_INIT message of the peer: the shared secret exists.
 *
 * @param choice the algorithms
 * @param handshake ours, which a responder begins with this message
 * @param sharedSecret g^ir; who takes it zeroes it
 * @param nonces of both ends
 * @param responderSpi SPIr
 * @param message the peer's message, which AUTH covers
 * @param nat what NAT detection told
 */
public record InitAgreement(
    IkeProposals.Choice choice,
    Handshake handshake,
    byte[] sharedSecret,
    NoncePair nonces,
    long responderSpi,
    OctetString message,
    NatDetection.Hashes nat)
    implements ClassifiedMessage.Detail {
  /** The detail of an event that has one. */
  public static InitAgreement of(ClassifiedMessage message) {
    if (message.detail() instanceof InitAgreement found) {
      return found;
    }
    throw message.withoutDetail();
  }
}
