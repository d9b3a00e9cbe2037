// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;

/**
 * What decides about the packets of a stack beyond the stack itself.
 *
 * @param policy the security policy, which is asked inbound and outbound
 * @param forwarder takes packets for other destinations
 * @param tooBig learns that packets of ours are too long for their path
 */
public record StackHandlers(PacketPolicy policy, ForwardHandler forwarder, TooBigHandler tooBig) {
  /**
   * Everything passes in clear, nothing is forwarded; reports of packets that were too long are
   * ignored, as other ICMP is.
   */
  public static final StackHandlers NONE = host(PacketPolicy.BYPASS);

  /** Those of a host that forwards nothing and keeps no path MTU. */
  public static StackHandlers host(PacketPolicy policy) {
    return gateway(policy, (packet, protectedPacket, nowNs) -> DropReason.NOT_FOR_US);
  }

  /** Those of a gateway that keeps no path MTU for this interface. */
  public static StackHandlers gateway(PacketPolicy policy, ForwardHandler forwarder) {
    return new StackHandlers(
        policy,
        forwarder,
        (packet, quotedOffset, quotedLength, mtu, nowNs) -> DropReason.IGNORED_ICMP);
  }
}
