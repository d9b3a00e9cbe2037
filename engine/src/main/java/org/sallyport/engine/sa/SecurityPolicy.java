package org.sallyport.engine.sa;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A rule of the SPD (RFC 4301 §4.4.1), good for both directions: outbound packets have a local
 * source, inbound ones a local destination.
 *
 * @param name for logs and look-up
 * @param action what is done with the packets
 * @param local the near ends, at least one selector
 * @param remote the far ends, at least one selector
 * @param child how to protect; there exactly when the action is PROTECT
 */
public record SecurityPolicy(
    String name,
    PolicyAction action,
    List<TrafficSelector> local,
    List<TrafficSelector> remote,
    @Nullable ChildConfiguration child) {
  /** Copies the lists. */
  public SecurityPolicy {
    local = List.copyOf(local);
    remote = List.copyOf(remote);
    if ((action == PolicyAction.PROTECT) != (child != null)
        || local.isEmpty()
        || remote.isEmpty()) {
      throw new IllegalArgumentException("policy " + name + " is not whole");
    }
  }

  /** Whether an outbound packet is the rule's. */
  public boolean admitsOutbound(PacketFlow flow) {
    return flow.isAdmittedOutbound(local, remote);
  }

  /** Whether an inbound packet is the rule's. */
  public boolean admitsInbound(PacketFlow flow) {
    return flow.isAdmittedInbound(local, remote);
  }
}
