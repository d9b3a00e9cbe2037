// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.wire.IpAddress;

/**
 * One IKE peer: an entry of the peer authorization database (RFC 4301 §4.4.3) with what is
 * negotiated with it.
 *
 * @param name how operator, log and status call it
 * @param localAddress our own address towards this peer; 0.0.0.0 for whichever the network gives us
 * @param remoteAddress the peer's address; null when it may come from anywhere, and then it can
 *     only be a responder's peer
 * @param localId who we say we are
 * @param remoteId who the peer must prove to be
 * @param credentials by what the two prove their identities
 * @param ikeProposals what is offered and accepted for the IKE SA, by order of preference, at least
 *     one
 * @param forceUdpEncapsulation whether to make believe that there is a NAT, so that ESP travels in
 *     UDP (RFC 3948)
 * @param initiate whether the engine opens the IKE SA by itself at start, and again whenever it is
 *     lost
 * @param children the Child SAs; the first is negotiated in IKE_AUTH
 */
public record PeerConfig(
    String name,
    IpAddress localAddress,
    @Nullable IpAddress remoteAddress,
    Identity localId,
    Identity remoteId,
    Credentials credentials,
    List<IkeProposal> ikeProposals,
    boolean forceUdpEncapsulation,
    boolean initiate,
    List<ChildConfig> children) {
  /** Copies the lists and checks what a peer needs. */
  public PeerConfig {
    ikeProposals = List.copyOf(ikeProposals);
    children = List.copyOf(children);
    if (ikeProposals.isEmpty() || children.isEmpty()) {
      throw new IllegalArgumentException("peer " + name + " needs an IKE proposal and a child");
    }
    if (initiate && remoteAddress == null) {
      throw new IllegalArgumentException(
          "peer " + name + " can not be initiated to: its address is not known");
    }
  }

  /** Whether messages between these addresses may be of this peer. */
  public boolean fits(IpAddress local, IpAddress remote) {
    boolean isOurs =
        hasDynamicAddress() ? localAddress.length() == local.length() : localAddress.equals(local);
    return isOurs && (remoteAddress == null || remoteAddress.equals(remote));
  }

  /** Whether our own address is not configured but acquired by DHCP (RFC 2131). */
  public boolean hasDynamicAddress() {
    return localAddress.isUnspecified();
  }

  /** Whether some IKE proposal uses {@code method}. */
  public boolean offers(KeyExchangeMethod method) {
    for (IkeProposal proposal : ikeProposals) {
      if (proposal.keyExchange() == method) {
        return true;
      }
    }
    return false;
  }

  /** The Child SA that IKE_AUTH negotiates: the first that is configured. */
  public ChildConfig firstChild() {
    return children.get(0);
  }

  /** The child of a name, or null. */
  public @Nullable ChildConfig child(String childName) {
    for (ChildConfig child : children) {
      if (child.name().equals(childName)) {
        return child;
      }
    }
    return null;
  }
}
