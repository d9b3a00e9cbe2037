// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/**
 * A bounded cursor that writes into a slot. What does not fit is not written and sticks as {@link
 * #overflowed}; nothing is ever written past the capacity.
 */
public final class PayloadWriter {
  private byte[] bytes = new byte[0];
  private int position;
  private int limit;
  private boolean overflowed;

  PayloadWriter() {}

  void begin(byte[] target, int offset, int capacity) {
    assert offset >= 0 && capacity >= 0 && capacity <= target.length - offset
        : "region outside the array";
    bytes = target;
    position = offset;
    limit = offset + capacity;
    overflowed = false;
  }

  int position() {
    return position;
  }

  boolean overflowed() {
    return overflowed;
  }

  void u8(int value) {
    if (fits(1)) {
      Octets.put8(bytes, position, value);
      position += 1;
    }
  }

  void u16(int value) {
    if (fits(2)) {
      Octets.put16(bytes, position, value);
      position += 2;
    }
  }

  void u24(int value) {
    if (fits(3)) {
      Octets.put24(bytes, position, value);
      position += 3;
    }
  }

  void u32(long value) {
    if (fits(4)) {
      Octets.put32(bytes, position, value);
      position += 4;
    }
  }

  void u64(long value) {
    if (fits(8)) {
      Octets.put64(bytes, position, value);
      position += 8;
    }
  }

  void octets(OctetString octets) {
    if (fits(octets.length())) {
      octets.copyInto(bytes, position);
      position += octets.length();
    }
  }

  void octets(byte[] source, int offset, int length) {
    if (fits(length)) {
      System.arraycopy(source, offset, bytes, position, length);
      position += length;
    }
  }

  void zeros(int count) {
    if (fits(count)) {
      Octets.clear(bytes, position, count);
      position += count;
    }
  }

  void address(IpAddress address) {
    if (fits(address.length())) {
      address.copyInto(bytes, position);
      position += address.length();
    }
  }

  /** Patches an octet written before. */
  void patch8(int at, int value) {
    if (!overflowed) {
      Octets.put8(bytes, at, value);
    }
  }

  /** Patches a 16-bit length written before; what does not fit 16 bits counts as overflow. */
  void patchLength(int at, int value) {
    if (value > 0xFFFF) {
      overflowed = true;
    }
    if (!overflowed) {
      Octets.put16(bytes, at, value);
    }
  }

  void patch32(int at, long value) {
    if (!overflowed) {
      Octets.put32(bytes, at, value);
    }
  }

  private boolean fits(int count) {
    if (count > limit - position) {
      overflowed = true;
    }
    return !overflowed;
  }
}
