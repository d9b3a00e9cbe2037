// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.pci;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.bare.hardware.PciConfig;

/**
 * Finds every function on bus 0 and behind the bridges that the firmware numbered (PCI-to-PCI
 * Bridge 1.2, section 3.2.5). A bus is looked at once, however the bridges point at each other.
 */
public final class PciBuses {
  /** More than any PC has; a configuration space that answers everywhere ends here. */
  public static final int MAXIMUM_FUNCTIONS = 512;

  private static final int BUSES = 256;
  private static final int DEVICES = 32;
  private static final int FUNCTIONS = 8;
  private static final int NO_VENDOR = 0xffff;
  private static final int MANY_FUNCTIONS = 0x80;
  private static final int HEADER_LAYOUT = 0x7f;
  private static final int BRIDGE_LAYOUT = 1;
  private static final int SECONDARY_BUS = 0x19;

  private final PciConfig config;
  private final List<PciFunction> found = new ArrayList<>();
  private final boolean[] busPending = new boolean[BUSES];
  private final boolean[] busSeen = new boolean[BUSES];

  private PciBuses(PciConfig config) {
    this.config = config;
  }

  /** All functions, bus by bus. */
  public static List<PciFunction> scan(PciConfig config) {
    PciBuses buses = new PciBuses(config);
    buses.scanAll();
    return buses.found;
  }

  private void scanAll() {
    busPending[0] = true;
    for (int bus = nextBus(); bus >= 0; bus = nextBus()) {
      busSeen[bus] = true;
      for (int device = 0; device < DEVICES; device++) {
        scanDevice(bus << 8 | device << 3);
      }
    }
  }

  private int nextBus() {
    for (int bus = 0; bus < BUSES; bus++) {
      if (busPending[bus] && !busSeen[bus]) {
        return bus;
      }
    }
    return -1;
  }

  private void scanDevice(int device) {
    if (!exists(device)) {
      return;
    }
    boolean many = (config.read8(device, PciFunction.HEADER_TYPE) & MANY_FUNCTIONS) != 0;
    for (int function = 0; function < (many ? FUNCTIONS : 1); function++) {
      if (exists(device | function)) {
        add(device | function);
      }
    }
  }

  private boolean exists(int address) {
    int vendor = config.read16(address, PciFunction.VENDOR_AND_DEVICE);
    return vendor != NO_VENDOR && vendor != 0;
  }

  private void add(int address) {
    if (found.size() == MAXIMUM_FUNCTIONS) {
      return;
    }
    found.add(new PciFunction(config, address));
    if ((config.read8(address, PciFunction.HEADER_TYPE) & HEADER_LAYOUT) == BRIDGE_LAYOUT) {
      busPending[config.read8(address, SECONDARY_BUS)] = true;
    }
  }
}
