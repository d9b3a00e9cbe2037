// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.spd;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.frame.IpView;

/**
 * The SPD: ordered rules, the first that takes the packet decides; a packet that no rule takes is
 * discarded (RFC 4301 §4.4.1). Rules are fixed at construction; a look-up allocates nothing.
 */
public final class SecurityPolicyDatabase {
  private final SecurityPolicy[] rules;

  /** A database of these rules, in order. */
  public SecurityPolicyDatabase(List<SecurityPolicy> rules) {
    this.rules = rules.toArray(new SecurityPolicy[0]);
  }

  /**
   * The configured policies first, as exceptions, then what the peers' Child SAs protect, in the
   * order of the file.
   */
  public static SecurityPolicyDatabase of(EngineConfig config) {
    List<SecurityPolicy> rules = new ArrayList<>();
    for (PolicyConfig policy : config.policies()) {
      rules.add(SecurityPolicy.of(policy));
    }
    for (PeerConfig peer : config.peers()) {
      for (ChildConfig child : peer.children()) {
        rules.add(SecurityPolicy.protect(peer, child));
      }
    }
    return new SecurityPolicyDatabase(rules);
  }

  /** The rule for an outbound packet, or null: discard. */
  public @Nullable SecurityPolicy outbound(IpView flow) {
    for (SecurityPolicy rule : rules) {
      if (rule.admitsOutbound(flow)) {
        return rule;
      }
    }
    return null;
  }

  /** The rule for an inbound packet that came in clear, or null: discard. */
  public @Nullable SecurityPolicy inbound(IpView flow) {
    for (SecurityPolicy rule : rules) {
      if (rule.admitsInbound(flow)) {
        return rule;
      }
    }
    return null;
  }

  /** The rule of a peer's Child SA, or null. */
  public @Nullable SecurityPolicy byChild(PeerConfig peer, ChildConfig child) {
    for (SecurityPolicy rule : rules) {
      if (Objects.equals(peer, rule.peer()) && Objects.equals(child, rule.child())) {
        return rule;
      }
    }
    return null;
  }
}
