// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

import org.sallyport.engine.dataplane.TooLongHandler;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;

/**
 * Packets that no association carries in one piece and that must not travel in fragments outside
 * (RFC 4301 §8.2): cut before they are encrypted where we may do that, otherwise their sender gets
 * an ICMP error that says what fits.
 */
public final class TooLongPackets implements TooLongHandler {
  private final HostStack outerStack;
  private final HostStack innerStack;

  /** Packets of these stacks and of the hosts behind the inner one. */
  public TooLongPackets(HostStack outerStack, HostStack innerStack) {
    this.outerStack = outerStack;
    this.innerStack = innerStack;
  }

  @Override
  public DropReason tooLong(
      IpView packet, int longest, HostStack.FragmentTaker protector, long nowNs) {
    int reported = packet.isIpv4() ? longest : Math.max(longest, Ipv6Header.MIN_MTU);
    boolean isOurs = owns(innerStack, packet) || owns(outerStack, packet);
    boolean mayBeCut = packet.mayBeFragmented() || (isOurs && !packet.isIpv4());
    if (mayBeCut && !packet.isFragment() && longest > Ipv4Header.MAX_LENGTH + 8) {
      return innerStack.cut(packet.frame(), reported, protector, nowNs);
    }
    if (!isOurs) {
      innerStack.sendTooBig(packet, reported, nowNs);
    }
    return DropReason.FRAGMENTATION_NEEDED;
  }

  private static boolean owns(HostStack stack, IpView packet) {
    return stack.owns(packet.bytes(), packet.sourceOffset(), packet.addressLength());
  }
}
