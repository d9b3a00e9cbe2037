// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.NotedRows;

/** What packets and time do to an association in every state of its life (RFC 4301 §4.4.2.1). */
final class LifetimeRowsTest {
  private static final int PACKET = 100;
  private static final long CREATED_NS = 1_000;

  private final List<String> fired = new ArrayList<>();
  private final AssociationCounters counters = new AssociationCounters();

  private SaLifetime lifetime(Lifetime limits) {
    return new SaLifetime(
        limits,
        CREATED_NS,
        counters,
        1,
        NotedRows.and((machine, id, state, event, next, known, now) ->
            fired.add(String.join(" ", state.specName(), event.specName(), next.specName()))));
  }

  private static long after(long ageNs) {
    return CREATED_NS + ageNs;
  }

  private void expect(DropReason expected, DropReason actual, String firing) {
    assertEquals(firing, fired.getLast());
    assertEquals(expected, actual);
  }

  @Test
  void timeEndsAnAssociationInTwoSteps() {
    // R7296-2.8-1
    SaLifetime life = lifetime(new Lifetime(10, 20, 0, 0, 0, 0));
    expect(DropReason.NONE, life.enter(after(9)), "Mature EntryInTime Mature");
    expect(DropReason.NONE, life.pass(PACKET, after(9)), "Mature PassEarly Mature");
    expect(DropReason.NONE, life.pass(PACKET, after(10)), "Mature PassPastSoft Dying");
    expect(DropReason.NONE, life.enter(after(11)), "Dying EntryInTime Dying");
    expect(DropReason.NONE, life.pass(PACKET, after(19)), "Dying PassPastSoft Dying");
    expect(DropReason.LIFETIME_EXPIRED, life.enter(after(20)), "Dying EntryPastHard Dead");
    expect(DropReason.LIFETIME_EXPIRED, life.enter(after(21)), "Dead EntryPastHard Dead");
    expect(DropReason.LIFETIME_EXPIRED, life.pass(PACKET, after(21)), "Dead PassPastHard Dead");
    assertEquals(3, counters.packets());
  }

  @Test
  void idleAssociationDiesWithTheNextPacket() {
    SaLifetime life = lifetime(new Lifetime(10, 20, 0, 0, 0, 0));
    expect(DropReason.LIFETIME_EXPIRED, life.enter(after(20)), "Mature EntryPastHard Dead");
    assertEquals(0, counters.packets());
  }

  @Test
  void theLastOctetsOfTheVolumePass() {
    SaLifetime life = lifetime(new Lifetime(0, 0, 0, 2 * PACKET, 0, 0));
    expect(DropReason.NONE, life.pass(PACKET + 1, after(1)), "Mature PassEarly Mature");
    expect(DropReason.NONE, life.pass(PACKET - 1, after(1)), "Mature PassEarly Mature");
    expect(DropReason.LIFETIME_EXPIRED, life.enter(after(1)), "Mature EntryPastHard Dead");
  }

  /** Each pair of limits: soft, then hard. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "1, 0, true",
    "0, 1, true",
    "5, 5, true",
    "5, 6, true",
    "6, 5, false",
    "-1, 0, false",
    "0, -1, false",
    "-2, -1, false"
  })
  void aSoftLimitIsNotPastItsHardLimit(long soft, long hard, boolean sound) {
    List<Executable> all =
        List.of(
            () -> new Lifetime(soft, hard, 0, 0, 0, 0),
            () -> new Lifetime(0, 0, soft, hard, 0, 0),
            () -> new Lifetime(0, 0, 0, 0, soft, hard));
    for (Executable each : all) {
      if (sound) {
        assertDoesNotThrow(each);
      } else {
        assertThrows(IllegalArgumentException.class, each);
      }
    }
  }

  /** A packet that would exceed the limit ends the association, also for one that would not. */
  @Test
  void deadAssociationStaysDeadForPacketsThatHadRoom() {
    SaLifetime life = lifetime(new Lifetime(0, 0, 5 * PACKET, 10 * PACKET, 0, 0));
    expect(
        DropReason.LIFETIME_EXPIRED, life.pass(11 * PACKET, after(1)), "Mature PassPastHard Dead");
    expect(DropReason.LIFETIME_EXPIRED, life.enter(after(1)), "Dead EntryInTime Dead");
    expect(DropReason.LIFETIME_EXPIRED, life.pass(PACKET, after(1)), "Dead PassEarly Dead");
    expect(DropReason.LIFETIME_EXPIRED, life.pass(6 * PACKET, after(1)), "Dead PassPastSoft Dead");
    assertEquals(0, counters.octets());
  }

  @Test
  void packetsOfOneBurstExceedTheLimitTogether() {
    SaLifetime life = lifetime(new Lifetime(0, 0, PACKET, 2 * PACKET, 0, 0));
    expect(DropReason.NONE, life.pass(PACKET, after(1)), "Mature PassPastSoft Dying");
    expect(DropReason.NONE, life.enter(after(1)), "Dying EntryInTime Dying");
    expect(DropReason.LIFETIME_EXPIRED, life.pass(2 * PACKET, after(1)), "Dying PassPastHard Dead");
    assertEquals(PACKET, counters.octets());
  }

  /** A row that forgot to decide would not let a packet on because the one before it was. */
  @Test
  void packetThatNoActionLetsOnIsRefused() {
    SaLifetime life = lifetime(new Lifetime(0, 0, 0, 0, 0, 0));
    SaLifetime.Firing firing = new SaLifetime.Firing();
    assertEquals(DropReason.LIFETIME_EXPIRED, firing.takeReason());
    life.admitPacket(firing);
    assertEquals(DropReason.NONE, firing.takeReason());
    assertEquals(DropReason.LIFETIME_EXPIRED, firing.takeReason());
    life.countPacket(firing);
    assertEquals(DropReason.NONE, firing.takeReason());
    assertEquals(DropReason.LIFETIME_EXPIRED, firing.takeReason());
  }
}
