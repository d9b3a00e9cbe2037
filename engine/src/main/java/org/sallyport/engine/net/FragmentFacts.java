// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.ReassemblyFacts;
import org.sallyport.engine.table.ReassemblyFragmentDecision;
import org.sallyport.engine.wire.Ipv4Header;

/** What a fragment is to what is there of its datagram. */
final class FragmentFacts implements ReassemblyFragmentDecision.Facts {
  private final int bound;
  private IpView fragment = new Frame().ip();
  private @Nullable ReassemblySlot slot;

  /** Facts under a bound in octets of payload. */
  FragmentFacts(int bound) {
    this.bound = bound;
  }

  /** Asks about a fragment; {@code there} is null when nothing of its datagram is there. */
  void of(IpView packet, @Nullable ReassemblySlot there) {
    fragment = packet;
    slot = there;
  }

  private int end() {
    return fragment.fragmentOffset() + fragment.payloadLength();
  }

  @Override
  public boolean lengthSound() {
    int length = fragment.payloadLength();
    return length > 0 && (!fragment.moreFragments() || length % ReassemblySlot.UNIT == 0);
  }

  @Override
  public boolean withinBound() {
    return end() <= bound && end() + Ipv4Header.MAX_LENGTH <= Ipv4Header.MAX_DATAGRAM;
  }

  @Override
  public boolean endAgrees() {
    ReassemblySlot there = slot;
    return there == null || there.endAgrees(end(), fragment.moreFragments());
  }

  @Override
  public ReassemblyFacts.Overlap overlap() {
    ReassemblySlot there = slot;
    return there == null ? ReassemblyFacts.Overlap.NONE : there.overlap(fragment);
  }

  @Override
  public boolean completes() {
    ReassemblySlot there = slot;
    return there != null && there.completesWith(fragment);
  }
}
