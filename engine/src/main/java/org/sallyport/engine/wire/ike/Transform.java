// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;

/**
 * One transform of a proposal (RFC 7296 §3.3.2). Unknown types and IDs, private ranges included,
 * are kept as they are.
 *
 * @param type the transform type, one of {@link TransformIds}' {@code TYPE_} constants or any other
 *     octet
 * @param id the transform ID, 0 to 65535
 * @param attributes the attributes in order
 */
public record Transform(int type, int id, List<TransformAttribute> attributes) {
  private static final int MORE = 3;
  private static final int HEADER_LENGTH = 8;

  /** Copies the list. */
  public Transform {
    attributes = List.copyOf(attributes);
  }

  /** A transform without attributes. */
  public static Transform of(int type, int id) {
    return new Transform(type, id, List.of());
  }

  /** A transform with a key length in bits. */
  public static Transform withKeyLength(int type, int id, int keyLengthBits) {
    return new Transform(type, id, List.of(TransformAttribute.keyLength(keyLengthBits)));
  }

  /** The key length attribute in bits (RFC 7296 §3.3.5), 0 when there is none. */
  public int keyLengthBits() {
    for (TransformAttribute attribute : attributes) {
      if (attribute.isKeyLength()) {
        return attribute.value();
      }
    }
    return 0;
  }

  /**
   * Whether there is an attribute other than one key length: a transform with one must not be
   * chosen (RFC 7296 §3.3.6).
   */
  public boolean hasUnknownAttribute() {
    for (TransformAttribute attribute : attributes) {
      if (!attribute.isKeyLength()) {
        return true;
      }
    }
    return attributes.size() > 1;
  }

  static @Nullable Transform read(PayloadReader in, boolean[] more) {
    int marker = in.u8();
    in.skip(1);
    int length = in.u16();
    if (!in.refused() && marker != 0 && marker != MORE) {
      in.refuse(
          DropReason.MALFORMED_PAYLOAD, "a transform starts with 0 or 3 (RFC 7296 section 3.3.2)");
    }
    int outer = in.narrow(length - 4);
    int type = in.u8();
    in.skip(1);
    int id = in.u16();
    List<TransformAttribute> attributes = new ArrayList<>();
    while (in.remaining() > 0) {
      if (attributes.size() == IkeBounds.MAX_TRANSFORM_ATTRIBUTES) {
        in.refuse(
            DropReason.TOO_MANY_ELEMENTS, "more attributes in a transform than the engine takes");
        return null;
      }
      TransformAttribute attribute = TransformAttribute.read(in);
      if (attribute == null) {
        return null;
      }
      attributes.add(attribute);
    }
    in.widen(outer, "octets after the attributes of a transform");
    more[0] = marker == MORE;
    return in.refused() ? null : new Transform(type, id, attributes);
  }

  void write(PayloadWriter out, boolean last) {
    int start = out.position();
    out.u8(last ? 0 : MORE);
    out.u8(0);
    out.u16(HEADER_LENGTH);
    out.u8(type);
    out.u8(0);
    out.u16(id);
    for (TransformAttribute attribute : attributes) {
      attribute.write(out);
    }
    out.patchLength(start + 2, out.position() - start);
  }
}
