// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import org.sallyport.bare.board.Console;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.wire.IpAddress;

/** What the person at the screen needs: where the machine is, and whom it expects. */
final class Welcome {
  private Welcome() {}

  /** Says it on the console, a line for each address and peer. */
  static void say(EngineConfig config, String outerInterface) {
    for (InterfaceAddress address : config.network().addresses()) {
      Console.line("outer address: " + address.address() + " on " + outerInterface);
    }
    if (config.network().dhcp()) {
      Console.line("outer address: asked of the network by DHCP, on " + outerInterface);
    }
    for (IpAddress address : config.innerAddresses()) {
      Console.line("inner address: " + address + ", reached through ESP as the policy says");
    }
    for (PeerConfig peer : config.peers()) {
      IpAddress remote = peer.remoteAddress();
      Console.line(
          "peer: "
              + peer.name()
              + (peer.initiate() ? ", called at " : ", expected from ")
              + (remote == null ? "any address" : remote));
    }
  }
}
