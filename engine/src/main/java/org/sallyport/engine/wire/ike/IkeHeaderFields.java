// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/**
 * The fields of an IKE header as a value (RFC 7296 §3.1).
 *
 * @param initiatorSpi the initiator's SPI, opaque
 * @param responderSpi the responder's SPI, opaque; zero while unknown
 * @param firstPayload the type number of the first payload
 * @param majorVersion 2 in every message that was parsed
 * @param minorVersion ignored
 * @param exchangeType the exchange
 * @param fromInitiator whether the sender is the original initiator
 * @param response whether this is a response
 * @param higherVersion the V flag: the sender speaks a higher major version
 * @param messageId 0 to 2^32-1
 * @param lengthBytes octets of the whole message
 */
public record IkeHeaderFields(
    long initiatorSpi,
    long responderSpi,
    int firstPayload,
    int majorVersion,
    int minorVersion,
    ExchangeType exchangeType,
    boolean fromInitiator,
    boolean response,
    boolean higherVersion,
    long messageId,
    long lengthBytes) {}
