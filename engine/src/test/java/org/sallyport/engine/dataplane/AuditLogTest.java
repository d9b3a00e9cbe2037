// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;

/** What an attacker makes us drop does not fill the operator's log (RFC 4303 §4). */
final class AuditLogTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final List<String> log = new ArrayList<>();
  private final AuditLog audit =
      new AuditLog((level, peer, text, nowNs) -> log.add(peer + ": " + text));

  private int entriesOfFlood(long nowNs) {
    int before = log.size();
    for (int i = 0; i < 1000; i++) {
      audit.audit(DropReason.UNKNOWN_SPI, 0x1234_5678, i, nowNs);
    }
    return log.size() - before;
  }

  @Test
  void floodIsReportedTenTimesASecondAtMost() {
    assertEquals(10, entriesOfFlood(0));
    assertEquals(0, entriesOfFlood(SECOND_NS / 10 - 1));
    assertEquals(1, entriesOfFlood(SECOND_NS / 10));
    assertEquals(9, entriesOfFlood(SECOND_NS));
    assertEquals(10, entriesOfFlood(100 * SECOND_NS), "quiet time is not saved up");
    assertEquals(
        "ESP: packet dropped: UNKNOWN_SPI, SPI 12345678, sequence number 0x0", log.getFirst());
  }
}
