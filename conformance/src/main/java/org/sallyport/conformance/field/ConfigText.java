// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.nio.file.Path;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.GatewayConfigFile;

/**
 * A gateway's configuration file as a user would write it, to be changed line by line.
 *
 * @param text the file
 */
record ConfigText(String text) {
  private static final Path FILE = Path.of("gateway.toml");

  /** The end that begins: 192.0.2.1, with 10.1.0.0/24 behind it. */
  static final ConfigText LEFT =
      new ConfigText(
          """
          [outer]
          type = "tap"
          name = "sim0"
          addresses = ["192.0.2.1/24"]

          [inner]
          type = "tun"
          name = "sim1"
          addresses = ["10.1.0.1/24"]

          [limits]
          [timers]

          [[peer]]
          name = "right"
          remote_address = "192.0.2.2"
          local_id = "left.test"
          remote_id = "right.test"
          psk = "the secret of the pair in the field"
          initiate = false
          ike_proposals = ["aes128gcm16-prfsha256-x25519"]

          [[peer.child]]
          name = "lan"
          mode = "tunnel"
          local_ts = ["10.1.0.0/24"]
          remote_ts = ["10.2.0.0/24"]
          esp_proposals = ["aes128gcm16"]
          """);

  /** The end that answers: 192.0.2.2, with 10.2.0.0/24 behind it. */
  static final ConfigText RIGHT =
      LEFT.with("192.0.2.2", "192.0.2.swapped")
          .with("192.0.2.1", "192.0.2.2")
          .with("192.0.2.swapped", "192.0.2.1")
          .with("10.2.0.0/24", "10.swapped.0.0/24")
          .with("10.1.0.", "10.2.0.")
          .with("10.swapped.0.0/24", "10.1.0.0/24")
          .with("name = \"right\"", "name = \"left\"")
          .with("local_id = \"left.test\"", "local_id = \"right.test\"")
          .with("remote_id = \"right.test\"", "remote_id = \"left.test\"");

  /** The same with every occurrence of a part replaced; it has to occur. */
  ConfigText with(String part, String instead) {
    if (!text.contains(part)) {
      throw new IllegalArgumentException("the configuration has no " + part);
    }
    return new ConfigText(text.replace(part, instead));
  }

  /** The same with more at its end. */
  ConfigText and(String more) {
    return new ConfigText(text + "\n" + more);
  }

  /** What the engine is told. */
  EngineConfig engine() throws ConfigException {
    return GatewayConfigFile.parse(FILE, text).engine();
  }
}
