// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;

/** What an attacker makes us drop does not fill the operator's log (RFC 4303 §4). */
final class AuditLogTest {
  private final List<String> log = new ArrayList<>();
  private final AuditLog audit =
      new AuditLog((level, peer, text, nowNs) -> log.add(peer + ": " + text));

  @Test
  void aFloodIsBoundedAndHidesNoOtherReason() {
    for (int i = 0; i < 1000; i++) {
      audit.audit(DropReason.UNKNOWN_SPI, 0x1234_5678, i, 0);
    }
    assertEquals(10, log.size());
    assertEquals(
        "ESP: packet dropped: UNKNOWN_SPI, SPI 12345678, sequence number 0x0", log.getFirst());
    audit.audit(DropReason.SEQUENCE_EXHAUSTED, 0x1234_5678, 0xFFFF_FFFFL, 0);
    assertEquals(
        "ESP: packet dropped: SEQUENCE_EXHAUSTED, SPI 12345678, sequence number 0xffffffff",
        log.getLast());
    audit.audit(DropReason.POLICY_DISCARD, 0, 0, 0);
    assertEquals(
        "policy: a packet from the inner side was dropped: no policy names it", log.getLast());
    assertEquals(12, log.size());
  }
}
