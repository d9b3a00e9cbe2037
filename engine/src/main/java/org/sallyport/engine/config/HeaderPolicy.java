// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

/**
 * How a tunnel's outer header is made from the inner one (RFC 4301 §5.1.2 and §8.1, RFC 6040).
 *
 * @param dontFragment the outer DF bit, for IPv4 outside
 * @param copyTrafficClass whether the six DSCP bits are copied; otherwise they are zero outside
 * @param copyCongestion whether ECN is carried across the tunnel (RFC 6040 normal mode); otherwise
 *     it is Not-ECT outside
 * @param hopLimit TTL or hop limit of the outer header
 */
public record HeaderPolicy(
    DontFragment dontFragment, boolean copyTrafficClass, boolean copyCongestion, int hopLimit) {
  /** The outer DF bit. */
  public enum DontFragment {
    /** As the inner one; set when the inner packet is IPv6. */
    COPY,
    /** Always set. */
    SET,
    /** Always clear. */
    CLEAR
  }

  /** DF, DSCP and ECN copied, hop limit 64. */
  public static final HeaderPolicy DEFAULT = new HeaderPolicy(DontFragment.COPY, true, true, 64);

  /** The hop limit is one octet and not zero. */
  public HeaderPolicy {
    if (hopLimit < 1 || hopLimit > 255) {
      throw new IllegalArgumentException("hop limit " + hopLimit);
    }
  }
}
