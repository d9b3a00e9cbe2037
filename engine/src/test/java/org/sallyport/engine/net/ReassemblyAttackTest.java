// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/** Fragments of an attacker who knows the identification of a datagram (RFC 1858, RFC 5722). */
class ReassemblyAttackTest {
  private static final int IDENTIFICATION = 0x1234;
  private static final int LENGTH = 32;
  private static final byte[] WHOLE = StackFixture.octets("0800f3fd12340001").toArray();

  private StackFixture host = new StackFixture(LinkKind.IP);

  @BeforeEach
  void freshHost() {
    host = new StackFixture(LinkKind.IP);
  }

  /** A fragment of an echo request of 32 octets, of which those from 8 on are {@code fill}. */
  private static byte[] fragment(int start, int end, boolean more, int fill) {
    byte[] packet = new byte[Ipv4Header.MIN_LENGTH + end - start];
    packet[0] = 0x45;
    Octets.put16(packet, 2, packet.length);
    Octets.put16(packet, 4, IDENTIFICATION);
    Octets.put16(packet, 6, start / 8 | (more ? 0x2000 : 0));
    packet[8] = 64;
    packet[9] = IpProtocol.ICMP;
    StackFixture.PEER_IPV4.copyInto(packet, Ipv4Header.SOURCE);
    StackFixture.OWN_IPV4.copyInto(packet, Ipv4Header.DESTINATION);
    byte[] payload = echo(fill);
    for (int at = start; at < end; at++) {
      packet[Ipv4Header.MIN_LENGTH + at - start] = at < LENGTH ? payload[at] : (byte) fill;
    }
    Ipv4Header.writeChecksum(packet, 0);
    return packet;
  }

  private static byte[] echo(int fill) {
    byte[] payload = new byte[LENGTH];
    System.arraycopy(WHOLE, 0, payload, 0, WHOLE.length);
    for (int at = WHOLE.length; at < LENGTH; at++) {
      payload[at] = (byte) fill;
    }
    Octets.put16(payload, 2, 0);
    Octets.put16(payload, 2, org.sallyport.engine.wire.InternetChecksum.of(payload, 0, LENGTH));
    return payload;
  }

  private void expect(DropReason reason, byte[] packet, long nowNs) {
    assertEquals(reason, host.receive(packet, nowNs), OctetString.of(packet).toHex());
  }

  private void expectAnswers(int count) {
    assertEquals(count, host.sent.size());
  }

  @Test
  void tinyFragmentsMakeTheDatagramOnceAndTheirRepetitionsNothing() {
    for (int turn = 0; turn < 2; turn++) {
      for (int start = 0; start < LENGTH - 8; start += 8) {
        expect(DropReason.FRAGMENT_HELD, fragment(start, start + 8, true, 1), 0);
      }
    }
    expectAnswers(0);
    expect(DropReason.NONE, fragment(24, 32, false, 1), 0);
    expectAnswers(1);
    expect(DropReason.FRAGMENT_HELD, fragment(24, 32, false, 1), 0);
    expectAnswers(1);
  }

  @Test
  void afterAnOverlapNothingOfTheDatagramIsTakenUntilItsTimeIsOver() {
    expect(DropReason.FRAGMENT_HELD, fragment(0, 16, true, 1), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(8, 24, true, 2), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(0, 16, true, 1), 1);
    expect(DropReason.BAD_FRAGMENT, fragment(16, 32, false, 1), 1);
    expectAnswers(0);
    long later = Reassembly.LIFETIME_NS;
    assertEquals(1, host.network.poll(later));
    expect(DropReason.FRAGMENT_HELD, fragment(0, 16, true, 1), later);
    expect(DropReason.NONE, fragment(16, 32, false, 1), later);
    expectAnswers(1);
  }

  @Test
  void theSamePlaceWithOtherOctetsIsAnOverlap() {
    expect(DropReason.FRAGMENT_HELD, fragment(8, 16, true, 1), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(8, 16, true, 2), 0);
  }

  @Test
  void twoEndsAreAConflict() {
    expect(DropReason.FRAGMENT_HELD, fragment(16, 24, false, 1), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(24, 32, false, 1), 0);
    freshHost();
    expect(DropReason.FRAGMENT_HELD, fragment(16, 24, true, 1), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(8, 16, false, 1), 0);
    freshHost();
    expect(DropReason.FRAGMENT_HELD, fragment(16, 24, false, 1), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(16, 24, true, 1), 0);
    freshHost();
    expect(DropReason.FRAGMENT_HELD, fragment(16, 24, true, 1), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(16, 24, false, 1), 0);
  }

  @Test
  void fragmentsThatFitNowhereAreDroppedAloneAndTakeNoSlot() {
    host = new StackFixture(LinkKind.IP, new StackLimits(1, 1, 1280, 2));
    expect(DropReason.FRAGMENT_HELD, fragment(0, 16, true, 1), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(16, 27, true, 1), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(16, 16, false, 1), 0);
    expect(DropReason.TOO_LONG, fragment(1280, 1288, true, 1), 0);
    byte[] other = fragment(16, 27, true, 1);
    Octets.put16(other, 4, IDENTIFICATION + 1);
    Ipv4Header.writeChecksum(other, 0);
    expect(DropReason.BAD_FRAGMENT, other, 0);
    assertEquals(0, host.network.counters().drops(DropReason.REASSEMBLY_FULL));
    expect(DropReason.NONE, fragment(16, 32, false, 1), 0);
    expectAnswers(1);
  }

  @Test
  void fragmentsOfARefusedDatagramAreCountedForWhatTheyAre() {
    host = new StackFixture(LinkKind.IP, new StackLimits(1, 1, 1280, 2));
    expect(DropReason.FRAGMENT_HELD, fragment(0, 16, true, 1), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(8, 24, true, 2), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(16, 27, true, 1), 0);
    assertEquals("Reassembly Refused RcvMalformed Refused", host.fired.getLast());
    expect(DropReason.TOO_LONG, fragment(1280, 1288, true, 1), 0);
    assertEquals("Reassembly Refused RcvTooLong Refused", host.fired.getLast());
    expectAnswers(0);
  }

  @Test
  void refusedDatagramGivesWayToANewOne() {
    host = new StackFixture(LinkKind.IP, new StackLimits(1, 1, 1280, 2));
    expect(DropReason.FRAGMENT_HELD, fragment(0, 16, true, 1), 0);
    expect(DropReason.BAD_FRAGMENT, fragment(8, 24, true, 2), 0);
    for (boolean isFirst : new boolean[] {true, false}) {
      byte[] other = isFirst ? fragment(0, 16, true, 1) : fragment(16, 32, false, 1);
      Octets.put16(other, 4, IDENTIFICATION + 1);
      Ipv4Header.writeChecksum(other, 0);
      expect(isFirst ? DropReason.FRAGMENT_HELD : DropReason.NONE, other, 1);
    }
    assertTrue(host.fired.contains("Reassembly Refused SlotWanted Absent"), host.fired::toString);
    expectAnswers(1);
  }

  @Test
  void repetitionsDoNotProlongTheTime() {
    expect(DropReason.FRAGMENT_HELD, fragment(0, 16, true, 1), 0);
    expect(DropReason.FRAGMENT_HELD, fragment(0, 16, true, 1), Reassembly.LIFETIME_NS - 1);
    expectEndInTime();
  }

  /** The datagram that began at 0 ends when its time is over; the next fragment begins another. */
  private void expectEndInTime() {
    assertEquals(Reassembly.LIFETIME_NS, host.network.nextDeadlineNs());
    assertEquals(1, host.network.poll(Reassembly.LIFETIME_NS));
    assertEquals(1, host.network.counters().drops(DropReason.BAD_FRAGMENT));
    expect(DropReason.FRAGMENT_HELD, fragment(16, 32, false, 1), Reassembly.LIFETIME_NS);
  }

  /** RFC 8200 §4.5: the time counts from the first fragment to arrive. */
  @Test
  void laterPiecesDoNotProlongTheTime() {
    expect(DropReason.FRAGMENT_HELD, fragment(0, 8, true, 1), 0);
    expect(DropReason.FRAGMENT_HELD, fragment(8, 16, true, 1), Reassembly.LIFETIME_NS - 1);
    expectEndInTime();
    expectAnswers(0);
  }
}
