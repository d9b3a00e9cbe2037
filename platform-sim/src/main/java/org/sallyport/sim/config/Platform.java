// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import org.sallyport.sim.config.GatewayConfig.InnerKind;
import org.sallyport.sim.config.GatewayConfig.OuterKind;

/** What the engine of a configuration file runs on; it decides which links there are. */
enum Platform {
  /** A Linux host. */
  HOST,
  /** A machine without an operating system. */
  BARE;

  /** Reads the kind of the outer link. */
  OuterKind outerKind(String text) throws TextException {
    OuterKind kind = TomlSection.choice(text, OuterKind.class);
    if (this == HOST && kind == OuterKind.NIC) {
      throw new TextException(
          "this Linux host keeps its interfaces to itself",
          "write \"tap\" and join it to a bridge, or make a site image of the file and boot it");
    }
    if (this == BARE && kind == OuterKind.TUN) {
      throw new TextException(
          "a network interface carries Ethernet", "write \"nic\", or \"tap\" for both platforms");
    }
    return kind;
  }

  /** Reads the kind of the inner side. */
  InnerKind innerKind(String text) throws TextException {
    InnerKind kind = TomlSection.choice(text, InnerKind.class);
    if (this == HOST && kind == InnerKind.NIC) {
      throw new TextException(
          "this Linux host keeps its interfaces to itself",
          "write \"tap\" and join it to a bridge, or make a site image of the file and boot it");
    }
    if (this == BARE && kind == InnerKind.TUN) {
      throw new TextException(
          "there is no Linux host behind a bare machine",
          "write \"nic\" for a second network interface, or \"self\" for the machine itself");
    }
    return kind;
  }
}
