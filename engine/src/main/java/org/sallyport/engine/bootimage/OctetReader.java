// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.bootimage;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/**
 * Reads what {@link OctetWriter} wrote, within bounds. The first defect sticks: from then on every
 * read gives zero or nothing and {@link #refusal} says what was wrong, so that a reader of many
 * fields checks once, before it makes a value of them.
 */
final class OctetReader {
  private final byte[] bytes;
  private final int base;
  private int position;
  private int limit;
  private @Nullable SiteRefusal refusal;

  OctetReader(byte[] bytes, int offset, int length) {
    assert offset >= 0 && length >= 0 && length <= bytes.length - offset
        : "region outside the array";
    this.bytes = bytes;
    this.base = offset;
    this.position = offset;
    this.limit = offset + length;
  }

  @Nullable SiteRefusal refusal() {
    return refusal;
  }

  boolean refused() {
    return refusal != null;
  }

  int remaining() {
    return limit - position;
  }

  /** Refuses at the cursor; later refusals change nothing. */
  void refuse(String text) {
    if (refusal == null) {
      refusal = new SiteRefusal(position - base, text);
    }
    limit = position;
  }

  /** Refuses unless {@code holds}; gives whether nothing is refused so far. */
  boolean require(boolean holds, String text) {
    if (!holds) {
      refuse(text);
    }
    return !refused();
  }

  int u8() {
    return need(1) ? Octets.u8(bytes, advance(1)) : 0;
  }

  boolean flag() {
    int value = u8();
    require(value <= 1, "a flag is neither 0 nor 1");
    return value == 1;
  }

  int u16() {
    return need(2) ? Octets.u16(bytes, advance(2)) : 0;
  }

  int i32() {
    return need(4) ? Octets.i32(bytes, advance(4)) : 0;
  }

  long i64() {
    return need(8) ? Octets.i64(bytes, advance(8)) : 0;
  }

  /** A 32-bit number within bounds. */
  int number(int least, int most, String what) {
    int value = i32();
    require(value >= least && value <= most, what + " is not from " + least + " to " + most);
    return refused() ? least : value;
  }

  /** A 64-bit number that is not negative. */
  long durationNs(String what) {
    long value = i64();
    require(value >= 0, what + " is negative");
    return refused() ? 0 : value;
  }

  /** A duration that may not be zero; 1 once something was refused. */
  long positiveDurationNs(String what) {
    long value = i64();
    require(value > 0, what + " is not above zero");
    return refused() ? 1 : value;
  }

  /** The constant of an enum that was written by its place. */
  <E extends Enum<E>> E constant(E[] constants, String what) {
    int ordinal = u8();
    require(ordinal < constants.length, what + " is not known");
    return constants[refused() ? 0 : ordinal];
  }

  byte[] shortOctets() {
    return raw(u16());
  }

  byte[] longOctets(int most, String what) {
    return raw(number(0, most, what));
  }

  byte[] raw(int length) {
    byte[] value = new byte[need(length) ? length : 0];
    if (!refused()) {
      System.arraycopy(bytes, advance(length), value, 0, length);
    }
    return value;
  }

  OctetString octets() {
    return OctetString.of(shortOctets());
  }

  String text() {
    int count = u16();
    if (!need(2 * count)) {
      return "";
    }
    StringBuilder text = new StringBuilder(count);
    for (int index = 0; index < count; index++) {
      text.append((char) u16());
    }
    return text.toString();
  }

  /** An address with its length before it. */
  IpAddress address() {
    int length = u8();
    require(
        length == IpAddress.IPV4_LENGTH || length == IpAddress.IPV6_LENGTH,
        "an address has neither 4 nor 16 octets");
    return need(length) ? IpAddress.of(bytes, advance(length), length) : IpAddress.ANY_IPV4;
  }

  private boolean need(int count) {
    return require(count <= remaining(), "the octets end within a field");
  }

  private int advance(int count) {
    position += count;
    return position - count;
  }
}
