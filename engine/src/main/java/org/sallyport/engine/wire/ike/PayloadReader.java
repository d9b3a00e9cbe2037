// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/**
 * A bounded cursor over one message. The first defect sticks: from then on nothing remains to be
 * read, every read gives zero or nothing, and {@link #refusal} says what was wrong. So readers of
 * payloads need one check at their end, and none can read past the bound it was given.
 */
final class PayloadReader {
  private final byte[] bytes;
  private final int base;
  private int position;
  private int limit;
  private int payloadType;
  private @Nullable Refusal refusal;

  /** Reads {@code length} octets at {@code offset}; offsets are reported from {@code base}. */
  PayloadReader(byte[] bytes, int base, int offset, int length) {
    assert base >= 0 && offset >= base && length >= 0 && length <= bytes.length - offset
        : "region outside the array";
    this.bytes = bytes;
    this.base = base;
    this.position = offset;
    this.limit = offset + length;
  }

  void reading(int type) {
    payloadType = type;
  }

  @Nullable Refusal refusal() {
    return refusal;
  }

  boolean refused() {
    return refusal != null;
  }

  int remaining() {
    return limit - position;
  }

  /** Where the cursor stands, in octets from the start of the message. */
  int offset() {
    return position - base;
  }

  /** Refuses at the cursor; later refusals change nothing. */
  void refuse(DropReason reason, String text) {
    refuseAt(reason, offset(), text);
  }

  void refuseAt(DropReason reason, int messageOffset, String text) {
    if (refusal == null) {
      refusal = new Refusal(reason, messageOffset, payloadType, text);
    }
    limit = position;
  }

  /**
   * Limits what remains to the next {@code length} octets; gives the limit to {@link #widen} to.
   */
  int narrow(int length) {
    int outer = limit;
    if (length < 0 || length > remaining()) {
      refuse(
          DropReason.BAD_PAYLOAD_LENGTH,
          "a length reaches past the structure that holds it (RFC 7296 section 3.2)");
    } else {
      limit = position + length;
    }
    return outer;
  }

  /** Ends a {@link #narrow}: everything inside must have been read. */
  void widen(int outer, String leftOverText) {
    if (remaining() > 0) {
      refuse(DropReason.MALFORMED_PAYLOAD, leftOverText);
    }
    if (!refused()) {
      limit = outer;
    }
  }

  int u8() {
    return need(1) ? Octets.u8(bytes, position++) : 0;
  }

  int u16() {
    if (!need(2)) {
      return 0;
    }
    position += 2;
    return Octets.u16(bytes, position - 2);
  }

  int u24() {
    if (!need(3)) {
      return 0;
    }
    position += 3;
    return Octets.u24(bytes, position - 3);
  }

  void skip(int count) {
    if (need(count)) {
      position += count;
    }
  }

  OctetString take(int count) {
    if (!need(count)) {
      return OctetString.EMPTY;
    }
    position += count;
    return OctetString.of(bytes, position - count, count);
  }

  OctetString rest() {
    return take(remaining());
  }

  IpAddress address(int length) {
    if (!need(length)) {
      return IpAddress.ANY_IPV4;
    }
    position += length;
    return IpAddress.of(bytes, position - length, length);
  }

  private boolean need(int count) {
    if (count > remaining()) {
      refuse(DropReason.BAD_PAYLOAD_LENGTH, "the payload ends before its fixed fields do");
      return false;
    }
    return true;
  }
}
