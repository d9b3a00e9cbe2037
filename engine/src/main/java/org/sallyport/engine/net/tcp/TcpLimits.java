// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

/**
 * The bounds of TCP, allocated at start.
 *
 * @param connections connection blocks; when all are taken the one that has rested longest in
 *     TIME-WAIT gives way, and without one a SYN is dropped
 * @param halfOpen how many of them may be half open; beyond that a SYN is answered with a cookie
 *     (RFC 4987 §3.6)
 * @param receiveBytes the receive buffer of a connection, which is its largest window; a power of
 *     two, at most 32768
 * @param gaps runs of octets that a connection holds out of order
 * @param listeners ports that can be listened on
 */
public record TcpLimits(int connections, int halfOpen, int receiveBytes, int gaps, int listeners) {
  /** For a web server on a small machine. */
  public static final TcpLimits DEFAULT = new TcpLimits(64, 32, 8192, 8, 4);

  /** Checks that every bound is usable. */
  public TcpLimits {
    boolean powerOfTwo = (receiveBytes & (receiveBytes - 1)) == 0;
    if (connections < 1
        || halfOpen < 1
        || halfOpen > connections
        || !powerOfTwo
        || receiveBytes < 2048
        || receiveBytes > 32768
        || gaps < 1
        || listeners < 1) {
      throw new IllegalArgumentException(
          "bounds of TCP: at least 1; buffers a power of two from 2048 to 32768 octets");
    }
  }
}
