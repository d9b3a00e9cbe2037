// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.engine.net.tcp.TcpFixture.SECOND_NS;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.TcpState;

/** Blind attackers who guess, and attackers who flood (RFC 5961, RFC 4987). */
final class TcpAttackTest {
  private final TcpFixture peer = new TcpFixture();

  // RFC 5961 §3.2.
  @Test
  void onlyTheExactResetCounts() {
    peer.open();
    peer.receive("R", peer.next + 1, 0, "");
    assertEquals(DropReason.SEGMENT_OUTSIDE_WINDOW, peer.reason);
    Segment challenge = peer.take();
    assertEquals("A", challenge.flags());
    assertEquals(peer.next, challenge.acknowledgment());
    peer.receive("R", peer.next + 100_000, 0, "");
    assertEquals(DropReason.UNPROVEN_RESET, peer.reason);
    peer.receive("R", peer.next - 1, 0, "");
    peer.assertQuiet();
    assertEquals(TcpState.ESTABLISHED, peer.state());
    peer.receive("R", peer.next, 0, "");
    assertEquals(0, peer.tcp.inUse());
    assertEquals(List.of("established", "broken"), peer.application.told);
  }

  // RFC 5961 §4.2.
  @Test
  void synNeverEndsAConnection() {
    peer.open();
    for (int sequence : new int[] {peer.next, peer.next + 7, peer.next - 1, peer.next - 5000}) {
      peer.receive("S", sequence, 0, "");
      assertEquals(DropReason.SEGMENT_OUTSIDE_WINDOW, peer.reason);
      assertEquals("A", peer.take().flags());
    }
    assertEquals(TcpState.ESTABLISHED, peer.state());
  }

  // RFC 5961 §5.2.
  @Test
  void textWithAGuessedAcknowledgmentIsNotBelieved() {
    peer.open();
    peer.receive("A", peer.next, peer.expected + 1000, "evil");
    peer.receive("A", peer.next, peer.expected - 300_000, "evil");
    peer.receive("AF", peer.next, peer.expected + 1, "");
    assertEquals("", peer.application.text.toString());
    assertEquals(TcpState.ESTABLISHED, peer.state());
    assertEquals(peer.next, peer.take().acknowledgment());
  }

  // RFC 5961 §5.2: the lower bound is the largest window that the peer has had, and not less.
  @Test
  void textWithAnAcknowledgmentOlderThanAnyWindowIsNotBelieved() {
    peer.open();
    int lag = 65535 << 2;
    peer.receive("A", peer.next, peer.expected - lag - 1, "evil");
    assertEquals(DropReason.SEGMENT_OUTSIDE_WINDOW, peer.reason);
    assertEquals("", peer.application.text.toString());
    peer.receive("A", peer.next, peer.expected - lag, "late");
    assertEquals("late", peer.application.text.toString());
  }

  // RFC 9293 §3.4, RFC 5961 §5: the acknowledgment is right, the number is not.
  @Test
  void textAndFinOutsideTheWindowAreAnsweredAndNotBelieved() {
    peer.open();
    for (String flags : new String[] {"A", "AF"}) {
      peer.receive(flags, peer.next + (1 << 30), peer.expected, "evil");
      assertEquals(DropReason.SEGMENT_OUTSIDE_WINDOW, peer.reason);
      assertEquals(peer.next, peer.take().acknowledgment());
    }
    assertEquals("", peer.application.text.toString());
    assertEquals(TcpState.ESTABLISHED, peer.state());
  }

  // RFC 5961 §7: challenges are throttled, per connection.
  @Test
  void challengesAreFew() {
    peer.open();
    for (int i = 0; i < 1000; i++) {
      peer.receive("S", peer.next + i, 0, "");
    }
    assertTrue(peer.sent.size() <= 6, "challenges: " + peer.sent.size());
  }

  @Test
  void resetOfAHalfOpenConnectionNeedsTheNumber() {
    peer.syn();
    peer.take();
    peer.receive("R", peer.next + 2, 0, "");
    assertEquals(1, peer.tcp.halfOpen());
    peer.receive("R", peer.next + 1, 0, "");
    assertEquals(0, peer.tcp.halfOpen());
    assertEquals(0, peer.tcp.inUse());
  }

  // RFC 9293 §3.10.7.4: an unacceptable segment is answered in SYN-RECEIVED too, as seldom as
  // elsewhere.
  @Test
  void textFromBeforeTheSynIsAnsweredAndNotTaken() {
    peer.syn();
    Segment answer = peer.take();
    peer.receive("A", peer.next - 4, answer.sequence() + 1, "evil");
    assertEquals(DropReason.SEGMENT_OUTSIDE_WINDOW, peer.reason);
    Segment acknowledgment = peer.take();
    assertEquals("A", acknowledgment.flags());
    assertEquals(answer.sequence() + 1, acknowledgment.sequence());
    assertEquals(peer.next + 1, acknowledgment.acknowledgment());
    for (int i = 0; i < 1000; i++) {
      peer.receive("A", peer.next - 4, answer.sequence() + 1, "evil");
    }
    assertTrue(peer.sent.size() <= 5, "acknowledgments: " + peer.sent.size());
    assertEquals(1, peer.tcp.halfOpen());
    assertEquals(List.of(), peer.application.told);
  }

  @Test
  void ackWithAGuessedNumberDoesNotEstablish() {
    peer.syn();
    Segment answer = peer.take();
    peer.receive("A", peer.next + 1, answer.sequence() + 2, "");
    assertEquals("R", peer.take().flags());
    assertEquals(List.of(), peer.application.told);
    assertEquals(1, peer.tcp.halfOpen());
  }

  // RFC 4987 §3.6: half-open connections are bounded, and a flood keeps nobody out.
  @Test
  void floodIsAnsweredWithCookies() {
    for (int i = 0; i < 10_000; i++) {
      peer.clientPort = 1024 + i;
      peer.next = i * 77;
      peer.syn();
    }
    assertEquals(TcpLimits.DEFAULT.halfOpen(), peer.tcp.halfOpen());
    assertEquals(TcpLimits.DEFAULT.halfOpen(), peer.tcp.inUse());
    peer.sent.clear();
    peer.clientPort = 777;
    peer.next = 123456;
    peer.open();
    assertEquals(DropReason.NONE, peer.reason, "the cookie that came back is taken");
    peer.text("in");
    assertEquals("in", peer.application.text.toString());
    peer.tcp.send(peer.connection(), 3000, peer.nowNs);
    assertEquals(1332, peer.sent.removeLast().text().length + 996, "MSS is kept in the cookie");
    peer.pass(100 * SECOND_NS);
    assertEquals(0, peer.tcp.halfOpen());
  }

  @Test
  void guessedAndOldCookiesAreReset() {
    for (int i = 0; i < TcpLimits.DEFAULT.halfOpen() + 1; i++) {
      peer.clientPort = 1024 + i;
      peer.syn();
    }
    Segment cookie = peer.sent.removeLast();
    peer.sent.clear();
    Random random = new Random(4);
    for (int i = 0; i < 2000; i++) {
      peer.receive("A", peer.next + 1, random.nextInt(), "");
    }
    assertEquals(List.of(), peer.application.told);
    peer.sent.clear();
    peer.pass(129 * SECOND_NS);
    peer.receive("A", peer.next + 1, cookie.sequence() + 1, "");
    assertEquals(DropReason.NO_CONNECTION, peer.reason);
    assertEquals(List.of(), peer.application.told);
  }

  /** A flood on one port changes nothing for those on which nobody listens. */
  @Test
  void aClosedPortIsResetDuringAFlood() {
    for (int i = 0; i < TcpLimits.DEFAULT.halfOpen() + 1; i++) {
      peer.clientPort = 1024 + i;
      peer.syn();
    }
    peer.sent.clear();
    peer.receive(new Segment(9, 81, "S", 5, 0, 1000, 0, -1, new byte[0]));
    assertEquals(DropReason.UNKNOWN_PORT, peer.reason);
    assertEquals("AR", peer.take().flags());
  }

  /** Who sends a SYN again has not received our cookie, whatever he acknowledges. */
  @Test
  void aSynIsNoEchoOfACookie() {
    for (int i = 0; i < TcpLimits.DEFAULT.halfOpen(); i++) {
      peer.clientPort = 1024 + i;
      peer.syn();
    }
    peer.clientPort = 9;
    peer.syn();
    int cookie = peer.sent.removeLast().sequence();
    peer.sent.clear();
    peer.receive("SA", peer.next + 1, cookie + 1, "");
    assertEquals(DropReason.NO_CONNECTION, peer.reason);
    assertTrue(peer.take().has('R'));
    peer.receive("A", peer.next + 1, cookie + 1, "");
    assertEquals(List.of("established"), peer.application.told, "the echo itself opens");
  }

  @Test
  void cookieWithTextOpensAndDelivers() {
    for (int i = 0; i < TcpLimits.DEFAULT.halfOpen(); i++) {
      peer.clientPort = 1024 + i;
      peer.syn();
    }
    peer.clientPort = 9;
    peer.syn();
    int cookie = peer.sent.removeLast().sequence();
    peer.receive("AP", peer.next + 1, cookie + 1, "GET");
    assertEquals("GET", peer.application.text.toString());
  }

  @Test
  void fullPoolDropsSyns() {
    TcpFixture small = new TcpFixture(new TcpLimits(2, 2, 2048, 2, 1));
    small.open();
    small.clientPort++;
    small.open();
    small.clientPort++;
    small.syn();
    assertEquals(DropReason.CONNECTIONS_FULL, small.reason);
    small.assertQuiet();
  }

  // A storm of stray segments is not answered with a storm.
  @Test
  void strayResetsAreFew() {
    for (int i = 0; i < 5000; i++) {
      peer.receive("A", i, i, "");
    }
    assertTrue(peer.sent.size() <= 51, "resets: " + peer.sent.size());
  }

  @Test
  void garbageIsDroppedAndNothingLeaks() {
    peer.open();
    Random random = new Random(99);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = new byte[random.nextInt(60)];
      random.nextBytes(text);
      StringBuilder flags = new StringBuilder();
      for (char flag : "SAFRP".toCharArray()) {
        flags.append(random.nextInt(3) == 0 ? flag : "");
      }
      peer.clientPort = random.nextInt(8) == 0 ? 40000 : random.nextInt(65536);
      peer.receive(
          new Segment(
              peer.clientPort,
              random.nextInt(4) == 0 ? random.nextInt(65536) : 80,
              flags.toString(),
              random.nextInt(),
              random.nextInt(),
              random.nextInt(65536),
              0,
              random.nextInt(20) - 5,
              text));
      peer.pass(random.nextInt(1000) * 1000L);
    }
    peer.sent.clear();
    peer.pass(10_000 * SECOND_NS);
    assertEquals(1, peer.tcp.inUse(), "only the connection that was opened is left");
    assertEquals(0, peer.tcp.halfOpen());
    assertEquals("", peer.application.text.toString());
  }

  @Test
  void headerOfAnyOctetsIsReadOrRefused() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] packet =
          TcpFixture.packet(
              TcpFixture.CLIENT,
              TcpFixture.SERVER,
              new Segment(1, 80, "S", 0, 0, 10, 0, -1, new byte[random.nextInt(40)]));
      for (int at = 20 + random.nextInt(packet.length - 20); at < packet.length; at++) {
        packet[at] = (byte) random.nextInt();
      }
      IpView view = new Frame().wrap(packet, 0, packet.length).ip();
      assertEquals(DropReason.NONE, view.read());
      peer.tcp.receive(view, peer.nowNs);
    }
  }
}
