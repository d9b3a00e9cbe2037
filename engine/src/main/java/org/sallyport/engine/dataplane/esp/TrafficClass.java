// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/** DSCP and ECN of an IP header in place, and how ECN crosses a tunnel (RFC 3168 §5, RFC 6040). */
final class TrafficClass {
  /** The ECN bits of a traffic class. */
  static final int CONGESTION = 3;

  private static final int NOT_CAPABLE = 0;
  private static final int CAPABLE_1 = 1;
  private static final int CAPABLE_0 = 2;
  private static final int EXPERIENCED = 3;

  private TrafficClass() {}

  /** The traffic class of the header at {@code offset}. */
  static int of(byte[] bytes, int offset) {
    return isIpv4(bytes, offset)
        ? Octets.u8(bytes, offset + 1)
        : Octets.u16(bytes, offset) >> 4 & 0xFF;
  }

  /**
   * RFC 6040 §4.2: what the inner header gets from the outer one's ECN. False when the packet is to
   * be dropped: congestion was experienced by a packet whose ends would not understand.
   */
  static boolean decapsulate(byte[] bytes, int offset, int outer) {
    // R7296-2.24-1
    int inner = of(bytes, offset) & CONGESTION;
    if (outer == EXPERIENCED) {
      if (inner == NOT_CAPABLE) {
        return false;
      }
      setCongestion(bytes, offset, inner, EXPERIENCED);
    } else if (outer == CAPABLE_1 && inner == CAPABLE_0) {
      setCongestion(bytes, offset, inner, CAPABLE_1);
    }
    return true;
  }

  private static void setCongestion(byte[] bytes, int offset, int before, int after) {
    if (before == after) {
      return;
    }
    if (isIpv4(bytes, offset)) {
      Octets.put8(bytes, offset + 1, Octets.u8(bytes, offset + 1) & ~CONGESTION | after);
      Ipv4Header.writeChecksum(bytes, offset);
    } else {
      Octets.put8(
          bytes, offset + 1, Octets.u8(bytes, offset + 1) & ~(CONGESTION << 4) | after << 4);
    }
  }

  private static boolean isIpv4(byte[] bytes, int offset) {
    return Octets.u8(bytes, offset) >> 4 == 4;
  }
}
