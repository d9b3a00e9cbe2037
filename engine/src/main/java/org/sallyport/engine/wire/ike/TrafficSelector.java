// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/** One traffic selector (RFC 7296 §3.13.1). */
public sealed interface TrafficSelector {
  /** TS_IPV4_ADDR_RANGE. */
  int IPV4_RANGE = 7;

  /** TS_IPV6_ADDR_RANGE. */
  int IPV6_RANGE = 8;

  /** The selector type's number. */
  int selectorType();

  /**
   * A range of addresses, protocol and ports.
   *
   * @param range the set of packets that it names
   */
  record Range(AddressRange range) implements TrafficSelector {
    @Override
    public int selectorType() {
      return range.start().isIpv4() ? IPV4_RANGE : IPV6_RANGE;
    }
  }

  /**
   * A selector of a type that this engine does not know; never chosen.
   *
   * @param selectorType its type
   * @param body what follows type, protocol and length
   * @param protocol the IP protocol
   */
  record Unknown(int selectorType, int protocol, OctetString body) implements TrafficSelector {}

  /** Reads one selector. */
  private static @Nullable Range readRange(PayloadReader in, int protocol, int addressLength) {
    int startPort = in.u16();
    int endPort = in.u16();
    IpAddress start = in.address(addressLength);
    IpAddress end = in.address(addressLength);
    if (in.refused()) {
      return null;
    }
    boolean opaque = startPort == 0xFFFF && endPort == 0;
    if (start.compareTo(end) > 0 || (startPort > endPort && !opaque)) {
      in.refuse(
          DropReason.MALFORMED_PAYLOAD,
          "a traffic selector ends before it starts (RFC 7296 section 3.13.1)");
      return null;
    }
    return new Range(new AddressRange(protocol, startPort, endPort, start, end));
  }

  /** Reads one selector; null when refused. */
  static @Nullable TrafficSelector read(PayloadReader in) {
    int type = in.u8();
    int protocol = in.u8();
    int length = in.u16();
    int outer = in.narrow(length - 4);
    TrafficSelector selector =
        switch (type) {
          case IPV4_RANGE -> readRange(in, protocol, IpAddress.IPV4_LENGTH);
          case IPV6_RANGE -> readRange(in, protocol, IpAddress.IPV6_LENGTH);
          default -> new Unknown(type, protocol, in.rest());
        };
    in.widen(outer, "a traffic selector is longer than its addresses (RFC 7296 section 3.13.1)");
    return in.refused() ? null : selector;
  }

  /** Writes one selector. */
  default void write(PayloadWriter out) {
    int begin = out.position();
    out.u8(selectorType());
    switch (this) {
      case Range(AddressRange range) -> {
        out.u8(range.protocol());
        out.u16(0);
        out.u16(range.startPort());
        out.u16(range.endPort());
        out.address(range.start());
        out.address(range.end());
      }
      case Unknown unknown -> {
        out.u8(unknown.protocol());
        out.u16(0);
        out.octets(unknown.body());
      }
    }
    out.patchLength(begin + 2, out.position() - begin);
  }
}
