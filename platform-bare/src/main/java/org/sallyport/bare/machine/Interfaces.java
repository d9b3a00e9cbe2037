// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.board.Console;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.nic.NetworkDevice;
import org.sallyport.bare.nic.NetworkDriver;
import org.sallyport.bare.nic.discovery.NetworkDrivers;
import org.sallyport.engine.config.NicSelector;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.wire.OctetString;

/** The machine's network interfaces, and which of them the site means. */
final class Interfaces {
  private final List<NetworkDevice> devices;

  private Interfaces(List<NetworkDevice> devices) {
    this.devices = devices;
  }

  /** Starts every interface and tells the console of each. */
  static Interfaces start(Hardware hardware, FramePool pool) {
    List<NetworkDevice> devices = NetworkDrivers.start(hardware, pool);
    for (NetworkDevice device : devices) {
      Console.line("nic: " + device.describe());
    }
    return new Interfaces(devices);
  }

  /** The driver that the selector names; null when no interface that works fits. */
  @Nullable NetworkDriver find(NicSelector selector) {
    return switch (selector) {
      case NicSelector.ByIndex it -> byIndex(it.index());
      case NicSelector.ByPciAddress it -> byPlace(it);
      case NicSelector.ByHardwareAddress it -> byAddress(it.hardwareAddress());
    };
  }

  private @Nullable NetworkDriver byIndex(int index) {
    List<NetworkDriver> drivers = new ArrayList<>();
    for (NetworkDevice device : devices) {
      if (device.driver() != null) {
        drivers.add(device.driver());
      }
    }
    return index < drivers.size() ? drivers.get(index) : null;
  }

  private @Nullable NetworkDriver byPlace(NicSelector.ByPciAddress place) {
    int address = place.bus() << 8 | place.device() << 3 | place.function();
    for (NetworkDevice device : devices) {
      if (device.function().address() == address) {
        return device.driver();
      }
    }
    return null;
  }

  private @Nullable NetworkDriver byAddress(OctetString address) {
    for (NetworkDevice device : devices) {
      NetworkDriver driver = device.driver();
      if (driver != null && octets(driver.hardwareAddress()).equals(address)) {
        return driver;
      }
    }
    return null;
  }

  /** A hardware address as the engine has it. */
  static OctetString octets(long hardwareAddress) {
    byte[] octets = new byte[6];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (hardwareAddress >>> 40 - 8 * i);
    }
    return OctetString.of(octets);
  }
}
