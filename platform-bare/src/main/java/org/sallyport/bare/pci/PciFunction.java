// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.pci;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.hardware.PciConfig;

/** One function of a PCI device. Finding it changes nothing; what is asked of it is done then. */
public final class PciFunction {
  static final int VENDOR_AND_DEVICE = 0x00;
  static final int COMMAND_AND_STATUS = 0x04;
  static final int CLASS_AND_REVISION = 0x08;
  static final int HEADER_TYPE = 0x0e;
  static final int FIRST_BAR = 0x10;
  static final int CAPABILITIES = 0x34;
  static final int INTERRUPT_LINE = 0x3c;

  private static final int COMMAND_PORTS = 1;
  private static final int COMMAND_MEMORY = 1 << 1;
  private static final int COMMAND_MASTER = 1 << 2;
  private static final int COMMAND_NO_INTERRUPT = 1 << 10;
  private static final int STATUS_CAPABILITIES = 1 << 20;
  private static final int STATUS_BITS = 0xffff0000;

  /** A device, no bridge, has layout 0 and six base address registers. */
  private static final int HEADER_LAYOUT = 0x7f;

  private static final int BAR_COUNT = 6;
  private static final int BAR_PORTS = 1;
  private static final int BAR_TYPE = 0x6;
  private static final int BAR_64_BITS = 0x4;
  private static final int PORTS_MASK = 0xfffc;
  private static final int MEMORY_MASK = ~0xf;

  private static final int CAPABILITY_MESSAGE_INTERRUPTS = 0x05;
  private static final int CAPABILITY_MESSAGE_INTERRUPTS_EXTENDED = 0x11;
  private static final int MESSAGE_INTERRUPTS_ENABLE = 1 << 16;
  private static final int EXTENDED_ENABLE = 1 << 31;

  /** Capabilities lie in 192 octets and take at least 4: a longer list is a loop. */
  public static final int MAXIMUM_CAPABILITIES = 48;

  private static final int FIRST_CAPABILITY_OFFSET = 0x40;

  private final PciConfig config;
  private final int address;

  /**
   * A function that is known to exist.
   *
   * @param address {@code bus << 8 | device << 3 | function}
   */
  public PciFunction(PciConfig config, int address) {
    this.config = config;
    this.address = address;
  }

  /** {@code bus << 8 | device << 3 | function}. */
  public int address() {
    return address;
  }

  /** Who made it. */
  public int vendor() {
    return config.read16(address, VENDOR_AND_DEVICE);
  }

  /** What the maker calls it. */
  public int device() {
    return config.read16(address, VENDOR_AND_DEVICE + 2);
  }

  /** Base class and sub-class: 0x0200 is an Ethernet controller, 0x0604 a PCI-to-PCI bridge. */
  public int classCode() {
    return config.read16(address, CLASS_AND_REVISION + 2);
  }

  /** Which line of the interrupt controller the firmware routed it to; 255 says none. */
  public int interruptLine() {
    return config.read8(address, INTERRUPT_LINE);
  }

  /** 8 bits of the configuration space. */
  public int read8(int register) {
    return config.read8(address, register);
  }

  /** 32 bits of the configuration space. */
  public int read32(int register) {
    return config.read32(address, register);
  }

  /** A base address register that nobody set, or null where there is none. */
  public @Nullable PciBar bar(int index) {
    if (index < 0
        || index >= BAR_COUNT
        || (config.read8(address, HEADER_TYPE) & HEADER_LAYOUT) != 0) {
      return null;
    }
    int command = config.read32(address, COMMAND_AND_STATUS) & ~STATUS_BITS;
    // While its size is asked for, the register says nonsense: the device must not decode it.
    config.write32(address, COMMAND_AND_STATUS, command & ~(COMMAND_PORTS | COMMAND_MEMORY));
    PciBar bar = size(index);
    config.write32(address, COMMAND_AND_STATUS, command);
    return bar;
  }

  private @Nullable PciBar size(int index) {
    int register = FIRST_BAR + 4 * index;
    int low = config.read32(address, register);
    int lowMask = mask(register, low);
    if (lowMask == 0) {
      return null;
    }
    if ((low & BAR_PORTS) != 0) {
      int size = -(lowMask & PORTS_MASK) & 0xffff;
      return size == 0 ? null : new PciBar(index, low & PORTS_MASK, size, true);
    }
    long start = low & MEMORY_MASK & 0xffffffffL;
    long mask = lowMask & MEMORY_MASK | 0xffffffff00000000L;
    if ((low & BAR_TYPE) == BAR_64_BITS && index + 1 < BAR_COUNT) {
      int high = config.read32(address, register + 4);
      start |= (long) high << 32;
      mask = mask & 0xffffffffL | (long) mask(register + 4, high) << 32;
    }
    return mask == 0 || -mask < 0 ? null : new PciBar(index, start, -mask, false);
  }

  private int mask(int register, int restore) {
    config.write32(address, register, -1);
    int mask = config.read32(address, register);
    config.write32(address, register, restore);
    return mask;
  }

  /**
   * The capability that follows {@code previous} in the list and has this number.
   *
   * @param previous where the search goes on from; 0 for the start
   * @return its place in the configuration space, 0 when there is none
   */
  public int capability(int identifier, int previous) {
    if ((config.read32(address, COMMAND_AND_STATUS) & STATUS_CAPABILITIES) == 0) {
      return 0;
    }
    int at = config.read8(address, previous == 0 ? CAPABILITIES : previous + 1) & ~3;
    for (int seen = 0; seen < MAXIMUM_CAPABILITIES && at >= FIRST_CAPABILITY_OFFSET; seen++) {
      if (config.read8(address, at) == identifier) {
        return at;
      }
      at = config.read8(address, at + 1) & ~3;
    }
    return 0;
  }

  /**
   * Lets the device decode its registers, reach memory by itself and raise its interrupt line; the
   * line, because messages (MSI, MSI-X) would need an interrupt controller that nobody set up.
   */
  public void enable() {
    disable(CAPABILITY_MESSAGE_INTERRUPTS, MESSAGE_INTERRUPTS_ENABLE);
    disable(CAPABILITY_MESSAGE_INTERRUPTS_EXTENDED, EXTENDED_ENABLE);
    int command = config.read32(address, COMMAND_AND_STATUS) & ~STATUS_BITS;
    command |= COMMAND_PORTS | COMMAND_MEMORY | COMMAND_MASTER;
    config.write32(address, COMMAND_AND_STATUS, command & ~COMMAND_NO_INTERRUPT);
  }

  /** Keeps the device from memory. */
  public void endMastering() {
    int command = config.read32(address, COMMAND_AND_STATUS) & ~STATUS_BITS;
    config.write32(address, COMMAND_AND_STATUS, command & ~COMMAND_MASTER);
  }

  private void disable(int identifier, int bit) {
    int at = capability(identifier, 0);
    if (at != 0) {
      config.write32(address, at, config.read32(address, at) & ~bit);
    }
  }

  /** Bus, device and function as everybody writes them: {@code 00:03.0}. */
  public String place() {
    return hexadecimal(address >>> 8, 2)
        + ':'
        + hexadecimal(address >>> 3 & 31, 2)
        + '.'
        + (address & 7);
  }

  /** Vendor and device as everybody writes them: {@code 8086:100e}. */
  public String identity() {
    return hexadecimal(vendor(), 4) + ':' + hexadecimal(device(), 4);
  }

  private static String hexadecimal(int value, int digits) {
    String text = Integer.toHexString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
