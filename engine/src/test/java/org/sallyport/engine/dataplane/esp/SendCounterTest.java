// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.table.SendCounterState;

final class SendCounterTest {
  @Test
  void startsAtOne() {
    // R4303-3.3.3-1
    SendCounter counter = new SendCounter(false);
    assertEquals(DropReason.NONE, counter.take(0));
    assertEquals(1, counter.number());
    assertEquals(DropReason.NONE, counter.take(0));
    assertEquals(2, counter.number());
    assertEquals(SendCounterState.COUNTING, counter.state());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void asksOnceThenStopsAtTheLastNumberAndNeverCycles(boolean extended) {
    // R4303-3.3.3-2
    long last = extended ? SendCounter.LAST_64 : SendCounter.LAST_32;
    SendCounter counter = new SendCounter(last - 4, extended, last - 2, 7, NotedRows.sink());
    assertEquals(DropReason.NONE, counter.take(0));
    assertFalse(counter.takeRekeyRequest());
    assertEquals(DropReason.NONE, counter.take(0));
    assertTrue(counter.takeRekeyRequest());
    assertEquals(SendCounterState.NEAR_END, counter.state());
    assertEquals(DropReason.NONE, counter.take(0));
    assertFalse(counter.takeRekeyRequest());
    assertFalse(counter.takeExhaustionAudit());
    assertEquals(DropReason.NONE, counter.take(0));
    assertEquals(last, counter.number());
    assertTrue(counter.takeExhaustionAudit());
    for (int attempt = 0; attempt < 3; attempt++) {
      assertEquals(DropReason.SEQUENCE_EXHAUSTED, counter.take(0));
      assertEquals(last, counter.number());
      assertFalse(counter.takeExhaustionAudit());
      assertEquals(SendCounterState.EXHAUSTED, counter.state());
    }
  }

  @Test
  void aSoftLimitAtTheEndStillAsks() {
    SendCounter counter =
        new SendCounter(SendCounter.LAST_32 - 1, false, SendCounter.LAST_32, 0, NotedRows.sink());
    assertEquals(DropReason.NONE, counter.take(0));
    assertTrue(counter.takeRekeyRequest());
    assertTrue(counter.takeExhaustionAudit());
  }

  @Test
  void aCounterThatIsUsedUpSendsNothing() {
    SendCounter counter = new SendCounter(SendCounter.LAST_64, true, 1, 0, NotedRows.sink());
    assertEquals(DropReason.SEQUENCE_EXHAUSTED, counter.take(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SendCounter(SendCounter.LAST_32 + 1, false, 1, 0, NotedRows.sink()));
  }
}
