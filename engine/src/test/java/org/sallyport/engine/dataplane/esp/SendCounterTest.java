// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** What an attacker quotes who has seen no packet is most often a number that was never sent. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "0, 1, false",
    "1, 1, true",
    "1, 2, false",
    "1, 0, false",
    "0x7fffffff, 0x7fffffff, true",
    "0x7fffffff, 0x80000000, false",
    "0x80000000, 0x80000000, true",
    "0x80000000, 1, true",
    "0x80000000, 0x80000001, false",
    "0xffffffff, 0xffffffff, true",
    "0xffffffff, 0, false",
    // With extended numbers, once every low half was used.
    "0x100000000, 0, true",
    "0x100000001, 0xffffffff, true",
    "0x7fffffffffffffff, 5, true",
    "-1, 5, true"
  })
  void whatWasSentIsKnownByItsLowHalf(String number, String low, boolean sent) {
    SendCounter counter = new SendCounter(Long.decode(number), true, -1, 7, NotedRows.sink());
    assertEquals(sent, counter.hasSent(Long.decode(low).intValue()));
  }

  @Test
  void aSixteenthOfTheNumbersIsLeftWhenASuccessorIsAskedFor() {
    assertEquals(0xF000_0000L, SendCounter.softLimitFor(false));
    assertEquals(0xF000_0000_0000_0000L, SendCounter.softLimitFor(true));
    SendCounter early = new SendCounter(false);
    early.take(0);
    assertFalse(early.takeRekeyRequest());
  }

  @Test
  void everyFiringIsTraced() {
    List<String> fired = new ArrayList<>();
    SendCounter counter =
        new SendCounter(
            0,
            false,
            2,
            7,
            NotedRows.and((machine, id, state, event, next, known, nowNs) ->
                fired.add(
                    String.join(
                        " ",
                        machine,
                        Long.toString(id),
                        state.specName(),
                        event.specName(),
                        next.specName(),
                        Long.toString(nowNs)))));
    counter.take(3);
    counter.take(4);
    assertEquals(
        List.of(
            "SendCounter 7 Counting SendEarly Counting 3",
            "SendCounter 7 Counting SendPastSoft NearEnd 4"),
        fired);
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
