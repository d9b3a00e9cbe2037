// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever the network does, both streams arrive to the octet, both sides close, and nothing is
 * left: numbers that wrap around, windows large and small, loss, duplicates and reordering.
 */
final class TcpStreamPropertyTest {
  private static final long BEAT_NS = 300 * TcpFixture.MILLISECOND_NS;
  private static final long LIMIT_NS = 3000 * TcpFixture.SECOND_NS;

  /** Under way until a time. */
  private record Flight(long atNs, long order, boolean toServer, Segment segment) {}

  @Property(tries = 150)
  void streamsArriveIntact(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 30_000) int asks,
      @ForAll @IntRange(min = 0, max = 120_000) int answers,
      @ForAll @IntRange(min = 0, max = 20) int lossPercent,
      @ForAll @IntRange(min = 600, max = 65535) int window,
      @ForAll boolean serverClosesFirst) {
    Random random = new Random(seed);
    byte[] stream = new byte[asks];
    random.nextBytes(stream);
    TcpFixture peer = new TcpFixture(TcpLimits.DEFAULT, seed);
    int initial = random.nextInt(4) == 0 ? -random.nextInt(20_000) : random.nextInt();
    ModelClient client = new ModelClient(40000, TcpFixture.PORT, initial, window, stream);
    peer.nowNs = random.nextLong(1L << 50);
    run(peer, client, random, answers, lossPercent, serverClosesFirst);
    assertTrue(client.isDone(), "both streams end");
    assertArrayEquals(stream, TcpFixture.octets(peer.application.text.toString()));
    assertEquals(answers, client.received.size());
    byte[] got = client.received.toByteArray();
    for (int i = 0; i < answers; i++) {
      assertEquals((byte) TcpFixture.pattern(i), got[i]);
    }
    peer.pass(1000 * TcpFixture.SECOND_NS);
    assertEquals(0, peer.tcp.inUse());
    assertEquals("over", peer.application.told.get(peer.application.told.size() - 1));
    assertEquals(Long.MAX_VALUE, peer.tcp.nextDeadlineNs());
  }

  private static void run(
      TcpFixture peer,
      ModelClient client,
      Random random,
      int answers,
      int lossPercent,
      boolean serverClosesFirst) {
    PriorityQueue<Flight> flights =
        new PriorityQueue<>(
            Comparator.comparingLong(Flight::atNs).thenComparingLong(Flight::order));
    long endNs = peer.nowNs + LIMIT_NS;
    long beatNs = peer.nowNs;
    boolean offered = false;
    long[] order = {0};
    while (peer.nowNs < endNs && !(client.isDone() && hasEnded(peer))) {
      List<Segment> fromClient = new ArrayList<>();
      if (peer.nowNs >= beatNs) {
        fromClient.addAll(client.beat());
        beatNs = peer.nowNs + BEAT_NS;
      }
      while (!flights.isEmpty() && flights.peek().atNs() <= peer.nowNs) {
        Flight flight = flights.remove();
        if (flight.toServer()) {
          peer.receive(flight.segment());
        } else {
          fromClient.addAll(client.receive(flight.segment()));
        }
      }
      TcpConnection connection = peer.application.latest;
      if (connection != null && !offered) {
        peer.tcp.send(connection, answers, peer.nowNs);
        offered = true;
      }
      if (connection != null && (serverClosesFirst || connection.peerClosed())) {
        peer.tcp.close(connection, peer.nowNs);
      }
      peer.tcp.poll(peer.nowNs);
      for (Segment segment : fromClient) {
        launch(flights, random, peer.nowNs, order, lossPercent, true, segment);
      }
      for (Segment segment = peer.sent.poll(); segment != null; segment = peer.sent.poll()) {
        launch(flights, random, peer.nowNs, order, lossPercent, false, segment);
      }
      long next = Math.min(beatNs, peer.tcp.nextDeadlineNs());
      next = flights.isEmpty() ? next : Math.min(next, flights.peek().atNs());
      peer.nowNs = Math.max(peer.nowNs + 1000, next);
    }
  }

  private static boolean hasEnded(TcpFixture peer) {
    return peer.application.told.contains("over") || peer.application.told.contains("broken");
  }

  private static void launch(
      PriorityQueue<Flight> flights,
      Random random,
      long nowNs,
      long[] order,
      int lossPercent,
      boolean toServer,
      Segment segment) {
    int copies = random.nextInt(100) < 5 ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextInt(100) >= lossPercent) {
        long delayNs = (5 + random.nextInt(random.nextInt(10) == 0 ? 200 : 10)) * 1_000_000L;
        flights.add(new Flight(nowNs + delayNs, order[0]++, toServer, segment));
      }
    }
  }
}
