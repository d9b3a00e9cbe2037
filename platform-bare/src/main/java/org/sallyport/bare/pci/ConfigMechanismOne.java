// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.pci;

import org.sallyport.bare.hardware.IoPorts;
import org.sallyport.bare.hardware.PciConfig;

/**
 * Configuration access through the two ports that every PC has: an address is written to 0xCF8 and
 * the data register at 0xCFC then stands for that register (PCI Local Bus 3.0, section 3.2.2.3.2).
 */
public final class ConfigMechanismOne implements PciConfig {
  private static final int ADDRESS_PORT = 0xcf8;
  private static final int DATA_PORT = 0xcfc;
  private static final int ENABLE = 0x80000000;

  private final IoPorts ports;

  /** Over the machine's ports. */
  public ConfigMechanismOne(IoPorts ports) {
    this.ports = ports;
  }

  @Override
  public int read32(int function, int register) {
    select(function, register);
    return ports.read32(DATA_PORT);
  }

  @Override
  public void write32(int function, int register, int value) {
    select(function, register);
    ports.write32(DATA_PORT, value);
  }

  private void select(int function, int register) {
    assert function >>> 16 == 0 && register >>> 8 == 0 && (register & 3) == 0
        : "a function of 16 bits, an aligned register below 256";
    ports.write32(ADDRESS_PORT, ENABLE | function << 8 | register);
  }
}
