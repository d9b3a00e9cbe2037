// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.hardware;

/**
 * A window on a device's registers. Every call is exactly one access of the named width, in program
 * order with the other calls; offsets count octets from the start of the window and are aligned to
 * the width. Values of 8 and 16 bits come back unsigned. A device that has gone answers all ones.
 */
public interface Mmio {
  /** The register of 8 bits at {@code offset}. */
  int read8(int offset);

  /** The register of 16 bits at {@code offset}. */
  int read16(int offset);

  /** The register of 32 bits at {@code offset}. */
  int read32(int offset);

  /** Writes the low 8 bits of {@code value}. */
  void write8(int offset, int value);

  /** Writes the low 16 bits of {@code value}. */
  void write16(int offset, int value);

  /** Writes 32 bits. */
  void write32(int offset, int value);
}
