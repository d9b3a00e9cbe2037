// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

/**
 * Every interval of the engine, in nanoseconds. All but two are above zero: an interval of zero
 * would send without pause, or end what has just begun.
 *
 * @param retransmitFirstNs the wait before the first retransmission (RFC 7296 §2.1)
 * @param retransmitMaximumNs each further wait is twice the one before, up to this
 * @param retransmitTries how often a request is sent before the peer is taken for dead
 * @param halfOpenExpiryNs how long a responder waits for IKE_AUTH
 * @param lingerNs how long the last answer of a closed IKE SA is kept for retransmissions
 * @param livenessNs silence after which the peer is probed (RFC 7296 §2.4); 0 for never
 * @param cachedResponseNs the shortest interval between two sendings of a cached response; 0 for
 *     none
 * @param cookieSecretNs how long a cookie secret is used before the next one (RFC 7296 §2.6)
 */
public record TimersConfig(
    long retransmitFirstNs,
    long retransmitMaximumNs,
    int retransmitTries,
    long halfOpenExpiryNs,
    long lingerNs,
    long livenessNs,
    long cachedResponseNs,
    long cookieSecretNs) {
  private static final long SECOND_NS = 1_000_000_000L;

  /** 0.5 s, 1 s, 2 s, 4 s, 8 s; then the peer is dead. */
  public static final TimersConfig DEFAULT =
      new TimersConfig(
          SECOND_NS / 2,
          16 * SECOND_NS,
          5,
          30 * SECOND_NS,
          10 * SECOND_NS,
          60 * SECOND_NS,
          SECOND_NS / 5,
          60 * SECOND_NS);

  /** Refuses what the readers of configurations refuse with the place and a remedy. */
  public TimersConfig {
    if (retransmitFirstNs <= 0
        || retransmitMaximumNs < retransmitFirstNs
        || retransmitTries <= 0
        || halfOpenExpiryNs <= 0
        || lingerNs <= 0
        || livenessNs < 0
        || cachedResponseNs < 0
        || cookieSecretNs <= 0) {
      throw new IllegalArgumentException("an interval that has to be above zero is not");
    }
  }
}
