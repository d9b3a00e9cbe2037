package org.sallyport.engine.sa;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

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

  /** How many rules there are. */
  public int size() {
    return rules.length;
  }

  /** The rule at {@code index}. */
  public SecurityPolicy rule(int index) {
    return rules[index];
  }

  /** The index of the rule for an outbound packet, or -1: discard. */
  public int outbound(PacketFlow flow) {
    for (int index = 0; index < rules.length; index++) {
      if (rules[index].admitsOutbound(flow)) {
        return index;
      }
    }
    return -1;
  }

  /** The index of the rule for an inbound packet that came in clear, or -1: discard. */
  public int inbound(PacketFlow flow) {
    for (int index = 0; index < rules.length; index++) {
      if (rules[index].admitsInbound(flow)) {
        return index;
      }
    }
    return -1;
  }

  /** The index of the rule of that name, or -1. */
  public int indexOf(String name) {
    for (int index = 0; index < rules.length; index++) {
      if (rules[index].name().equals(name)) {
        return index;
      }
    }
    return -1;
  }

  /**
   * The PROTECT rule that answers an offer of traffic selectors, or null: TS_UNACCEPTABLE. A rule
   * that takes the offer's first, specific selectors goes before one that merely overlaps (RFC 7296
   * §2.9).
   *
   * @param local the offer for our end
   * @param remote the offer for the peer's end
   * @param children names of the {@link ChildConfiguration}s that the authenticated peer may use
   */
  public @Nullable SecurityPolicy forOffer(
      List<TrafficSelector> local, List<TrafficSelector> remote, List<String> children) {
    TrafficSelector firstLocal = TrafficSelectors.specific(local);
    TrafficSelector firstRemote = TrafficSelectors.specific(remote);
    SecurityPolicy overlapping = null;
    for (SecurityPolicy rule : rules) {
      ChildConfiguration child = rule.child();
      if (child == null
          || !children.contains(child.name())
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
