// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/**
 * The bounds of what the parser takes from one message. What goes past one is refused with {@code
 * TOO_MANY_ELEMENTS}.
 */
public final class IkeBounds {
  /**
   * Payloads in one chain (an IKE_AUTH with certificate chain, requests and notifications has about
   * 20).
   */
  public static final int MAX_PAYLOADS = 64;

  /** Proposals in one SA payload. */
  public static final int MAX_PROPOSALS = 64;

  /** Transforms in one proposal. */
  public static final int MAX_TRANSFORMS = 96;

  /** Attributes in one transform (RFC 7296 §3.3.5 defines one). */
  public static final int MAX_TRANSFORM_ATTRIBUTES = 8;

  /** Selectors in one TS payload; the wire's own bound is 255. */
  public static final int MAX_SELECTORS = 128;

  /** SPIs in one Delete payload. */
  public static final int MAX_DELETED_SPIS = 256;

  /** Attributes in one CP payload. */
  public static final int MAX_CONFIGURATION_ATTRIBUTES = 64;

  /** The shortest nonce (RFC 7296 §3.9), octets. */
  public static final int MIN_NONCE_LENGTH = 16;

  /** The longest nonce (RFC 7296 §3.9), octets. */
  public static final int MAX_NONCE_LENGTH = 256;

  /** Fragments of one message (RFC 7383 §2.5 allows 65535). */
  public static final int MAX_FRAGMENTS = 64;

  private IkeBounds() {}
}
