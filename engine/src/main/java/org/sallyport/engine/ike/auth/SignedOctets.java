// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.auth;

import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IdentificationPayload;

/**
 * What the AUTH of an end covers (RFC 7296 §2.15).
 *
 * @param prf of the IKE SA
 * @param message the first message of that end, from the first octet of its header
 * @param peerNonce the nonce of its peer
 * @param keyP SK_pi when that end is the initiator, else SK_pr
 * @param identity the ID payload of that end
 */
public record SignedOctets(
    Prf prf,
    OctetString message,
    OctetString peerNonce,
    byte[] keyP,
    IdentificationPayload identity) {}
