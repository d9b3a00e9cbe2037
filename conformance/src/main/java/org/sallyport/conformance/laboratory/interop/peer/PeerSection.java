// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

/** The part on the one peer and its one Child SA, the same in each of our configuration files. */
final class PeerSection {
  /** The peer. */
  static final String PEER = "foreign";

  /** Its Child SA. */
  static final String CHILD = "lan";

  private static final int USUAL_COOKIE_THRESHOLD = 64;

  private PeerSection() {}

  /**
   * The limits, the peer and its Child SA, as TOML.
   *
   * @param peerKeys lines of the peer's table that only one platform has; empty for none
   */
  static String text(PeerSettings settings, String peerKeys) {
    boolean isTunnel = settings.wrapping().isTunnel();
    PeerTable peer =
        new PeerTable(
            PEER,
            settings.remoteAddress(),
            settings.localId(),
            settings.remoteId(),
            settings.secret(),
            settings.ikeProposal(),
            "legacy = " + settings.ikeProposal().contains("sha1") + "\n" + peerKeys,
            new PeerTable.Child(
                CHILD,
                settings.wrapping().mode(),
                isTunnel ? settings.localNet().cidr() : "",
                isTunnel ? settings.remoteNet().cidr() : "",
                settings.espProposal()));
    return """
    [limits]
    cookie_threshold = %d

    %s\
    """
        .formatted(settings.demandsCookies() ? 0 : USUAL_COOKIE_THRESHOLD, peer.toml());
  }
}
