// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.pci.PciFunction;

/**
 * A network device that was found, and what came of it.
 *
 * @param function where it is
 * @param driver its driver, null when the device was not brought up
 * @param refusal why not, else {@link StartRefusal#NONE}
 */
public record NetworkDevice(
    PciFunction function, @Nullable NetworkDriver driver, StartRefusal refusal) {
  /** A device that works. */
  public static NetworkDevice started(PciFunction function, NetworkDriver driver) {
    return new NetworkDevice(function, driver, StartRefusal.NONE);
  }

  /** A device that does not. */
  public static NetworkDevice refused(PciFunction function, StartRefusal refusal) {
    return new NetworkDevice(function, null, refusal);
  }

  /** One line for the console. */
  public String describe() {
    if (driver == null) {
      return function.place() + " " + function.identity() + ": " + refusal.text();
    }
    return driver.name()
        + ", address "
        + addressText(driver.hardwareAddress())
        + ", interrupt line "
        + driver.interruptLine();
  }

  /** A MAC address as everybody writes it. */
  public static String addressText(long hardwareAddress) {
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      String octet = Integer.toHexString((int) (hardwareAddress >>> shift) & 0xff);
      text.append(octet.length() == 1 ? "0" : "").append(octet).append(shift == 0 ? "" : ":");
    }
    return text.toString();
  }
}
