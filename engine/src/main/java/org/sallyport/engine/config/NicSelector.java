// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import org.sallyport.engine.wire.OctetString;

/** Which of a machine's network interfaces is meant. */
public sealed interface NicSelector {
  /**
   * The place among the supported interfaces, in the order of their PCI addresses.
   *
   * @param index from 0
   */
  record ByIndex(int index) implements NicSelector {
    @Override
    public String toString() {
      return "number " + index;
    }
  }

  /**
   * The place on the PCI bus.
   *
   * @param bus 0 to 255
   * @param device 0 to 31
   * @param function 0 to 7
   */
  record ByPciAddress(int bus, int device, int function) implements NicSelector {
    @Override
    public String toString() {
      return "PCI " + OctetString.of(new byte[] {(byte) bus, (byte) device}) + "." + function;
    }
  }

  /**
   * The address burned into the interface.
   *
   * @param hardwareAddress 6 octets
   */
  record ByHardwareAddress(OctetString hardwareAddress) implements NicSelector {
    @Override
    public String toString() {
      return "MAC " + hardwareAddress;
    }
  }
}
