// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.keys;

import java.util.Arrays;

/**
 * The seven keys of an IKE SA as they come out of the key schedule (RFC 7296 §2.14).
 *
 * @param d SK_d, from which Child SAs are keyed
 * @param ai SK_ai, integrity of the initiator's messages; empty for an AEAD
 * @param ar SK_ar, integrity of the responder's messages; empty for an AEAD
 * @param ei SK_ei, encryption of the initiator's messages, the salt included
 * @param er SK_er, encryption of the responder's messages, the salt included
 * @param pi SK_pi, goes into the initiator's AUTH
 * @param pr SK_pr, goes into the responder's AUTH
 */
public record IkeKeyMaterial(
    byte[] d, byte[] ai, byte[] ar, byte[] ei, byte[] er, byte[] pi, byte[] pr) {
  /** Zeroes what a packet transform has copied: the four keys that protect messages. */
  public void destroyMessageKeys() {
    Arrays.fill(ai, (byte) 0);
    Arrays.fill(ar, (byte) 0);
    Arrays.fill(ei, (byte) 0);
    Arrays.fill(er, (byte) 0);
  }

  /** Zeroes what is left when {@link #destroyMessageKeys} is done. */
  public void destroy() {
    Arrays.fill(d, (byte) 0);
    Arrays.fill(pi, (byte) 0);
    Arrays.fill(pr, (byte) 0);
  }
}
