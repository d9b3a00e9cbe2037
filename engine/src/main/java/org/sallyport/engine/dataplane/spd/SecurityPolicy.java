// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.spd;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.PolicyAction;

/**
 * A rule of the SPD (RFC 4301 §4.4.1), good for both directions: outbound packets have a local
 * source, inbound ones a local destination.
 */
public final class SecurityPolicy {
  private final PolicyAction action;
  private final List<AddressRange> local;
  private final List<AddressRange> remote;
  private final @Nullable PeerConfig peer;
  private final @Nullable ChildConfig child;

  private SecurityPolicy(
      PolicyAction action,
      List<AddressRange> local,
      List<AddressRange> remote,
      @Nullable PeerConfig peer,
      @Nullable ChildConfig child) {
    this.action = action;
    this.local = List.copyOf(local);
    this.remote = List.copyOf(remote);
    this.peer = peer;
    this.child = child;
  }

  /** A rule that protects with a Child SA of this peer. */
  public static SecurityPolicy protect(PeerConfig peer, ChildConfig child) {
    return new SecurityPolicy(
        PolicyAction.PROTECT, child.localSelectors(), child.remoteSelectors(), peer, child);
  }

  /** A rule that needs no SA. */
  public static SecurityPolicy of(PolicyConfig config) {
    PolicyAction action =
        switch (config.action()) {
          case BYPASS -> PolicyAction.BYPASS;
          case DISCARD -> PolicyAction.DISCARD;
        };
    return new SecurityPolicy(
        action, List.of(config.local()), List.of(config.remote()), null, null);
  }

  public PolicyAction action() {
    return action;
  }

  /** The peer to protect with; there exactly when the action is PROTECT. */
  public @Nullable PeerConfig peer() {
    return peer;
  }

  /** How to protect; there exactly when the action is PROTECT. */
  public @Nullable ChildConfig child() {
    return child;
  }

  public boolean admitsOutbound(IpView flow) {
    return flow.isAdmittedOutbound(local, remote);
  }

  public boolean admitsInbound(IpView flow) {
    return flow.isAdmittedInbound(local, remote);
  }

  @Override
  public String toString() {
    return peer == null || child == null
        ? action.toString()
        : action + " " + peer.name() + "/" + child.name();
  }
}
