// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.hardware;

/**
 * PCI configuration space: 256 octets per function. A function is named by one number, {@code bus
 * << 8 | device << 3 | function}; registers are aligned to 4. A function that does not exist reads
 * all ones and swallows writes.
 */
public interface PciConfig {
  /** The 32 bits at {@code register} of a function. */
  int read32(int function, int register);

  /** Writes the 32 bits at {@code register} of a function. */
  void write32(int function, int register, int value);

  /** The 16 bits at {@code register}, aligned to 2. */
  default int read16(int function, int register) {
    return read32(function, register & ~3) >>> (register & 2) * 8 & 0xffff;
  }

  /** The 8 bits at {@code register}. */
  default int read8(int function, int register) {
    return read32(function, register & ~3) >>> (register & 3) * 8 & 0xff;
  }
}
