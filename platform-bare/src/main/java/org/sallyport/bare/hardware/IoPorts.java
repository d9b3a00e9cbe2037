// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.hardware;

/**
 * The I/O port space of an x86 machine: the IN and OUT instructions of 8, 16 and 32 bits. Ports are
 * 0 to 65535; values of 8 and 16 bits come back unsigned; a port that nobody answers reads all
 * ones.
 */
public interface IoPorts {
  /** IN of 8 bits. */
  int read8(int port);

  /** IN of 16 bits. */
  int read16(int port);

  /** IN of 32 bits. */
  int read32(int port);

  /** OUT of the low 8 bits of {@code value}. */
  void write8(int port, int value);

  /** OUT of the low 16 bits of {@code value}. */
  void write16(int port, int value);

  /** OUT of 32 bits. */
  void write32(int port, int value);
}
