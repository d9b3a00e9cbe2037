// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.List;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkeMessageWriter;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.SealLayout;

/** Makes messages in clear and under SK (RFC 7296 §3.14, RFC 5282). */
final class MessageCodec {
  /** Room for one message: what we send has a configured, far smaller bound. */
  private static final int CAPACITY = 16 * 1024;

  private final byte[] slot = new byte[CAPACITY];
  private final IkeMessageWriter writer = new IkeMessageWriter();

  /** A message in clear. */
  OctetString clear(
      long initiatorSpi,
      long responderSpi,
      ExchangeType exchange,
      boolean fromInitiator,
      boolean response,
      long messageId,
      List<? extends IkePayload> payloads) {
    writer.begin(slot, 0, slot.length);
    writer.header(initiatorSpi, responderSpi, exchange, fromInitiator, response, messageId);
    for (IkePayload payload : payloads) {
      writer.payload(payload);
    }
    return OctetString.of(slot, 0, fitting(writer.finish()));
  }

  /** A message of the IKE SA, in an SK payload. */
  OctetString sealed(
      IkeSa sa,
      ExchangeType exchange,
      boolean response,
      long messageId,
      List<? extends IkePayload> payloads) {
    IkeKeys keys = sa.keys();
    CipherSuite suite = keys.sealer().suite();
    writer.begin(slot, 0, slot.length);
    writer.header(sa.initiatorSpi, sa.responderSpi, exchange, sa.initiator, response, messageId);
    writer.beginEncrypted(suite.ivLength(), suite.blockLength(), suite.icvLength());
    for (IkePayload payload : payloads) {
      writer.payload(payload);
    }
    SealLayout layout = writer.endEncrypted();
    int length = fitting(writer.finish());
    if (layout == null) {
      throw new IllegalStateException("an SK payload that fits has a layout");
    }
    keys.sealer().seal(slot, 0, layout.associatedLength(), layout.plainLength(), 0);
    return OctetString.of(slot, 0, length);
  }

  private static int fitting(int length) {
    if (length == IkeMessageWriter.NOT_FITTING) {
      throw new IllegalStateException("a message of ours is longer than " + CAPACITY + " octets");
    }
    return length;
  }
}
