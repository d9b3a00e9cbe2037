// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.Octets;

/**
 * The IKE header in place, 28 octets (RFC 7296 §3.1). Reusable: {@link #wrap}, {@link
 * #checkLength}, then accessors, none of which can fail.
 */
public final class IkeHeader {
  /** Octets of the header. */
  public static final int LENGTH = 28;

  /** The major version this engine speaks. */
  public static final int MAJOR_VERSION = 2;

  /** Flag: the sender is the original initiator of the IKE SA. */
  public static final int FLAG_INITIATOR = 0x08;

  /** Flag: the sender could speak a higher major version. */
  public static final int FLAG_VERSION = 0x10;

  /** Flag: this is a response. */
  public static final int FLAG_RESPONSE = 0x20;

  static final int RESPONDER_SPI = 8;
  static final int NEXT_PAYLOAD = 16;
  static final int VERSION = 17;
  static final int EXCHANGE_TYPE = 18;
  static final int FLAGS = 19;
  static final int MESSAGE_ID = 20;
  static final int MESSAGE_LENGTH = 24;

  private byte[] bytes = new byte[LENGTH];
  private int offset;
  private int available = LENGTH;

  /** Looks at the message of {@code length} octets at {@code offset}. */
  public IkeHeader wrap(byte[] bytes, int offset, int length) {
    assert offset >= 0 && length >= 0 && length <= bytes.length - offset
        : "region outside the array";
    this.bytes = bytes;
    this.offset = offset;
    this.available = length;
    return this;
  }

  /**
   * Whether the header is there and its length field is that of the datagram; the reason when not.
   */
  public DropReason checkLength() {
    if (available < LENGTH) {
      return DropReason.TRUNCATED;
    }
    return length() == available ? DropReason.NONE : DropReason.LENGTH_MISMATCH;
  }

  /** The SPI that the initiator chose; never zero in a valid message. */
  public long initiatorSpi() {
    return Octets.i64(bytes, offset);
  }

  /** The SPI that the responder chose; zero in the first request. */
  public long responderSpi() {
    return Octets.i64(bytes, offset + RESPONDER_SPI);
  }

  /** The type number of the first payload. */
  public int nextPayload() {
    return Octets.u8(bytes, offset + NEXT_PAYLOAD);
  }

  /** The major version, 2 for IKEv2. */
  public int majorVersion() {
    return Octets.u8(bytes, offset + VERSION) >> 4;
  }

  /** The minor version; ignored (RFC 7296 §2.5). */
  public int minorVersion() {
    return Octets.u8(bytes, offset + VERSION) & 0x0F;
  }

  /** The exchange type's number. */
  public int exchangeNumber() {
    return Octets.u8(bytes, offset + EXCHANGE_TYPE);
  }

  public ExchangeType exchangeType() {
    return ExchangeType.of(exchangeNumber());
  }

  /** The flags octet. */
  public int flags() {
    return Octets.u8(bytes, offset + FLAGS);
  }

  /** Whether the sender is the original initiator. */
  public boolean fromInitiator() {
    return (flags() & FLAG_INITIATOR) != 0;
  }

  /** Whether this is a response. */
  public boolean isResponse() {
    return (flags() & FLAG_RESPONSE) != 0;
  }

  /** The message ID, 0 to 2^32-1. */
  public long messageId() {
    return Octets.u32(bytes, offset + MESSAGE_ID);
  }

  /** The length field: octets of the whole message, 0 to 2^32-1. */
  public long length() {
    return Octets.u32(bytes, offset + MESSAGE_LENGTH);
  }

  /** The header's fields as a value. */
  public IkeHeaderFields fields() {
    return new IkeHeaderFields(
        initiatorSpi(),
        responderSpi(),
        nextPayload(),
        majorVersion(),
        minorVersion(),
        exchangeType(),
        fromInitiator(),
        isResponse(),
        (flags() & FLAG_VERSION) != 0,
        messageId(),
        length());
  }
}
