// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

/**
 * The bounds of the web server.
 *
 * @param headBytes the longest request head (RFC 6585 §5)
 * @param answers requests of one connection that are answered before the first answer is
 *     acknowledged; further ones wait in the receive window
 * @param requestNs how long a request may take to arrive, from its first octet on
 * @param idleNs how long a connection may stay without a request
 * @param stallNs how long a peer may take nothing of an answer
 */
public record HttpLimits(int headBytes, int answers, long requestNs, long idleNs, long stallNs) {
  private static final long SECOND_NS = 1_000_000_000L;

  /** For a small server. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(8192, 4, 10 * SECOND_NS, 30 * SECOND_NS, 60 * SECOND_NS);
}
