// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.util.List;
import java.util.stream.Stream;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.status.EngineStatus.IkeSaStatus;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;
import org.sallyport.sim.simulation.EngineHost;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.sim.simulation.network.SimulatedNetwork;

/** Two gateways on a simulated network without faults, and time that a trial lets pass. */
final class SimulatedPair {
  static final long SECOND_NS = 1_000_000_000L;
  private static final long SEED = 7;

  private final SeededRandom random = new SeededRandom(SEED);
  private final SimulatedNetwork network = new SimulatedNetwork(SEED, FaultOptions.NONE);
  private final EngineHost left;
  private final EngineHost right;
  private int packetCount;

  SimulatedPair(ConfigText left, ConfigText right) throws ConfigException {
    this.left = host("left", left.engine());
    this.right = host("right", right.engine());
  }

  /** One more gateway on the network. */
  EngineHost host(String name, EngineConfig config) {
    return new EngineHost(
        name,
        config,
        CryptoLibraries.best(),
        new SeededEntropy(random.split()),
        KeyLog.OFF,
        firing -> {},
        network);
  }

  /** Somebody on the same network who is not configured anywhere. */
  Stranger stranger(String address) {
    return new Stranger(address, network);
  }

  EngineHost left() {
    return left;
  }

  EngineHost right() {
    return right;
  }

  SimulatedNetwork network() {
    return network;
  }

  long nowNs() {
    return network.nowNs();
  }

  /** Lets time pass. */
  void pass(long spanNs) {
    long untilNs = network.nowNs() + spanNs;
    left.poll(network.nowNs());
    right.poll(network.nowNs());
    network.run(untilNs);
  }

  /** Opens the IKE SA from the left and waits until it stands. */
  void open() {
    left.engine().initiate("right", nowNs());
    pass(2 * SECOND_NS);
  }

  /** A host behind the left gateway sends a packet to one behind the right. */
  void sendFromLeft() {
    left.sendInner(
        InnerPacket.udp("10.1.0.7", "10.2.0.7", 4000, 9, "packet " + packetCount++), nowNs());
  }

  /** How many IKE SAs a host has, whatever their state, the closed ones left out. */
  static long ikeSas(EngineHost host) {
    return all(host).filter(sa -> !isOver(sa)).count();
  }

  /** How many IKE SAs of a host stand. */
  static long established(EngineHost host) {
    return all(host).filter(sa -> sa.state() == HthState.ESTABLISHED).count();
  }

  private static boolean isOver(IkeSaStatus sa) {
    return sa.state() == HthState.LINGERING || sa.state() == HthState.CLOSED;
  }

  private static Stream<IkeSaStatus> all(EngineHost host) {
    return host.engine().status().ikeSas().stream();
  }

  /** What a host told its operator, one entry on a line. */
  static String log(EngineHost host) {
    List<String> lines =
        host.log().stream().map(entry -> entry.level() + " " + entry.text()).toList();
    return String.join("\n", lines);
  }

  static Endpoint endpoint(String address, int port) {
    return new Endpoint(IpAddress.parse(address), port);
  }
}
