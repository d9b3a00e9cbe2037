// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import java.util.List;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.ike.keys.IkeKeys;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IkeHeader;
import org.sallyport.engine.wire.ike.IkeMessageWriter;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.SealLayout;

/** Makes messages in clear and under SK (RFC 7296 §3.14, RFC 5282). */
public final class MessageWriter {
  /** Room for one message: what we send has a configured, far smaller bound. */
  private static final int CAPACITY = 16 * 1024;

  private final byte[] slot = new byte[CAPACITY];
  private final IkeMessageWriter writer = new IkeMessageWriter();

  /**
   * The header of a message, whose fields outlive the buffer that they came in.
   *
   * @param exchange the exchange type's number: an answer has that of its request, known or not
   */
  public record Header(
      long initiatorSpi,
      long responderSpi,
      int exchange,
      boolean fromInitiator,
      boolean response,
      long messageId) {}

  /** A message in clear, which is never fragmented (RFC 7383 §2). */
  public OctetString clear(Header header, List<? extends IkePayload> payloads) {
    begin(header);
    for (IkePayload payload : payloads) {
      writer.payload(payload);
    }
    return OctetString.of(slot, 0, fitting(writer.finish()));
  }

  /** A message of an IKE SA, in an SK payload. */
  public OutgoingMessage sealed(IkeKeys keys, Header header, List<? extends IkePayload> payloads) {
    CipherSuite suite = keys.sealer().suite();
    begin(header);
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
    return OutgoingMessage.of(OctetString.of(slot, 0, length));
  }

  private void begin(Header header) {
    writer.begin(slot, 0, slot.length);
    int flags =
        (header.fromInitiator() ? IkeHeader.FLAG_INITIATOR : 0)
            | (header.response() ? IkeHeader.FLAG_RESPONSE : 0);
    writer.header(
        header.initiatorSpi(),
        header.responderSpi(),
        IkeHeader.MAJOR_VERSION << 4,
        header.exchange(),
        flags,
        header.messageId());
  }

  private static int fitting(int length) {
    if (length == IkeMessageWriter.NOT_FITTING) {
      throw new IllegalStateException("a message of ours is longer than " + CAPACITY + " octets");
    }
    return length;
  }
}
