// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

/**
 * What both implementations are told, seen from one of them.
 *
 * @param localAddress outer address
 * @param remoteAddress the other's outer address
 * @param outerPrefix prefix length of the network that both are on
 * @param localId our identity, a domain name
 * @param remoteId the other's identity
 * @param localNet our network inside the tunnel
 * @param remoteNet the other's network inside the tunnel
 * @param ikeProposal algorithms of the IKE SA, as strongSwan writes them
 * @param espProposal algorithms of the Child SA, as strongSwan writes them
 * @param secret the pre-shared key at start
 * @param wrapping how ESP lies on the wire
 * @param demandsCookies whether our side, as responder, answers no request without cookie (RFC 7296
 *     §2.6); a peer that cannot be told so ignores it
 */
public record PeerSettings(
    String localAddress,
    String remoteAddress,
    int outerPrefix,
    String localId,
    String remoteId,
    InnerNet localNet,
    InnerNet remoteNet,
    String ikeProposal,
    String espProposal,
    String secret,
    Wrapping wrapping,
    boolean demandsCookies) {
  /**
   * A /24 inside the tunnel.
   *
   * @param prefix the first three numbers, for example {@code 10.1.0}
   */
  public record InnerNet(String prefix) {
    /** The network in CIDR form. */
    public String cidr() {
      return prefix + ".0/24";
    }

    /** The address of a host. */
    public String host(int number) {
      return prefix + "." + number;
    }
  }

  /** Our address at the end of the SA: inside the tunnel, or the outer one in transport mode. */
  public String localHost() {
    return wrapping.isTunnel() ? localNet.host(1) : localAddress;
  }

  /** The same seen from the other side. */
  @SuppressWarnings("ArgumentSelectionDefectChecker") // local and remote change places on purpose
  public PeerSettings mirrored() {
    return new PeerSettings(
        remoteAddress,
        localAddress,
        outerPrefix,
        remoteId,
        localId,
        remoteNet,
        localNet,
        ikeProposal,
        espProposal,
        secret,
        wrapping,
        demandsCookies);
  }

  /** The same with another secret. */
  public PeerSettings withSecret(String other) {
    return new PeerSettings(
        localAddress,
        remoteAddress,
        outerPrefix,
        localId,
        remoteId,
        localNet,
        remoteNet,
        ikeProposal,
        espProposal,
        other,
        wrapping,
        demandsCookies);
  }

  /** The same with other algorithms of the IKE SA. */
  public PeerSettings withIkeProposal(String other) {
    return new PeerSettings(
        localAddress,
        remoteAddress,
        outerPrefix,
        localId,
        remoteId,
        localNet,
        remoteNet,
        other,
        espProposal,
        secret,
        wrapping,
        demandsCookies);
  }
}
