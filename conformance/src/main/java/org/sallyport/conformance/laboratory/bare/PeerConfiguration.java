// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.nio.file.Path;
import org.sallyport.conformance.laboratory.interop.peer.PeerTable;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.GatewayConfigFile;

/** What this JVM's engine is told, in the words of a gateway's configuration file. */
final class PeerConfiguration {
  /** The machine, as the engine's peer. */
  static final String MACHINE = "machine";

  private PeerConfiguration() {}

  /** The engine's configuration on a link of datagrams between two sockets. */
  static EngineConfig of(Path socket, Path machineSocket) {
    String text =
        """
        [outer]
        type = "unix"
        local = "%s"
        remote = "%s"
        addresses = ["%s/24"]

        %s\
        """
            .formatted(
                socket,
                machineSocket,
                Addresses.PEER,
                new PeerTable(
                        MACHINE,
                        Addresses.MACHINE,
                        Addresses.PEER_ID,
                        Addresses.MACHINE_ID,
                        Addresses.SECRET,
                        Addresses.IKE_PROPOSAL,
                        "",
                        Addresses.child(Addresses.PEER_NET, Addresses.MACHINE_NET))
                    .toml());
    try {
      return GatewayConfigFile.parse(Path.of("peer.toml"), text).engine();
    } catch (ConfigException wrong) {
      throw new IllegalStateException(wrong); // the text is ours
    }
  }
}
