// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

/** A PCI-to-PCI bridge as firmware numbered it. */
final class PciBridgeModel extends PciModel {
  PciBridgeModel(int address, int secondaryBus) {
    super(address, 0x1b36, 0x0001, 0x0604);
    config[0x0e] = 1;
    config[0x18] = (byte) (address >>> 8);
    config[0x19] = (byte) secondaryBus;
    config[0x1a] = (byte) secondaryBus;
  }
}
