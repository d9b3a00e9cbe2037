// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.OctetString;

/**
 * An attribute of a transform (RFC 7296 §3.3.5): type and value of two octets (AF set), or type,
 * length and value (AF clear).
 *
 * @param type 0 to 32767
 * @param isShort whether the value is the two octets of {@code value}; then {@code longValue} is
 *     empty
 * @param value the short value, 0 when long
 * @param longValue the long value
 */
public record TransformAttribute(int type, boolean isShort, int value, OctetString longValue) {
  /** Key Length, in bits; always short. */
  public static final int KEY_LENGTH = 14;

  private static final int SHORT_FLAG = 0x8000;

  /** The key length attribute. */
  public static TransformAttribute keyLength(int bits) {
    return ofShort(KEY_LENGTH, bits);
  }

  /** An attribute of two octets. */
  public static TransformAttribute ofShort(int type, int value) {
    return new TransformAttribute(type, true, value, OctetString.EMPTY);
  }

  /** An attribute of any length. */
  public static TransformAttribute ofLong(int type, OctetString value) {
    return new TransformAttribute(type, false, 0, value);
  }

  /** Whether this is a key length in its only legal form. */
  public boolean isKeyLength() {
    return type == KEY_LENGTH && isShort;
  }

  static @Nullable TransformAttribute read(PayloadReader in) {
    int head = in.u16();
    int second = in.u16();
    if ((head & SHORT_FLAG) != 0) {
      return in.refused() ? null : ofShort(head & ~SHORT_FLAG, second);
    }
    OctetString value = in.take(second);
    return in.refused() ? null : ofLong(head, value);
  }

  void write(PayloadWriter out) {
    out.u16(isShort ? type | SHORT_FLAG : type);
    out.u16(isShort ? value : longValue.length());
    out.octets(longValue);
  }
}
