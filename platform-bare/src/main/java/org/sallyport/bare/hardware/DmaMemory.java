// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.hardware;

/**
 * One pinned array that a device reads and writes by itself: it never moves, its octets lie one
 * after the other in physical memory, and {@link #physicalAddress} says where.
 *
 * <p>Octets of frames are reached through {@link #bytes} like those of any array. What driver and
 * device share while both are at work, that is descriptors and ring indices, is reached through the
 * accessors only: each is one aligned access in the machine's (little-endian) order, performed in
 * program order with the other accessors, never split, merged, or remembered from an earlier read.
 * Alignment is that of the physical address.
 */
public interface DmaMemory {
  /** The array itself, always the same one. */
  byte[] bytes();

  /** Where octet {@code offset} of the array lies for a device. */
  long physicalAddress(int offset);

  /** The 16 bits at {@code offset}, unsigned. */
  int read16(int offset);

  /** The 32 bits at {@code offset}. */
  int read32(int offset);

  /** The 64 bits at {@code offset}. */
  long read64(int offset);

  /** Writes the low 16 bits of {@code value}. */
  void write16(int offset, int value);

  /** Writes 32 bits. */
  void write32(int offset, int value);

  /** Writes 64 bits. */
  void write64(int offset, long value);
}
