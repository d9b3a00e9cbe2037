// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/** What came of a peer's public value. */
public sealed interface KeyAgreement {
  /** The agreed secret, {@link KeyExchangeMethod#sharedLength()} octets. The caller zeroes it. */
  record Agreed(byte[] secret) implements KeyAgreement {}

  /** The public value was refused. */
  record Refused(Refusal reason) implements KeyAgreement {}

  /** Why a peer's public value is refused (RFC 6989 §2, RFC 7748 §6, RFC 5903 §7). */
  enum Refusal {
    /** Not the method's length; found before any arithmetic. */
    WRONG_LENGTH,
    /** MODP: 0, 1, p-1 or beyond; only 2 .. p-2 is taken. */
    OUT_OF_RANGE,
    /** ECP: a coordinate outside the field, the point at infinity, or not on the curve. */
    NOT_ON_CURVE,
    /** The shared secret would be all zero: the public value has small order. */
    SMALL_ORDER
  }
}
