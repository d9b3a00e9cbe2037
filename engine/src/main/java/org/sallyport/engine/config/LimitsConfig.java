// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

/**
 * The bound of every table and pool: allocated at start, never grown.
 *
 * @param maximumIkeSas tasks in the handshake pool, half-open and finished ones included
 * @param maximumChildSas Child SAs of all peers together
 * @param cookieThreshold half-open responder tasks from which on cookies are demanded (RFC 7296
 *     §2.6); 0 for always
 * @param maximumInitRestarts how often one IKE_SA_INIT is repeated with a cookie or another group
 */
public record LimitsConfig(
    int maximumIkeSas, int maximumChildSas, int cookieThreshold, int maximumInitRestarts) {
  /** For a gateway with some hundred peers. */
  public static final LimitsConfig DEFAULT = new LimitsConfig(256, 1024, 64, 4);

  /**
   * How many of the handshake tasks no request of a peer takes: one in eight, so that we can still
   * begin a handshake when anybody has begun as many as there may be.
   */
  public int ownIkeSas() {
    return maximumIkeSas / 8;
  }
}
