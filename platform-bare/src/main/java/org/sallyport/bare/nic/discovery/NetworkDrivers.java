// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.discovery;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.nic.NetworkDevice;
import org.sallyport.bare.nic.StartRefusal;
import org.sallyport.bare.nic.e1000.E1000Driver;
import org.sallyport.bare.nic.e1000.E1000Variant;
import org.sallyport.bare.nic.virtio.VirtioNetDriver;
import org.sallyport.bare.pci.ConfigMechanismOne;
import org.sallyport.bare.pci.PciBuses;
import org.sallyport.bare.pci.PciFunction;
import org.sallyport.engine.frame.FramePool;

/** Finds the network devices of a machine and starts a driver for each. */
public final class NetworkDrivers {
  /** Base class 2, sub-class 0: an Ethernet controller. */
  private static final int ETHERNET = 0x0200;

  private NetworkDrivers() {}

  /**
   * Every Ethernet controller of the machine, in the order of the buses, started or with the reason
   * why not. The slots of all drivers come from one pool, whose slab lies in {@link
   * Hardware#frames}.
   */
  @SuppressWarnings("ReferenceEquality") // The very same array is meant.
  public static List<NetworkDevice> start(Hardware hardware, FramePool pool) {
    if (pool.slab().bytes() != hardware.frames().bytes()) {
      throw new IllegalArgumentException("the pool's slots do not lie in the memory for frames");
    }
    List<NetworkDevice> devices = new ArrayList<>();
    for (PciFunction function : PciBuses.scan(new ConfigMechanismOne(hardware.ports()))) {
      if (function.classCode() == ETHERNET) {
        devices.add(open(function, hardware, pool));
      }
    }
    return devices;
  }

  private static NetworkDevice open(PciFunction function, Hardware hardware, FramePool pool) {
    E1000Variant variant = E1000Variant.of(function.vendor(), function.device());
    if (variant != null) {
      return E1000Driver.open(variant, function, hardware, pool);
    }
    if (VirtioNetDriver.drives(function)) {
      return VirtioNetDriver.open(function, hardware, pool);
    }
    return NetworkDevice.refused(function, StartRefusal.NO_DRIVER);
  }
}
