// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/** Bounds, slots and headers of what is put together from fragments. */
class ReassemblyTest {
  private static final int PROTOCOL = 99;

  private final StackCounters counters = new StackCounters();
  private final List<String> fired = new ArrayList<>();

  private Reassembly reassembly(int slots, int octets) {
    return new Reassembly(
        new StackLimits(1, slots, octets, 1),
        counters,
        NotedRows.and((machine, id, state, event, next, known, nowNs) ->
            fired.add(
                String.join(
                    " ", Long.toString(id), state.specName(), event.specName(), next.specName()))),
        100);
  }

  /** A fragment of a datagram whose octets count up. */
  private static IpView fragment(int identification, int start, int end, boolean more) {
    byte[] packet = new byte[Ipv4Header.MIN_LENGTH + end - start];
    StackFixture.PEER_IPV4.copyInto(packet, Ipv4Header.SOURCE);
    StackFixture.OWN_IPV4.copyInto(packet, Ipv4Header.DESTINATION);
    Ipv4Header.writeAroundAddresses(
        packet, 0, 0, packet.length, identification, false, 64, PROTOCOL);
    Ipv4Header.patchFragment(packet, 0, packet.length, start, more);
    for (int at = start; at < end; at++) {
      packet[Ipv4Header.MIN_LENGTH + at - start] = (byte) (at * 3 + at / 256);
    }
    return view(packet);
  }

  private static IpView view(byte[] packet) {
    IpView view = new Frame().wrap(packet, 0, packet.length).ip();
    assertEquals(DropReason.NONE, view.read());
    return view;
  }

  private static Frame whole(Reassembly reassembly) {
    Frame complete = reassembly.complete();
    assertNotNull(complete);
    return complete;
  }

  /** The longest datagram of a bound is taken, and one octet more is not. */
  @Test
  void theBoundIsOnTheEndOfAFragment() {
    Reassembly bounded = reassembly(1, 1283);
    assertEquals(DropReason.TOO_LONG, bounded.add(fragment(1, 1280, 1284, false), false, 0));
    assertEquals(DropReason.FRAGMENT_HELD, bounded.add(fragment(1, 1280, 1283, false), false, 0));
    assertNull(bounded.complete());
    assertEquals(DropReason.NONE, bounded.add(fragment(1, 0, 1280, true), false, 0));
    Frame complete = whole(bounded);
    assertEquals(DropReason.NONE, complete.ip().read());
    assertEquals(1283, complete.ip().payloadLength());
    for (int at = 0; at < 1283; at++) {
      assertEquals((byte) (at * 3 + at / 256), complete.bytes()[complete.offset() + 20 + at]);
    }
    assertTrue(complete.headRoom() >= FramePool.HEAD_ROOM, "room for a tunnel's headers");
    assertTrue(complete.tailRoom() >= 64, "and for what ESP appends");
    assertTrue(complete.tailRoom() < 64 + ReassemblySlot.UNIT, "and no more");
  }

  @Test
  void aBoundOfWholeUnitsTakesNoUnitMore() {
    Reassembly bounded = reassembly(1, 1280);
    bounded.add(fragment(1, 0, 640, true), false, 0);
    assertEquals(DropReason.NONE, bounded.add(fragment(1, 640, 1280, false), false, 0));
    assertEquals(64, whole(bounded).tailRoom());
  }

  /** RFC 791: with the longest header no datagram is longer than 65,535 octets. */
  @Test
  void noDatagramIsLongerThanIpAllows() {
    Reassembly large = reassembly(1, 65535);
    assertEquals(DropReason.TOO_LONG, large.add(fragment(1, 65472, 65476, false), false, 0));
    assertEquals(DropReason.FRAGMENT_HELD, large.add(fragment(1, 65472, 65475, false), false, 0));
  }

  @Test
  void aDatagramThatIsWholeLeavesNoDeadline() {
    Reassembly two = reassembly(2, 1280);
    two.add(fragment(1, 0, 16, true), false, 5);
    assertEquals(5 + Reassembly.LIFETIME_NS, two.nextDeadlineNs());
    assertEquals(DropReason.NONE, two.add(fragment(1, 16, 20, false), false, 6));
    assertEquals(DeadlineTable.NEVER_NS, two.nextDeadlineNs());
    assertEquals(0, two.poll(Long.MAX_VALUE - 1));
    assertEquals(
        List.of("100 Absent RcvPiece Collecting", "100 Collecting RcvFinal Absent"), fired);
  }

  /** What is lent stays as it is while what it carries is put together. */
  @Test
  void theSlotThatIsLentIsTakenLast() {
    Reassembly two = reassembly(2, 1280);
    two.add(fragment(1, 0, 16, true), false, 0);
    two.add(fragment(1, 16, 20, false), false, 0);
    Frame lent = whole(two);
    byte[] octets = Frames.octets(lent);
    for (int other = 2; other < 6; other++) {
      assertEquals(DropReason.FRAGMENT_HELD, two.add(fragment(other, 0, 16, true), false, other));
      assertArrayEquals(octets, Frames.octets(lent), "datagram " + other);
    }
    assertEquals("101 Collecting SlotWanted Absent", fired.get(fired.size() - 2));
    Reassembly one = reassembly(1, 1280);
    one.add(fragment(1, 0, 16, true), false, 0);
    one.add(fragment(1, 16, 20, false), false, 0);
    assertEquals(
        DropReason.FRAGMENT_HELD,
        one.add(fragment(2, 0, 16, true), false, 0),
        "unless it is the only one");
  }

  @Test
  void theOldestDatagramGivesWay() {
    Reassembly three = reassembly(3, 1280);
    for (int id = 1; id <= 3; id++) {
      three.add(fragment(id, 0, 16, true), false, id);
    }
    three.add(fragment(4, 0, 16, true), false, 4);
    assertEquals(1, counters.drops(DropReason.REASSEMBLY_FULL));
    assertEquals("100 Collecting SlotWanted Absent", fired.get(3));
    assertEquals("100 Absent RcvPiece Collecting", fired.get(4));
    three.add(fragment(5, 0, 16, true), false, 5);
    assertEquals("101 Collecting SlotWanted Absent", fired.get(5));
    three.poll(3 + Reassembly.LIFETIME_NS);
    three.add(fragment(6, 0, 16, true), false, 40);
    assertEquals("102 Absent RcvPiece Collecting", fired.getLast(), "a free one goes first");
    three.poll(5 + Reassembly.LIFETIME_NS);
    three.add(fragment(7, 0, 16, true), false, 40);
    three.add(fragment(8, 0, 16, true), false, 40);
    three.add(fragment(9, 0, 16, true), false, 41);
    assertEquals(
        "100 Collecting SlotWanted Absent", fired.get(fired.size() - 2), "of three as old");
  }

  /** RFC 5722 §4: nothing of a datagram with an overlap is kept, so nothing is compared with it. */
  @Test
  void afterAConflictNothingIsThere() {
    Reassembly one = reassembly(1, 1280);
    one.add(fragment(1, 0, 16, true), false, 0);
    assertEquals(DropReason.BAD_FRAGMENT, one.add(fragment(1, 8, 24, true), false, 0));
    assertEquals("100 Collecting RcvConflict Refused", fired.getLast());
    assertEquals(DropReason.BAD_FRAGMENT, one.add(fragment(1, 0, 16, true), false, 0));
    assertEquals("100 Refused RcvPiece Refused", fired.getLast());
  }

  @Test
  void datagramsOfTwoProtocolsAreTwo() {
    Reassembly two = reassembly(2, 1280);
    two.add(fragment(1, 0, 16, true), false, 0);
    byte[] other = Frames.octets(fragment(1, 16, 20, false).frame());
    other[9] = 98;
    Ipv4Header.writeChecksum(other, 0);
    assertEquals(DropReason.FRAGMENT_HELD, two.add(view(other), false, 0));
    assertEquals(DropReason.NONE, two.add(fragment(1, 16, 20, false), false, 0));
  }

  /** RFC 8200 §4.5: only the next header of the first fragment counts. */
  @Test
  void nextHeadersOfLaterFragmentsSayNothing() {
    byte[] room = new byte[300];
    Arrays.fill(room, (byte) 5);
    Frame frame = new Frame().wrap(room, 0, room.length, 100, 100);
    IpWriter writer = new IpWriter(7);
    IpAddress peer = StackFixture.address("2001:db8::2");
    writer.between(peer, StackFixture.OWN_IPV6);
    writer.push(frame, PROTOCOL, 0);
    Fragmenter fragmenter = new Fragmenter(FramePool.of(4), writer);
    assertEquals(DropReason.NONE, fragmenter.begin(frame, 112));
    Reassembly one = reassembly(2, 1280);
    Frame first = fragmenter.next();
    Frame second = fragmenter.next();
    assertNotNull(first);
    assertNotNull(second);
    Octets.put8(second.bytes(), second.offset() + 40, 59);
    assertEquals(DropReason.NONE, second.ip().read());
    assertEquals(DropReason.FRAGMENT_HELD, one.add(second.ip(), false, 0));
    assertEquals(DropReason.NONE, first.ip().read());
    assertEquals(DropReason.NONE, one.add(first.ip(), false, 0));
    Frame complete = whole(one);
    assertEquals(DropReason.NONE, complete.ip().read());
    assertEquals(PROTOCOL, complete.ip().protocol());
    assertEquals(100, complete.ip().payloadLength());
  }
}
