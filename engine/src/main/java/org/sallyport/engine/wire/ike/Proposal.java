// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;

/**
 * One proposal of an SA payload (RFC 7296 §3.3.1).
 *
 * @param number the proposal number, 1 for the first; in an answer, that of the accepted proposal
 * @param protocolId {@link #PROTOCOL_IKE}, {@link #PROTOCOL_AH}, {@link #PROTOCOL_ESP} or any other
 *     octet
 * @param spi the sending entity's SPI: empty in IKE_SA_INIT, 8 octets for the rekey of an IKE SA, 4
 *     for AH and ESP
 * @param transforms the transforms in order
 */
public record Proposal(int number, int protocolId, OctetString spi, List<Transform> transforms) {
  /** Protocol ID of IKE. */
  public static final int PROTOCOL_IKE = 1;

  /** Protocol ID of AH. */
  public static final int PROTOCOL_AH = 2;

  /** Protocol ID of ESP. */
  public static final int PROTOCOL_ESP = 3;

  private static final int MORE = 2;
  private static final int HEADER_LENGTH = 8;

  /** Copies the list. */
  public Proposal {
    transforms = List.copyOf(transforms);
  }

  /** Whether a transform of {@code type} is there. */
  public boolean has(int type) {
    return first(type) != null;
  }

  /** The first transform of {@code type}: the chosen one in an answer. */
  public @Nullable Transform first(int type) {
    for (Transform transform : transforms) {
      if (transform.type() == type) {
        return transform;
      }
    }
    return null;
  }

  static @Nullable Proposal read(PayloadReader in, boolean[] more) {
    int marker = in.u8();
    in.skip(1);
    int length = in.u16();
    if (!in.refused() && marker != 0 && marker != MORE) {
      in.refuse(
          DropReason.MALFORMED_PAYLOAD, "a proposal starts with 0 or 2 (RFC 7296 section 3.3.1)");
    }
    int outer = in.narrow(length - 4);
    int number = in.u8();
    int protocolId = in.u8();
    int spiLength = in.u8();
    int count = in.u8();
    OctetString spi = in.take(spiLength);
    List<Transform> transforms = readTransforms(in, count);
    in.widen(outer, "octets after the last transform of a proposal (RFC 7296 section 3.3.1)");
    more[0] = marker == MORE;
    return in.refused() ? null : new Proposal(number, protocolId, spi, transforms);
  }

  private static List<Transform> readTransforms(PayloadReader in, int count) {
    List<Transform> transforms = new ArrayList<>();
    boolean[] more = {count > 0};
    while (more[0] && !in.refused()) {
      if (transforms.size() == IkeBounds.MAX_TRANSFORMS) {
        in.refuse(
            DropReason.TOO_MANY_ELEMENTS, "more transforms in a proposal than the engine takes");
        break;
      }
      Transform transform = Transform.read(in, more);
      if (transform != null) {
        transforms.add(transform);
      }
    }
    if (!in.refused() && transforms.size() != count) {
      in.refuse(
          DropReason.MALFORMED_PAYLOAD,
          "the number of transforms contradicts the proposal (RFC 7296 section 3.3.1)");
    }
    return transforms;
  }

  void write(PayloadWriter out, boolean last) {
    int start = out.position();
    out.u8(last ? 0 : MORE);
    out.u8(0);
    out.u16(HEADER_LENGTH);
    out.u8(number);
    out.u8(protocolId);
    out.u8(spi.length());
    out.u8(transforms.size());
    out.octets(spi);
    for (int index = 0; index < transforms.size(); index++) {
      transforms.get(index).write(out, index == transforms.size() - 1);
    }
    out.patchLength(start + 2, out.position() - start);
  }
}
