// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.sallyport.engine.drop.DropReason;

/**
 * Why a message or chain of payloads was not parsed.
 *
 * @param reason the kind of defect, which is also the counter
 * @param offset where, in octets from the start of the message (of the chain, for a chain parsed
 *     alone)
 * @param payloadType the number of the payload that was being read, 0 for the header
 * @param text the defect in words for the operator, citing the RFC
 */
public record Refusal(DropReason reason, int offset, int payloadType, String text)
    implements ParsedMessage, ParsedPayloads {
  /** One line for a log. */
  public String message() {
    String where =
        payloadType == 0
            ? "header"
            : "payload " + PayloadType.of(payloadType).notation() + " (" + payloadType + ")";
    return reason + " at octet " + offset + ", " + where + ": " + text;
  }
}
