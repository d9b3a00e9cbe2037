// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;
import org.sallyport.sim.simulation.network.DhcpServer;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.sim.simulation.network.SimulatedNetwork;
import org.sallyport.sim.trace.TraceRecord;
import org.sallyport.spec.trace.Firing;
import org.sallyport.spec.trace.TraceValidator;
import org.sallyport.spec.trace.TraceVerdict;

/** A gateway whose outer address is given by the network opens tunnels from it, and follows it. */
class DhcpGatewayTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final IpAddress FIRST = IpAddress.parse("192.0.2.77");
  private static final IpAddress SECOND = IpAddress.parse("192.0.2.78");

  private final SimulatedNetwork network = new SimulatedNetwork(3, FaultOptions.NONE);
  private final List<TraceRecord> trace = new ArrayList<>();
  private final DhcpServer server =
      new DhcpServer(
          "server",
          new byte[] {2, 0, 0, 0, 0, 9},
          IpAddress.parse("192.0.2.9"),
          DhcpServer.Offer.of(FIRST, 200),
          network);
  private final InnerTraffic traffic =
      new InnerTraffic(TwoGateways.LEFT_INNER, TwoGateways.RIGHT_INNER, 64, new SeededRandom(4));
  private EngineHost left;
  private EngineHost right;

  private void start(boolean initiates) throws Exception {
    PeerConfig toRight = DynamicGateways.fixed().left().peers().getFirst();
    start(initiates, toRight.remoteAddress(), null);
  }

  /**
   * @param rightAddress where left knows right to be, or null
   * @param leftAddress where right knows left to be, and opens to it, or null
   */
  private void start(boolean initiates, IpAddress rightAddress, IpAddress leftAddress)
      throws Exception {
    TwoGateways gateways = DynamicGateways.fixed();
    EngineConfig given = gateways.left();
    left =
        host(
            "left",
            DynamicGateways.with(
                given,
                DynamicGateways.dynamic(given.network()),
                IpAddress.ANY_IPV4,
                rightAddress,
                initiates,
                given.limits()));
    EngineConfig fixed = gateways.right();
    PeerConfig toLeft = fixed.peers().getFirst();
    right =
        host(
            "right",
            DynamicGateways.with(
                fixed,
                fixed.network(),
                toLeft.localAddress(),
                leftAddress,
                leftAddress != null,
                fixed.limits()));
  }

  private EngineHost host(String name, EngineConfig config) {
    return new EngineHost(
        name,
        config,
        CryptoLibraries.best(),
        new SeededEntropy(new SeededRandom(name.hashCode())),
        KeyLog.OFF,
        trace::add,
        network);
  }

  private void assertTunnelFrom(IpAddress address) {
    int before = right.delivered().size();
    left.sendInner(traffic.next(), network.nowNs());
    network.run(network.nowNs() + SECOND_NS);
    assertEquals(before + 1, right.delivered().size(), "through the tunnel");
    String remotes = right.engine().status().ikeSas().toString();
    assertTrue(remotes.contains(address.toString()), remotes);
  }

  @Test
  void tunnelsFollowTheAddress() throws Exception {
    start(true);
    network.run(5 * SECOND_NS);
    assertTunnelFrom(FIRST);
    server.setRefusing(true);
    network.run(102 * SECOND_NS);
    assertEquals(List.of(), left.engine().outerAddresses(), "refused at half time");
    assertEquals(Set.of(HthState.DELETING), states(), "closed with the address");
    int sent = network.transmissions().size();
    left.sendInner(traffic.next(), network.nowNs());
    network.run(network.nowNs() + SECOND_NS / 10);
    assertTrue(
        network.transmissions().subList(sent, network.transmissions().size()).stream()
            .noneMatch(frame -> isFrom(frame.frame(), FIRST)),
        "nothing is sent from an address that is lost");
    assertEquals(Set.of(HthState.DELETING), states(), "no handshake without an address");
    assertFalse(left.engine().initiate("right", network.nowNs()), "nor for the operator");
    server.setRefusing(false);
    server.setOffer(DhcpServer.Offer.of(SECOND, 200));
    network.run(130 * SECOND_NS);
    assertTunnelFrom(SECOND);
    assertEquals(
        List.of(SECOND),
        left.engine().outerAddresses().stream()
            .map(NetworkConfig.InterfaceAddress::address)
            .toList());
    assertTraceIsAccepted();
  }

  /** Left knows of no address of right, which has opened to it. */
  @Test
  void whatARoamingPeerOpenedEndsWithTheAddressAndNotBefore() throws Exception {
    start(false, null, FIRST);
    network.run(40 * SECOND_NS);
    assertEquals(Set.of(HthState.ESTABLISHED), states());
    network.run(99 * SECOND_NS);
    assertEquals(Set.of(HthState.ESTABLISHED), states());
    server.setRefusing(true);
    network.run(102 * SECOND_NS);
    assertEquals(List.of(), left.engine().outerAddresses(), "refused at half time");
    assertEquals(Set.of(HthState.DELETING), states(), "closed with the address");
    assertTraceIsAccepted();
  }

  /** The peer knows only the old address, so the delete is given up only after every try. */
  @Test
  void aPacketNeedNotWaitForTheDeletionOfTheOldSa() throws Exception {
    start(false);
    network.run(5 * SECOND_NS);
    left.sendInner(traffic.next(), network.nowNs());
    network.run(network.nowNs() + SECOND_NS);
    assertTunnelFrom(FIRST);
    server.setRefusing(true);
    network.run(102 * SECOND_NS);
    server.setRefusing(false);
    server.setOffer(DhcpServer.Offer.of(SECOND, 200));
    while (left.engine().outerAddresses().isEmpty()) {
      network.run(network.nowNs() + SECOND_NS / 10);
    }
    assertEquals(Set.of(HthState.DELETING), states(), "nothing has opened another");
    left.sendInner(traffic.next(), network.nowNs());
    network.run(network.nowNs() + SECOND_NS);
    assertEquals(Set.of(HthState.DELETING, HthState.ESTABLISHED), states(), "the packet has");
    assertTunnelFrom(SECOND);
    assertEquals(Set.of(HthState.DELETING, HthState.ESTABLISHED), states(), "all this time");
  }

  private Set<HthState> states() {
    return left.engine().status().ikeSas().stream()
        .map(EngineStatus.IkeSaStatus::state)
        .collect(Collectors.toSet());
  }

  private static boolean isFrom(byte[] frame, IpAddress source) {
    return frame.length > 30 && frame[12] == 8 && frame[13] == 0 && source.matches(frame, 26);
  }

  private void assertTraceIsAccepted() {
    List<String> hosts = List.of("left", "right");
    List<Firing> firings =
        trace.stream()
            .map(record ->
                new Firing(
                    record.machine(),
                    record.id() * hosts.size() + hosts.indexOf(record.host()),
                    record.state(),
                    record.event(),
                    record.next(),
                    record.facts()))
            .toList();
    Set<String> machines = firings.stream().map(Firing::machine).collect(Collectors.toSet());
    assertTrue(
        machines.containsAll(Set.of("Acquire", "Dhcp", "TaskScheduler", "TurnOrder", "Hth")),
        machines::toString);
    TraceVerdict verdict = new TraceValidator(Path.of("../spec/src/main/tla")).validate(firings);
    assertTrue(verdict.accepted(), verdict::reason);
  }
}
