package org.sallyport.engine.config;

/**
 * The bound of every table and pool: allocated at start, never grown.
 *
 * @param maximumIkeSas tasks in the handshake pool, half-open and finished ones included
 * @param maximumChildSas Child SAs of all peers together
 * @param cookieThreshold half-open responder tasks from which on cookies are demanded (RFC 7296
 *     §2.6); 0 for always
 * @param maximumInitRestarts how often one IKE_SA_INIT is repeated with a cookie or another group
 * @param maximumQueuedRequests requests of ours that wait for the window of one
 */
public record LimitsConfig(
    int maximumIkeSas,
    int maximumChildSas,
    int cookieThreshold,
    int maximumInitRestarts,
    int maximumQueuedRequests) {
  /** For a gateway with some hundred peers. */
  public static final LimitsConfig DEFAULT = new LimitsConfig(256, 1024, 64, 4, 16);
}
