// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.table.ReassemblyFacts.Overlap;
import org.sallyport.engine.table.ReassemblyState;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;

/**
 * One datagram that is being put together: its key, its octets, and a bit for each 8 octets that
 * are there.
 */
final class ReassemblySlot {
  /** Room for the longest IP header behind the head-room for tunnel and link headers. */
  private static final int HEADER_ROOM = FramePool.HEAD_ROOM + Ipv4Header.MAX_LENGTH;

  /** Octets behind the datagram for what ESP appends. */
  private static final int TAIL_ROOM = 64;

  /** Fragments are cut between runs of so many octets. */
  static final int UNIT = 8;

  private static final int UNKNOWN = -1;

  private final Frame frame;
  private final int payloadStart;
  private final int index;
  private final long id;
  private final long[] present;
  private final byte[] key = new byte[2 * IpAddress.IPV6_LENGTH];
  private int keyLength;
  private int protocol;
  private long identification;
  private ReassemblyState state = ReassemblyState.ABSENT;
  private boolean protectedPacket;
  private int headerLength;
  private int length;
  private int highest;
  private int unitsPresent;

  ReassemblySlot(int index, long id, int payloadBytes) {
    int units = (payloadBytes + UNIT - 1) / UNIT;
    this.frame = new Frame(new Slab(1, HEADER_ROOM + units * UNIT + TAIL_ROOM, HEADER_ROOM), 0);
    this.payloadStart = HEADER_ROOM;
    this.index = index;
    this.id = id;
    this.present = new long[(units + 63) / 64];
  }

  /** Its place in the pool of slots. */
  int index() {
    return index;
  }

  /** Its number in the trace. */
  long id() {
    return id;
  }

  ReassemblyState state() {
    return state;
  }

  void setState(ReassemblyState next) {
    state = next;
  }

  boolean holds(IpView fragment, boolean isProtected) {
    return state != ReassemblyState.ABSENT
        && protectedPacket == isProtected
        && keyLength == 2 * fragment.addressLength()
        && identification == fragment.identification()
        && (!fragment.isIpv4() || protocol == fragment.protocol())
        && Octets.equal(key, 0, fragment.bytes(), fragment.sourceOffset(), keyLength);
  }

  void begin(IpView fragment, boolean isProtected) {
    protectedPacket = isProtected;
    keyLength = 2 * fragment.addressLength();
    System.arraycopy(fragment.bytes(), fragment.sourceOffset(), key, 0, keyLength);
    identification = fragment.identification();
    protocol = fragment.protocol();
    forgetPieces();
  }

  void forgetPieces() {
    headerLength = 0;
    length = UNKNOWN;
    highest = 0;
    unitsPresent = 0;
    for (int index = 0; index < present.length; index++) {
      present[index] = 0;
    }
  }

  /** Whether a fragment with this end contradicts no end that is known. */
  boolean endAgrees(int end, boolean more) {
    boolean known = length == UNKNOWN || (more ? end < length : end == length);
    return known && (more || end >= highest);
  }

  /** Whether octets of the fragment's place are there; its end lies within the bound. */
  Overlap overlap(IpView fragment) {
    int start = fragment.fragmentOffset();
    int end = start + fragment.payloadLength();
    int already = countPresent(start, end);
    if (already == 0) {
      return Overlap.NONE;
    }
    boolean exact =
        already == units(start, end)
            && (fragment.moreFragments() || length == end)
            && isRepetition(fragment, start, end - start);
    return exact ? Overlap.EXACT : Overlap.OTHER;
  }

  /** Whether the datagram is whole with a fragment that overlaps nothing. */
  boolean completesWith(IpView fragment) {
    int start = fragment.fragmentOffset();
    int end = start + fragment.payloadLength();
    int total = fragment.moreFragments() ? length : end;
    return total != UNKNOWN && unitsPresent + units(start, end) == units(0, total);
  }

  private boolean isRepetition(IpView fragment, int start, int count) {
    return Octets.equal(
        frame.bytes(), payloadStart + start, fragment.bytes(), fragment.payloadOffset(), count);
  }

  /** Copies the octets of a fragment to their place. */
  void store(IpView fragment) {
    int start = fragment.fragmentOffset();
    int end = start + fragment.payloadLength();
    System.arraycopy(
        fragment.bytes(),
        fragment.payloadOffset(),
        frame.bytes(),
        payloadStart + start,
        end - start);
    for (int unit = start / UNIT; unit * UNIT < end; unit++) {
      present[unit / 64] |= 1L << unit % 64;
      unitsPresent++;
    }
    highest = Math.max(highest, end);
    length = fragment.moreFragments() ? length : end;
    if (start == 0) {
      protocol = fragment.protocol();
      headerLength =
          fragment.isIpv4()
              ? fragment.payloadOffset() - fragment.headerOffset()
              : Ipv6Header.LENGTH;
      System.arraycopy(
          fragment.bytes(),
          fragment.headerOffset(),
          frame.bytes(),
          payloadStart - headerLength,
          headerLength);
    }
  }

  private static int units(int start, int end) {
    return (end - start + UNIT - 1) / UNIT;
  }

  private int countPresent(int start, int end) {
    int count = 0;
    for (int unit = start / UNIT; unit * UNIT < end; unit++) {
      count += (int) (present[unit / 64] >> unit % 64 & 1);
    }
    return count;
  }

  /**
   * The whole datagram with a mended header; IPv6 extension headers before the fragment header are
   * left out.
   */
  Frame finish() {
    int start = payloadStart - headerLength;
    frame.set(start, headerLength + length);
    if (keyLength == 2 * IpAddress.IPV4_LENGTH) {
      Ipv4Header.patchFragment(frame.bytes(), start, headerLength + length, 0, false);
    } else {
      Ipv6Header.patch(frame.bytes(), start, length, protocol);
    }
    return frame;
  }
}
