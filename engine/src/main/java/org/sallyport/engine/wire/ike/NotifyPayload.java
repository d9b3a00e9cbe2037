// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.OctetString;

/**
 * Notify payload (RFC 7296 §3.10).
 *
 * @param protocolId the protocol of the SPI ({@link Proposal#PROTOCOL_IKE} …), 0 when there is none
 * @param spi the SPI that is meant, empty when none
 * @param typeCode the notify message type's number, 0 to 65535
 * @param data the notification data
 */
public record NotifyPayload(int protocolId, OctetString spi, int typeCode, OctetString data)
    implements IkePayload {
  /** A notification without SPI. */
  public static NotifyPayload of(NotifyType type, OctetString data) {
    return new NotifyPayload(0, OctetString.EMPTY, type.number(), data);
  }

  /** A notification without SPI and data. */
  public static NotifyPayload of(NotifyType type) {
    return of(type, OctetString.EMPTY);
  }

  @Override
  public int typeNumber() {
    return PayloadType.NOTIFY.number();
  }

  /** The notify message type; {@link NotifyType#UNKNOWN} for numbers without a name. */
  public NotifyType notifyType() {
    return NotifyType.of(typeCode);
  }

  /** Whether this reports an error: types below 16384 (RFC 7296 §3.10.1), known or not. */
  public boolean isError() {
    return typeCode < NotifyType.FIRST_STATUS;
  }

  static @Nullable NotifyPayload read(PayloadReader in) {
    int protocolId = in.u8();
    int spiLength = in.u8();
    int typeCode = in.u16();
    OctetString spi = in.take(spiLength);
    return in.refused() ? null : new NotifyPayload(protocolId, spi, typeCode, in.rest());
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.u8(protocolId);
    out.u8(spi.length());
    out.u16(typeCode);
    out.octets(spi);
    out.octets(data);
  }
}
