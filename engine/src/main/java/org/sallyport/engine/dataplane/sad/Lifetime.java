// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

/**
 * When an association is to be replaced (soft) and when it may no longer be used (hard), RFC 4301
 * §4.4.2.1. Zero means never: such a limit is not reached.
 *
 * @param softNs age in nanoseconds at which a successor is asked for
 * @param hardNs age in nanoseconds at which it dies
 * @param softBytes octets of inner packets at which a successor is asked for
 * @param hardBytes octets of inner packets after which nothing more passes
 * @param softPackets packets at which a successor is asked for
 * @param hardPackets packets after which nothing more passes
 */
public record Lifetime(
    long softNs, long hardNs, long softBytes, long hardBytes, long softPackets, long hardPackets) {
  /** Neither time nor volume ends it; the sequence number still does. */
  public static final Lifetime UNLIMITED = new Lifetime(0, 0, 0, 0, 0, 0);

  /** Limits are not negative and soft does not exceed hard. */
  public Lifetime {
    if ((softNs | hardNs | softBytes | hardBytes | softPackets | hardPackets) < 0
        || (hardNs != 0 && softNs > hardNs)
        || (hardBytes != 0 && softBytes > hardBytes)
        || (hardPackets != 0 && softPackets > hardPackets)) {
      throw new IllegalArgumentException(
          "a soft limit lies past its hard limit, or a limit is negative");
    }
  }
}
