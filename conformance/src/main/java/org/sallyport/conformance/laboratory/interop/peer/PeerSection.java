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
    return """
    [limits]
    cookie_threshold = %d

    [[peer]]
    name = "%s"
    remote_address = "%s"
    local_id = "%s"
    remote_id = "%s"
    psk = "%s"
    ike_proposals = ["%s"]
    legacy = %s
    %s

    [[peer.child]]
    name = "%s"
    mode = "%s"
    %s
    esp_proposals = ["%s"]
    """
        .formatted(
            settings.demandsCookies() ? 0 : USUAL_COOKIE_THRESHOLD,
            PEER,
            settings.remoteAddress(),
            settings.localId(),
            settings.remoteId(),
            settings.secret(),
            settings.ikeProposal(),
            settings.ikeProposal().contains("sha1"),
            peerKeys,
            CHILD,
            settings.wrapping().mode(),
            settings.wrapping().isTunnel() ? selectors(settings) : "",
            settings.espProposal());
  }

  private static String selectors(PeerSettings settings) {
    return "local_ts = [\"%s\"]\nremote_ts = [\"%s\"]"
        .formatted(settings.localNet().cidr(), settings.remoteNet().cidr());
  }
}
