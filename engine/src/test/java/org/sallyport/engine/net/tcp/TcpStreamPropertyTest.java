// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.sallyport.engine.task.DeadlineTable;

/**
 * Whatever the network does, both streams arrive to the octet, both sides close, and nothing is
 * left: numbers that wrap around, windows large and small, loss, duplicates and reordering.
 *
 * <p>The network loses the same segment three times at most, so that no connection is given up by
 * chance: of the copies that timeouts send, three are lost and three more acknowledgments of them,
 * and the seventh gets through, while the eighth would be the last. Without the bound, a loss of 20
 * percent and a window of one segment spend every try of some segment in one stream of fifty.
 */
final class TcpStreamPropertyTest {
  private static final int MOST_LOSSES = 3;
  private static final long BEAT_NS = 300 * TcpFixture.MILLISECOND_NS;

  /** 400 segments of 300 octets, each after 2 + 4 + … + 60 seconds of timeouts: more than that. */
  private static final long LIMIT_NS = 60_000 * TcpFixture.SECOND_NS;

  /** What is sent over which network. */
  private record Transfer(
      long seed, int asks, int answers, int lossPercent, int window, boolean serverClosesFirst) {}

  /** Without a bound of losses all tries of a segment are spent in it, for its 46th segment. */
  private static final Transfer HARD =
      new Transfer(-4157715130297075525L, 17, 119_999, 20, 623, false);

  @Property(tries = 150)
  void streamsArriveIntact(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 30_000) int asks,
      @ForAll @IntRange(min = 0, max = 120_000) int answers,
      @ForAll @IntRange(min = 0, max = 20) int lossPercent,
      @ForAll @IntRange(min = 600, max = 65535) int window,
      @ForAll boolean serverClosesFirst) {
    arrivesIntact(new Transfer(seed, asks, answers, lossPercent, window, serverClosesFirst));
  }

  @Example
  void aLongStreamThroughASmallWindowSurvivesBoundedLoss() {
    assertTrue(MOST_LOSSES * 2 < TcpTimers.DEFAULT.textTries(), "tries remain for one more");
    arrivesIntact(HARD);
  }

  @Example
  void streamsArriveThoughEverySegmentIsLostAsOftenAsTheBoundAllows() {
    arrivesIntact(new Transfer(1, 30_000, 30_000, 100, 1400, false));
  }

  // RFC 9293 §3.8.3: the endpoint is right, so the network of the property has a bound.
  @Example
  void aConnectionIsGivenUpOnlyAfterEveryTryOfOneSegmentWasLost() {
    World world = new World(HARD, LossyNetwork.UNBOUNDED);
    world.run();
    assertTrue(world.told("broken"));
    List<LossyNetwork.Flight> sent = world.network.launched();
    Segment last =
        sent.stream()
            .filter(flight -> !flight.toServer() && flight.segment().text().length > 0)
            .reduce((earlier, later) -> later)
            .orElseThrow()
            .segment();
    long copies =
        sent.stream()
            .filter(flight -> !flight.toServer())
            .filter(flight -> flight.segment().text().length > 0)
            .filter(flight -> flight.segment().sequence() == last.sequence())
            .count();
    assertTrue(copies > TcpTimers.DEFAULT.textTries(), () -> copies + " copies were sent");
    assertTrue(
        sent.stream()
            .filter(LossyNetwork.Flight::toServer)
            .filter(flight -> flight.segment().has('A'))
            .filter(flight -> flight.segment().acknowledgment() - last.sequence() > 0)
            .allMatch(LossyNetwork.Flight::lost),
        "no acknowledgment of it arrived");
  }

  private static void arrivesIntact(Transfer transfer) {
    World world = new World(transfer, MOST_LOSSES);
    world.run();
    TcpFixture peer = world.peer;
    assertTrue(world.client.isDone(), "both streams end");
    assertArrayEquals(world.stream, TcpFixture.octets(peer.application.text.toString()));
    assertEquals(transfer.answers(), world.client.received.size());
    byte[] got = world.client.received.toByteArray();
    for (int i = 0; i < got.length; i++) {
      assertEquals((byte) TcpFixture.pattern(i), got[i]);
    }
    peer.pass(1000 * TcpFixture.SECOND_NS);
    assertEquals(0, peer.tcp.inUse());
    assertEquals("over", peer.application.told.get(peer.application.told.size() - 1));
    assertEquals(DeadlineTable.NEVER_NS, peer.tcp.nextDeadlineNs());
  }

  /** A server, a client and the network between them. */
  private static final class World {
    final TcpFixture peer;
    final ModelClient client;
    final LossyNetwork network;
    final byte[] stream;
    private final Transfer transfer;
    private boolean offered;

    World(Transfer transfer, int mostLosses) {
      this.transfer = transfer;
      Random random = new Random(transfer.seed());
      stream = new byte[transfer.asks()];
      random.nextBytes(stream);
      peer = new TcpFixture(TcpLimits.DEFAULT, transfer.seed());
      int initial = random.nextInt(4) == 0 ? -random.nextInt(20_000) : random.nextInt();
      client = new ModelClient(40000, TcpFixture.PORT, initial, transfer.window(), stream);
      peer.nowNs = random.nextLong(1L << 50);
      network = new LossyNetwork(random, transfer.lossPercent(), mostLosses);
    }

    boolean told(String word) {
      return peer.application.told.contains(word);
    }

    /** Runs until both sides are done or the server gives up. */
    void run() {
      long endNs = peer.nowNs + LIMIT_NS;
      long beatNs = peer.nowNs;
      while (peer.nowNs < endNs && !told("broken") && !(client.isDone() && told("over"))) {
        List<Segment> fromClient = new ArrayList<>();
        if (peer.nowNs >= beatNs) {
          fromClient.addAll(client.beat());
          beatNs = peer.nowNs + BEAT_NS;
        }
        deliver(fromClient);
        serve();
        for (Segment segment : fromClient) {
          network.launch(true, segment, peer.nowNs);
        }
        for (Segment segment = peer.sent.poll(); segment != null; segment = peer.sent.poll()) {
          network.launch(false, segment, peer.nowNs);
        }
        long next = Math.min(beatNs, peer.tcp.nextDeadlineNs());
        peer.nowNs = Math.max(peer.nowNs + 1000, Math.min(next, network.nextArrivalNs()));
      }
    }

    private void deliver(List<Segment> fromClient) {
      for (LossyNetwork.Flight flight = network.arrived(peer.nowNs);
          flight != null;
          flight = network.arrived(peer.nowNs)) {
        if (flight.toServer()) {
          peer.receive(flight.segment());
        } else {
          fromClient.addAll(client.receive(flight.segment()));
        }
      }
    }

    private void serve() {
      TcpConnection connection = peer.application.latest;
      if (connection != null && !offered) {
        peer.tcp.send(connection, transfer.answers(), peer.nowNs);
        offered = true;
      }
      if (connection != null && (transfer.serverClosesFirst() || connection.peerClosed())) {
        peer.tcp.close(connection, peer.nowNs);
      }
      peer.tcp.poll(peer.nowNs);
    }
  }
}
