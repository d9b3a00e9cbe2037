// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;

/**
 * Configuration payload (RFC 7296 §3.15).
 *
 * @param configurationType 1 CFG_REQUEST, 2 CFG_REPLY, 3 CFG_SET, 4 CFG_ACK
 * @param attributes the attributes in order
 */
public record ConfigurationPayload(int configurationType, List<Attribute> attributes)
    implements IkePayload {
  /** CFG_REQUEST. */
  public static final int REQUEST = 1;

  /** CFG_REPLY. */
  public static final int REPLY = 2;

  /** CFG_SET. */
  public static final int SET = 3;

  /** CFG_ACK. */
  public static final int ACK = 4;

  /**
   * One configuration attribute (RFC 7296 §3.15.1).
   *
   * @param type 0 to 32767; 1 INTERNAL_IP4_ADDRESS, 8 INTERNAL_IP6_ADDRESS …
   * @param value empty in a request that asks for any
   */
  public record Attribute(int type, OctetString value) {}

  /** Copies the list. */
  public ConfigurationPayload {
    attributes = List.copyOf(attributes);
  }

  @Override
  public int typeNumber() {
    return PayloadType.CONFIGURATION.number();
  }

  static @Nullable ConfigurationPayload read(PayloadReader in) {
    int configurationType = in.u8();
    in.skip(3);
    List<Attribute> attributes = new ArrayList<>();
    while (in.remaining() > 0) {
      if (attributes.size() == IkeBounds.MAX_CONFIGURATION_ATTRIBUTES) {
        in.refuse(
            DropReason.TOO_MANY_ELEMENTS, "more configuration attributes than the engine takes");
        return null;
      }
      int type = in.u16() & 0x7FFF;
      attributes.add(new Attribute(type, in.take(in.u16())));
    }
    return in.refused() ? null : new ConfigurationPayload(configurationType, attributes);
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.u8(configurationType);
    out.u24(0);
    for (Attribute attribute : attributes) {
      out.u16(attribute.type());
      out.u16(attribute.value().length());
      out.octets(attribute.value());
    }
  }
}
