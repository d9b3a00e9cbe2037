package org.sallyport.engine.sa;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.wire.ike.TrafficSelector.AddressRange;

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

  /** How many rules there are. */
  public int size() {
    return rules.length;
  }

  /** The rule at {@code index}. */
  public SecurityPolicy rule(int index) {
    return rules[index];
  }

  /** The rule for an outbound packet, or null: discard. */
  public @Nullable SecurityPolicy outbound(PacketFlow flow) {
    for (SecurityPolicy rule : rules) {
      if (rule.admitsOutbound(flow)) {
        return rule;
      }
    }
    return null;
  }

  /** The rule for an inbound packet that came in clear, or null: discard. */
  public @Nullable SecurityPolicy inbound(PacketFlow flow) {
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

  /**
   * The PROTECT rule that answers an authenticated peer's offer of traffic selectors, or null:
   * TS_UNACCEPTABLE. A rule that takes the offer's first, specific selectors goes before one that
   * merely overlaps (RFC 7296 §2.9). What the peer gets is {@link TrafficSelectors#narrow} of each
   * side.
   *
   * @param peer who asks
   * @param local the offer for our end
   * @param remote the offer for the peer's end
   */
  public @Nullable SecurityPolicy forOffer(
      PeerConfig peer, List<AddressRange> local, List<AddressRange> remote) {
    AddressRange firstLocal = TrafficSelectors.specific(local);
    AddressRange firstRemote = TrafficSelectors.specific(remote);
    SecurityPolicy overlapping = null;
    for (SecurityPolicy rule : rules) {
      if (!Objects.equals(peer, rule.peer())
          || !TrafficSelectors.overlap(local, rule.local())
          || !TrafficSelectors.overlap(remote, rule.remote())) {
        continue;
      }
      boolean takesFirst =
          (firstLocal == null || TrafficSelectors.isWithin(firstLocal, rule.local()))
              && (firstRemote == null || TrafficSelectors.isWithin(firstRemote, rule.remote()));
      if (takesFirst) {
        return rule;
      }
      if (overlapping == null) {
        overlapping = rule;
      }
    }
    return overlapping;
  }
}
