// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;
import org.sallyport.sim.simulation.network.DhcpServer;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.sim.simulation.network.SimulatedNetwork;
import org.sallyport.sim.trace.TraceRecord;

/** Packets and requests while the outer address is gained and lost, with tasks and without. */
class AcquireRowsTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final IpAddress FIRST = IpAddress.parse("192.0.2.77");
  private static final IpAddress SECOND = IpAddress.parse("192.0.2.78");
  private static final IpAddress ABSENT_PEER = IpAddress.parse("192.0.2.200");
  private static final int LEASE_SECONDS = 200;
  private static final long RENEWAL_NS = 100 * SECOND_NS;
  private static final LimitsConfig ONE_TASK = new LimitsConfig(1, 8, 8, 3);

  private final SimulatedNetwork network = new SimulatedNetwork(3, FaultOptions.NONE);
  private final List<TraceRecord> trace = new ArrayList<>();
  private final DhcpServer server =
      new DhcpServer(
          "server",
          new byte[] {2, 0, 0, 0, 0, 9},
          IpAddress.parse("192.0.2.9"),
          DhcpServer.Offer.of(FIRST, LEASE_SECONDS),
          network);
  private final InnerTraffic traffic =
      new InnerTraffic(TwoGateways.LEFT_INNER, TwoGateways.RIGHT_INNER, 64, new SeededRandom(4));
  private final TwoGateways gateways;

  AcquireRowsTest() throws Exception {
    gateways = DynamicGateways.fixed();
  }

  /** A gateway whose address the network gives, with an address from the first seconds on. */
  private EngineHost left(boolean initiates, LimitsConfig limits, boolean isPeerThere) {
    EngineConfig given = gateways.left();
    IpAddress remote = isPeerThere ? given.peers().getFirst().remoteAddress() : ABSENT_PEER;
    NetworkConfig dynamic = DynamicGateways.dynamic(given.network());
    if (isPeerThere) {
      EngineConfig right = gateways.right();
      IpAddress own = right.peers().getFirst().localAddress();
      host(
          "right",
          DynamicGateways.with(right, right.network(), own, null, false, LimitsConfig.DEFAULT));
    }
    EngineHost left =
        host(
            "left",
            DynamicGateways.with(given, dynamic, IpAddress.ANY_IPV4, remote, initiates, limits));
    network.run(5 * SECOND_NS);
    return left;
  }

  private EngineHost host(String name, EngineConfig config) {
    return new EngineHost(
        name,
        config,
        CryptoLibraries.best(),
        new SeededEntropy(new SeededRandom(name.hashCode())),
        KeyLog.OFF,
        name.equals("left") ? trace::add : ignored -> {},
        network);
  }

  private void send(EngineHost left) {
    left.sendInner(traffic.next(), network.nowNs());
    network.run(network.nowNs() + SECOND_NS / 10);
  }

  private void fired(String move) {
    assertTrue(moves().contains(move), () -> move + " is not in " + moves());
  }

  private List<String> moves() {
    return trace.stream()
        .filter(record -> record.machine().equals("Acquire"))
        .map(record -> record.state() + " " + record.event() + " " + record.next())
        .toList();
  }

  private static long begun(EngineHost left) {
    return left.engine().status().events("InitiateRequested");
  }

  @Test
  void addressThatIsLostUnusedLeavesNothingToClose() {
    EngineHost left = left(false, LimitsConfig.DEFAULT, false);
    fired("NoAddress AddressGained Ready");
    server.setRefusing(true);
    network.run(RENEWAL_NS + 2 * SECOND_NS);
    fired("Ready AddressMissing NoAddress");
    assertEquals(0, left.engine().status().ikeSas().size());
    server.setRefusing(false);
    network.run(RENEWAL_NS + 20 * SECOND_NS);
    assertEquals("NoAddress AddressGained Ready", moves().getLast());
  }

  @Test
  void packetWithoutAddressInThePauseBeginsNothing() {
    EngineHost left = left(false, LimitsConfig.DEFAULT, false);
    server.setRefusing(true);
    network.run(RENEWAL_NS - SECOND_NS / 10);
    send(left);
    fired("Ready PacketNeedsSa Begun");
    network.run(RENEWAL_NS + SECOND_NS / 2);
    fired("Begun AddressMissing NoAddress");
    send(left);
    fired("NoAddress PacketInPause NoAddress");
    assertEquals(1, begun(left));
  }

  /** The only task is that of the IKE SA whose delete is not answered: its address is gone. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutTaskNothingIsBegunFromANewAddress(boolean initiates) {
    EngineHost left = left(initiates, ONE_TASK, true);
    send(left);
    network.run(10 * SECOND_NS);
    assertEquals(1, begun(left));
    assertTrue(left.engine().closeChild("right", "lan", network.nowNs()));
    server.setRefusing(true);
    network.run(RENEWAL_NS + SECOND_NS / 2);
    fired("Begun AddressMissing NoAddress");
    assertEquals(1, left.engine().status().ikeSas().size(), "its delete is not answered");
    assertFalse(left.engine().initiate("right", network.nowNs()));
    fired("NoAddress RequestNoTask NoAddress");
    send(left);
    fired("NoAddress PacketNoTask NoAddress");
    server.setRefusing(false);
    server.setOffer(DhcpServer.Offer.of(SECOND, LEASE_SECONDS));
    network.run(RENEWAL_NS + 5 * SECOND_NS);
    assertEquals(1, left.engine().outerAddresses().size());
    if (initiates) {
      fired("NoAddress AddressNoTask Begun");
    } else {
      assertFalse(left.engine().initiate("right", network.nowNs()));
      fired("Ready RequestNoTask Ready");
      send(left);
      fired("Ready PacketNoTask Begun");
    }
    assertEquals(1, begun(left));
  }
}
