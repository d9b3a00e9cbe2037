package org.sallyport.conformance.interop;

import java.util.List;

/**
 * Algorithms of an IKE SA and of its Child SA, in strongSwan's notation.
 *
 * @param ike for the IKE SA
 * @param esp for the Child SA
 */
public record Suite(String ike, String esp) {
  /** What the matrix covers: the paper's suite, both AEADs, and the common one of today. */
  public static final List<Suite> ALL =
      List.of(
          new Suite("aes128-sha1-modp2048", "aes128-sha1"),
          new Suite("aes128gcm16-prfsha256-x25519", "aes128gcm16"),
          new Suite("chacha20poly1305-prfsha256-ecp256", "chacha20poly1305"),
          new Suite("aes256-sha256-modp3072", "aes256-sha256"));

  @Override
  public String toString() {
    return ike + " / " + esp;
  }
}
