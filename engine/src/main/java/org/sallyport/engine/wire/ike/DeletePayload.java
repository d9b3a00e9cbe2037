// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;

/**
 * Delete payload (RFC 7296 §3.11).
 *
 * @param protocolId {@link Proposal#PROTOCOL_IKE} (then there are no SPIs), AH or ESP
 * @param spis the SPIs that the sender expects in its inbound packets, all of {@code spiLength}
 *     octets
 * @param spiLength octets of each SPI: 0 for IKE, 4 for AH and ESP
 */
public record DeletePayload(int protocolId, int spiLength, List<OctetString> spis)
    implements IkePayload {
  /** Copies the list. */
  public DeletePayload {
    spis = List.copyOf(spis);
  }

  /** Deletes the IKE SA that carries the message. */
  public static DeletePayload ofIkeSa() {
    return new DeletePayload(Proposal.PROTOCOL_IKE, 0, List.of());
  }

  /** Deletes Child SAs by their 4-octet ESP SPIs. */
  public static DeletePayload ofEsp(List<OctetString> spis) {
    return new DeletePayload(Proposal.PROTOCOL_ESP, 4, spis);
  }

  @Override
  public int typeNumber() {
    return PayloadType.DELETE.number();
  }

  static @Nullable DeletePayload read(PayloadReader in) {
    int protocolId = in.u8();
    int spiLength = in.u8();
    int count = in.u16();
    if (count > IkeBounds.MAX_DELETED_SPIS) {
      in.refuse(
          DropReason.TOO_MANY_ELEMENTS, "more SPIs in a Delete payload than the engine takes");
    } else if (spiLength != spiLengthOf(protocolId)) {
      in.refuse(
          DropReason.MALFORMED_PAYLOAD,
          "SPIs of "
              + spiLength
              + " octets for protocol "
              + protocolId
              + " (RFC 7296 section 3.11)");
    } else if (count * spiLength != in.remaining()) {
      in.refuse(
          DropReason.MALFORMED_PAYLOAD,
          "number and size of the SPIs contradict the length (RFC 7296 section 3.11)");
    }
    if (in.refused()) {
      return null;
    }
    List<OctetString> spis = new ArrayList<>();
    for (int index = 0; index < count && spiLength > 0; index++) {
      spis.add(in.take(spiLength));
    }
    return new DeletePayload(protocolId, spiLength, spis);
  }

  /** Octets of an SPI of a protocol; -1 when nothing of the protocol can be deleted. */
  private static int spiLengthOf(int protocolId) {
    return switch (protocolId) {
      case Proposal.PROTOCOL_IKE -> 0;
      case Proposal.PROTOCOL_AH, Proposal.PROTOCOL_ESP -> 4;
      default -> -1;
    };
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.u8(protocolId);
    out.u8(spiLength);
    out.u16(spis.size());
    for (OctetString spi : spis) {
      out.octets(spi);
    }
  }
}
