// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;

/**
 * Authentication payload (RFC 7296 §3.8).
 *
 * @param method the authentication method, one of the constants here or any other octet
 * @param data the authentication data, not empty
 */
public record AuthenticationPayload(int method, OctetString data) implements IkePayload {
  /** RSA digital signature (RFC 7296 §3.8). */
  public static final int RSA_SIGNATURE = 1;

  /** Shared key message integrity code (RFC 7296 §2.15). */
  public static final int SHARED_KEY = 2;

  /** ECDSA with SHA-256 on P-256 (RFC 4754). */
  public static final int ECDSA_P256 = 9;

  /** ECDSA with SHA-384 on P-384 (RFC 4754). */
  public static final int ECDSA_P384 = 10;

  /** ECDSA with SHA-512 on P-521 (RFC 4754). */
  public static final int ECDSA_P521 = 11;

  /** NULL authentication (RFC 7619). */
  public static final int NULL_AUTHENTICATION = 13;

  /** Digital signature with algorithm identifier (RFC 7427). */
  public static final int DIGITAL_SIGNATURE = 14;

  @Override
  public int typeNumber() {
    return PayloadType.AUTHENTICATION.number();
  }

  static @Nullable AuthenticationPayload read(PayloadReader in) {
    int method = in.u8();
    in.skip(3);
    if (in.remaining() == 0) {
      in.refuse(DropReason.MALFORMED_PAYLOAD, "no authentication data (RFC 7296 section 3.8)");
      return null;
    }
    return new AuthenticationPayload(method, in.rest());
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.u8(method);
    out.u24(0);
    out.octets(data);
  }
}
