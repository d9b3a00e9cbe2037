// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

/**
 * How many SAs a peer has.
 *
 * @param establishedIkeSas IKE SAs whose peer is authenticated and that nobody is deleting
 * @param otherIkeSas IKE SAs under way, in whatever other state
 * @param childSas installed Child SAs, both directions as one
 */
public record PeerState(int establishedIkeSas, int otherIkeSas, int childSas) {
  /** One IKE SA with one Child SA, and nothing else. */
  public boolean isUp() {
    return establishedIkeSas == 1 && childSas == 1;
  }

  /** No usable SA of any kind. */
  public boolean isDown() {
    return establishedIkeSas == 0 && childSas == 0;
  }

  @Override
  public String toString() {
    return establishedIkeSas
        + " IKE SA established, "
        + otherIkeSas
        + " other, "
        + childSas
        + " Child SA";
  }
}
