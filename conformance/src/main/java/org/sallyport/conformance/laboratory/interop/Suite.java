// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import java.util.List;

/**
 * Algorithms of an IKE SA and of its Child SA, in strongSwan's notation.
 *
 * @param ike for the IKE SA
 * @param esp for the Child SA
 */
public record Suite(String ike, String esp) {
  /** The paper's. */
  static final Suite CBC_SHA1 = new Suite("aes128-sha1-modp2048", "aes128-sha1");

  /** Today's first choice. */
  static final Suite GCM = new Suite("aes128gcm16-prfsha256-x25519", "aes128gcm16");

  /** The same with 64-bit sequence numbers. */
  static final Suite GCM_ESN = new Suite(GCM.ike(), "aes128gcm16-esn");

  /** A separate integrity algorithm, whose ICV covers the high half that is not sent. */
  static final Suite CBC_SHA2_ESN = new Suite(GCM.ike(), "aes256-sha256-esn");

  /** What the matrix covers: the paper's suite, both AEADs, and the common one of today. */
  public static final List<Suite> ALL =
      List.of(
          CBC_SHA1,
          GCM,
          new Suite("chacha20poly1305-prfsha256-ecp256", "chacha20poly1305"),
          new Suite("aes256-sha256-modp3072", "aes256-sha256"));

  /** Whether sequence numbers have 64 bits (RFC 4303 §2.2.1). */
  boolean isExtended() {
    return esp.endsWith("-esn");
  }

  @Override
  public String toString() {
    return ike + " / " + esp;
  }
}
