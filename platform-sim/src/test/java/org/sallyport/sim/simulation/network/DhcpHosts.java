// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation.network;

import java.util.List;
import java.util.function.Consumer;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;
import org.sallyport.sim.simulation.EngineHost;
import org.sallyport.sim.trace.TraceRecord;

/** Hosts for tests of DHCP. */
final class DhcpHosts {
  private DhcpHosts() {}

  /** An engine without policies whose one interface asks for its address. */
  static EngineHost client(
      byte[] hardwareAddress, Consumer<TraceRecord> trace, SimulatedNetwork network) {
    return new EngineHost(
        "client",
        new EngineConfig(
            new NetworkConfig(
                NetworkConfig.LinkKind.ETHERNET,
                OctetString.of(hardwareAddress),
                List.of(),
                List.of(),
                NetworkConfig.ETHERNET_MTU,
                true),
            List.of(),
            List.of(),
            List.of(),
            LimitsConfig.DEFAULT,
            TimersConfig.DEFAULT),
        CryptoLibraries.best(),
        new SeededEntropy(new SeededRandom(7)),
        KeyLog.OFF,
        trace,
        network);
  }
}
