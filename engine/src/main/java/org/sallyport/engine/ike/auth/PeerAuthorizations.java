// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.auth;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.ike.IdentificationPayload;

/** The peer authorization database (RFC 4301 §4.4.3): who may be a peer, and how it proves that. */
public final class PeerAuthorizations {
  private final List<PeerConfig> peers;

  /**
   * @param peers by order of preference
   */
  public PeerAuthorizations(List<PeerConfig> peers) {
    this.peers = List.copyOf(peers);
  }

  /** The peers that may be meant by messages between these ends, by order of preference. */
  public List<PeerConfig> between(Endpoint local, Endpoint remote) {
    List<PeerConfig> fitting = new ArrayList<>();
    for (PeerConfig peer : peers) {
      if (peer.fits(local.address(), remote.address())) {
        fitting.add(peer);
      }
    }
    return fitting;
  }

  /** Every IKE proposal of the peers between these ends, each once. */
  public List<IkeProposal> proposalsBetween(Endpoint local, Endpoint remote) {
    List<IkeProposal> proposals = new ArrayList<>();
    for (PeerConfig peer : between(local, remote)) {
      for (IkeProposal proposal : peer.ikeProposals()) {
        if (!proposals.contains(proposal)) {
          proposals.add(proposal);
        }
      }
    }
    return proposals;
  }

  /**
   * Whether the configuration wants ESP in UDP even without a NAT. A responder does not know its
   * peer before IKE_AUTH.
   */
  public boolean forcesUdpEncapsulation(
      @Nullable PeerConfig known, Endpoint local, Endpoint remote) {
    if (known != null) {
      return known.forceUdpEncapsulation();
    }
    for (PeerConfig peer : between(local, remote)) {
      if (peer.forceUdpEncapsulation()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The peer between these ends that says it is {@code stated} and may use the proposal, or null.
   *
   * @param wantedOfUs who it wants us to be; null when it says nothing
   */
  public @Nullable PeerConfig identified(
      Endpoint local,
      Endpoint remote,
      @Nullable IkeProposal proposal,
      IdentificationPayload stated,
      @Nullable IdentificationPayload wantedOfUs) {
    for (PeerConfig candidate : between(local, remote)) {
      boolean wanted = wantedOfUs == null || Identity.of(wantedOfUs).equals(candidate.localId());
      if (wanted
          && Identity.of(stated).equals(candidate.remoteId())
          && proposal != null
          && candidate.ikeProposals().contains(proposal)) {
        return candidate;
      }
    }
    return null;
  }

  /** How we and the peer prove who we are to each other. */
  public static Authenticator authenticator(PeerConfig peer) {
    return switch (peer.credentials()) {
      case PresharedKey secret -> new SharedKey(secret);
    };
  }
}
