// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

/**
 * A peer with its one Child SA, as every configuration file of ours has it: the gateway's and the
 * bare machine's.
 *
 * @param name the peer's name
 * @param remoteAddress the peer's outer address
 * @param localId our identity, a domain name
 * @param remoteId the peer's identity
 * @param secret the pre-shared key
 * @param ikeProposal algorithms of the IKE SA
 * @param keys further lines of the peer's table; empty for none
 * @param child the Child SA
 */
public record PeerTable(
    String name,
    String remoteAddress,
    String localId,
    String remoteId,
    String secret,
    String ikeProposal,
    String keys,
    Child child) {
  /**
   * A Child SA.
   *
   * @param name its name
   * @param mode tunnel or transport
   * @param localNet our selector in CIDR form; empty for the outer address
   * @param remoteNet the peer's; empty for its outer address
   * @param proposal its algorithms
   */
  public record Child(
      String name, String mode, String localNet, String remoteNet, String proposal) {
    private String selectors() {
      return localNet.isEmpty()
          ? ""
          : "local_ts = [\"%s\"]\nremote_ts = [\"%s\"]\n".formatted(localNet, remoteNet);
    }
  }

  /** Both tables, as TOML. */
  public String toml() {
    return """
    [[peer]]
    name = "%s"
    remote_address = "%s"
    local_id = "%s"
    remote_id = "%s"
    psk = "%s"
    ike_proposals = ["%s"]
    %s

    [[peer.child]]
    name = "%s"
    mode = "%s"
    %sesp_proposals = ["%s"]
    """
        .formatted(
            name,
            remoteAddress,
            localId,
            remoteId,
            secret,
            ikeProposal,
            keys,
            child.name(),
            child.mode(),
            child.selectors(),
            child.proposal());
  }
}
