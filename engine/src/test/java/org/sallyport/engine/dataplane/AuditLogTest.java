// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;

/** What an attacker makes us drop is told, and does not fill the operator's log (RFC 4303 §4). */
final class AuditLogTest {
  private final List<String> log = new ArrayList<>();
  private final AuditLog audit =
      new AuditLog((level, peer, text, nowNs) -> log.add(peer + ": " + text));

  private static IpView packet(String source, String destination) {
    IpAddress from = IpAddress.parse(source);
    IpAddress to = IpAddress.parse(destination);
    byte[] octets = new byte[60];
    if (from.isIpv4()) {
      from.copyInto(octets, Ipv4Header.SOURCE);
      to.copyInto(octets, Ipv4Header.SOURCE + 4);
      Ipv4Header.writeAroundAddresses(octets, 0, 0, octets.length, 1, false, 64, IpProtocol.ESP);
    } else {
      from.copyInto(octets, Ipv6Header.SOURCE);
      to.copyInto(octets, Ipv6Header.DESTINATION);
      Ipv6Header.writeAroundAddresses(octets, 0, 0xFF, 20, IpProtocol.ESP, 64);
      octets[1] |= 0x0A;
      octets[2] = (byte) 0xBC;
      octets[3] = (byte) 0xDE;
    }
    IpView view = new Frame().wrap(octets, 0, octets.length, 0, octets.length).ip();
    assertEquals(DropReason.NONE, view.read());
    return view;
  }

  @Test
  void aFloodIsBoundedAndHidesNoOtherReason() {
    IpView packet = packet("192.0.2.1", "192.0.2.2");
    for (int i = 0; i < 1000; i++) {
      audit.audit(DropReason.UNKNOWN_SPI, 0x1234_5678, i, packet, 0);
    }
    assertEquals(10, log.size());
    audit.audit(DropReason.SEQUENCE_EXHAUSTED, 0x1234_5678, 0xFFFF_FFFFL, packet, 0);
    assertEquals(11, log.size());
  }

  @Test
  void anEntryNamesSpiNumberAddressesAndFlow() {
    // R4303-3.4.2-2
    audit.audit(DropReason.UNKNOWN_SPI, 0x1234_5678, 0x20, packet("192.0.2.1", "192.0.2.2"), 0);
    assertEquals(
        "ESP: packet dropped: UNKNOWN_SPI, SPI 12345678, sequence number 0x20, from 192.0.2.1 to"
            + " 192.0.2.2",
        log.getLast());
    audit.audit(
        DropReason.REPLAYED, 0x8000_0000, 0x1_0000_0000L, packet("2001:db8::1", "2001:db8::2"), 0);
    assertEquals(
        "ESP: packet dropped: REPLAYED, SPI 80000000, sequence number 0x100000000, from"
            + " 2001:db8::1 to 2001:db8::2, flow label 0xabcde",
        log.getLast());
    audit.audit(DropReason.POLICY_DISCARD, 0, 0, packet("10.1.0.1", "10.9.0.1"), 0);
    assertEquals(
        "policy: a packet from the inner side was dropped: no policy names it, from 10.1.0.1 to"
            + " 10.9.0.1",
        log.getLast());
  }
}
