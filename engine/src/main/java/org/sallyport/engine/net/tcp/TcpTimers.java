// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

/**
 * Every interval of TCP, in nanoseconds.
 *
 * @param firstTimeoutNs the retransmission timeout before anything was measured (RFC 6298 §2)
 * @param shortestTimeoutNs the shortest one
 * @param longestTimeoutNs the longest one, and the longest pause between window probes
 * @param delayedAckNs how long an acknowledgment may be put off (RFC 9293 §3.8.6.3: below 0.5 s)
 * @param timeWaitNs two segment lifetimes
 * @param finWaitNs how long the peer's FIN is waited for
 * @param synTries how often our SYN is sent again
 * @param textTries how often text is sent again
 */
public record TcpTimers(
    long firstTimeoutNs,
    long shortestTimeoutNs,
    long longestTimeoutNs,
    long delayedAckNs,
    long timeWaitNs,
    long finWaitNs,
    int synTries,
    int textTries) {
  private static final long SECOND_NS = 1_000_000_000L;

  /** As RFC 6298 and RFC 9293 recommend. */
  public static final TcpTimers DEFAULT =
      new TcpTimers(
          SECOND_NS,
          SECOND_NS,
          60 * SECOND_NS,
          SECOND_NS / 25,
          60 * SECOND_NS,
          60 * SECOND_NS,
          4,
          8);
}
