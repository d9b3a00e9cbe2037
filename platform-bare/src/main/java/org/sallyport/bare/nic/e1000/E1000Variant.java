// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.e1000;

import org.checkerframework.checker.nullness.qual.Nullable;

/** The controllers that the driver knows, and where they differ. */
public enum E1000Variant {
  /** The gigabit controller of the PRO/1000 MT desktop adapter. */
  INTEL_82540EM(0x100e, "e1000 82540EM", 4, 8, false),
  /** The PCI Express controller of many boards. */
  INTEL_82574(0x10d3, "e1000e 82574", 1, 2, true);

  /** Intel's vendor number. */
  public static final int VENDOR = 0x8086;

  private final int device;
  private final String title;
  private final int eepromDoneBit;
  private final int eepromAddressShift;
  private final boolean express;

  E1000Variant(
      int device, String title, int eepromDoneBit, int eepromAddressShift, boolean express) {
    this.device = device;
    this.title = title;
    this.eepromDoneBit = eepromDoneBit;
    this.eepromAddressShift = eepromAddressShift;
    this.express = express;
  }

  /** The controller with this PCI identity; null when it is none of these. */
  public static @Nullable E1000Variant of(int vendor, int device) {
    if (vendor != VENDOR) {
      return null;
    }
    return switch (device) {
      case 0x100e -> INTEL_82540EM;
      case 0x10d3 -> INTEL_82574;
      default -> null;
    };
  }

  /** The PCI device number. */
  public int device() {
    return device;
  }

  /** What the console calls it. */
  public String title() {
    return title;
  }

  /** Which bit of the EEPROM read register says that a word has been read. */
  int eepromDone() {
    return 1 << eepromDoneBit;
  }

  /** Where the word's number lies in the EEPROM read register. */
  int eepromAddressShift() {
    return eepromAddressShift;
  }

  /** Whether bus mastering must be ended before a reset, as PCI Express wants it. */
  boolean express() {
    return express;
  }
}
