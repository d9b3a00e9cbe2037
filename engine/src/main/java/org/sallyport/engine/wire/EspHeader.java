// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/** The ESP header in place, 8 octets (RFC 4303 §2): SPI and the low half of the sequence number. */
public final class EspHeader extends Header {
  /** Octets of the header. */
  public static final int LENGTH = 8;

  /** Octets of the trailer before the ICV: pad length and next header. */
  public static final int TRAILER_LENGTH = 2;

  /** Looks at a packet of exactly {@code count} octets. */
  public EspHeader wrap(byte[] array, int start, int count) {
    region(array, start, count);
    return this;
  }

  @Override
  public DropReason checkLength() {
    return available < LENGTH ? DropReason.TRUNCATED : DropReason.NONE;
  }

  /** The SPI, as it lies. */
  public int spi() {
    return Octets.i32(bytes, offset);
  }

  /** The low 32 bits of the sequence number, 0 to 2^32-1. */
  public long sequenceLow() {
    return Octets.u32(bytes, offset + 4);
  }

  /** Whether an SPI can not be one: 0 is for local use, 1 to 255 are reserved (RFC 4303 §2.1). */
  public static boolean isReservedSpi(int spi) {
    return (spi & 0xFFFF_FF00) == 0;
  }

  /** Writes a header. */
  public static void write(byte[] array, int start, int spi, long sequenceLow) {
    Octets.put32(array, start, spi);
    Octets.put32(array, start + 4, sequenceLow);
  }
}
