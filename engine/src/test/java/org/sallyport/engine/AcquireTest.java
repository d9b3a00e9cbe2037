// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthState;

/** When a handshake is begun, and when not: the machine Acquire in a whole engine. */
final class AcquireTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND_NS = 1_000 * MS;

  private final EnginePair.Setup setup = new EnginePair.Setup();
  private final List<String> fired = new ArrayList<>();

  private EnginePair pair() {
    setup.observer =
        (machine, id, state, event, next, known, nowNs) -> {
          if (machine.equals("Acquire")) {
            fired.add(event.specName());
          }
        };
    return new EnginePair(setup);
  }

  /** A pair whose a keeps b up. */
  private EnginePair kept() {
    setup.initiate = true;
    return pair();
  }

  /** A pair for which a packet has opened an IKE SA; the pause is over. */
  private EnginePair opened() {
    EnginePair pair = pair();
    sendTo(pair, "10.2.0.1");
    pair.runFor(2 * SECOND_NS);
    return pair;
  }

  private static DropReason send(EnginePair.End end, String source, String destination) {
    return end.sendInner(
        EnginePair.echo(EnginePair.address(source), EnginePair.address(destination), 1, 32));
  }

  private static DropReason sendTo(EnginePair pair, String destination) {
    return send(pair.a, "10.1.0.99", destination);
  }

  /** What it says to the other end is lost. */
  private static void unheard(EnginePair pair, Runnable request) {
    pair.lost = frame -> true;
    request.run();
    pair.run();
    pair.lost = frame -> false;
  }

  private static void sendOften(EnginePair pair, String destination, int count, long intervalNs) {
    for (int packet = 0; packet < count; packet++) {
      sendTo(pair, destination);
      pair.runFor(intervalNs);
    }
  }

  private static long begun(EnginePair.End end) {
    return end.engine.status().events("InitiateRequested");
  }

  private static long standing(EnginePair.End end) {
    return end.engine.status().ikeSas().stream()
        .filter(sa -> sa.state() == HthState.ESTABLISHED)
        .count();
  }

  private static List<String> warnings(EnginePair.End end, String about) {
    return end.log.stream().filter(line -> line.contains(about)).toList();
  }

  @Test
  void packetsBeginOneHandshakeHoweverLongItTakes() {
    EnginePair pair = pair();
    pair.lost = frame -> true;
    sendOften(pair, "10.2.0.1", 140, 100 * MS);
    assertEquals(1, begun(pair.a), "five tries take fifteen seconds");
    assertTrue(fired.contains("PacketWhileOpening"), fired::toString);
    sendOften(pair, "10.2.0.1", 40, 100 * MS);
    assertEquals(2, begun(pair.a), "the first has failed");
    pair.lost = frame -> false;
    pair.runFor(10 * SECOND_NS);
    assertEquals(1, pair.a.children());
    assertEquals(1, pair.a.engine.status().ikeSas().size());
  }

  @Test
  void packetsWaitForThePause() {
    EnginePair pair = pair();
    pair.a.engine.initiate("b", pair.nowNs);
    pair.a.engine.close("b", pair.nowNs);
    pair.runFor(SECOND_NS - 1);
    sendTo(pair, "10.2.0.1");
    assertEquals(1, begun(pair.a));
    pair.runFor(1);
    sendTo(pair, "10.2.0.1");
    assertEquals(2, begun(pair.a));
  }

  @Test
  void theOperatorNeedNotWaitAndIsAnsweredTruly() {
    EnginePair pair = pair();
    assertFalse(pair.a.engine.initiate("nobody", pair.nowNs));
    assertTrue(pair.a.engine.initiate("b", pair.nowNs));
    assertTrue(pair.a.engine.initiate("b", pair.nowNs), "one is under way");
    assertEquals(1, begun(pair.a));
    pair.a.engine.close("b", pair.nowNs);
    assertTrue(pair.a.engine.initiate("b", pair.nowNs), "in the pause");
    assertEquals(2, begun(pair.a));
    pair.run();
    assertEquals(1, pair.a.children());
  }

  @Test
  void aPeerIsOpenedToAtStartWhereTheConfigurationSaysSo() {
    EnginePair pair = kept();
    assertEquals(List.of("AddressToOpen", "AddressGained"), fired, "of a and of b");
    pair.run();
    assertEquals(1, pair.a.children());
    assertEquals(1, begun(pair.a));
  }

  @Test
  void aPeerWithoutAddressIsNeverOpenedTo() {
    setup.isKnownToB = false;
    EnginePair pair = pair();
    assertFalse(pair.b.engine.initiate("a", pair.nowNs));
    assertEquals(DropReason.NO_ASSOCIATION, send(pair.b, "10.2.0.99", "10.1.0.1"));
    pair.runFor(2 * SECOND_NS);
    assertEquals(0, begun(pair.b));
    sendTo(pair, "10.2.0.1");
    pair.run();
    assertEquals(1, pair.b.children(), "it answers");
    assertEquals(DropReason.NONE, send(pair.b, "10.2.0.99", "10.1.0.1"));
  }

  /** An attack on a pool of tasks: each such packet used to open another IKE SA, one a second. */
  @Test
  void packetsThatTheChildSaDoesNotCarryOpenNoOthers() {
    setup.narrower = 2;
    EnginePair pair = pair();
    sendTo(pair, "10.2.0.1");
    pair.run();
    assertEquals(1, pair.a.children());
    sendOften(pair, "10.2.0.200", 50, 100 * MS);
    assertEquals(1, begun(pair.a));
    assertEquals(1, pair.a.engine.status().ikeSas().size());
    assertEquals(4, warnings(pair.a, "compare the selectors of both ends").size(), "once a second");
    sendTo(pair, "10.2.0.1");
    pair.run();
    assertEquals(1, pair.a.delivered.size(), "what it carries passes");
  }

  /** The peer is misconfigured: each such packet used to open another IKE SA, which was kept. */
  @Test
  void aPeerThatRefusesTheChildSaHoldsNoTasks() {
    setup.refusesChild = true;
    EnginePair pair = pair();
    for (int second = 0; second < 20; second++) {
      sendOften(pair, "10.2.0.1", 10, 100 * MS);
      assertEquals(1, pair.a.engine.status().ikeSas().size());
      assertEquals(1, standing(pair.b), "what is deleted lingers there");
    }
    assertEquals(20, begun(pair.a), "once a second");
    assertEquals(0, pair.a.children());
  }

  /** RFC 7296 §1.4.1: a peer may delete its Child SA and keep the IKE SA. */
  @Test
  void anIkeSaWithoutChildSaIsReplaced() {
    EnginePair pair = pair();
    sendTo(pair, "10.2.0.1");
    pair.runFor(SECOND_NS);
    pair.b.engine.closeChild("a", "net", pair.nowNs);
    pair.run();
    assertEquals(0, pair.a.children());
    assertEquals(1, pair.a.engine.status().ikeSas().size());
    sendTo(pair, "10.2.0.1");
    pair.run();
    assertEquals(1, pair.a.children());
    assertEquals(1, pair.a.engine.status().ikeSas().size());
    assertEquals(1, standing(pair.b), "what is deleted lingers there");
  }

  @Test
  void anSaThatThePeerOpenedCountsToo() {
    setup.narrower = 2;
    EnginePair pair = pair();
    pair.b.engine.initiate("a", pair.nowNs);
    pair.run();
    assertEquals(1, pair.a.children());
    sendTo(pair, "10.2.0.200");
    assertEquals(0, begun(pair.a));
    assertEquals(1, warnings(pair.a, "compare the selectors of both ends").size());
  }

  /** A black hole: packets used to go to the peer on the SA that was being deleted. */
  @Test
  void whatIsBeingDeletedCarriesNoPacket() {
    EnginePair pair = opened();
    assertEquals(1, begun(pair.a));
    unheard(pair, () -> pair.a.engine.close("b", pair.nowNs));
    assertEquals(DropReason.NO_ASSOCIATION, sendTo(pair, "10.2.0.1"));
    pair.runFor(100 * MS);
    assertEquals(2, begun(pair.a), "another is opened at once");
    assertEquals(
        List.of(HthState.DELETING, HthState.ESTABLISHED),
        pair.a.engine.status().ikeSas().stream().map(sa -> sa.state()).toList(),
        "the delete goes on beside it");
    assertEquals(DropReason.NONE, sendTo(pair, "10.2.0.1"));
    pair.run();
    assertEquals(1, pair.a.delivered.size());
  }

  @Test
  void aChildSaThatIsBeingDeletedCarriesNoPacketEither() {
    EnginePair pair = opened();
    unheard(pair, () -> pair.a.engine.closeChild("b", "net", pair.nowNs));
    assertEquals(DropReason.NO_ASSOCIATION, sendTo(pair, "10.2.0.1"));
    pair.runFor(100 * MS);
    assertEquals(2, begun(pair.a), "the Child SA that is there does not count");
    assertEquals(DropReason.NONE, sendTo(pair, "10.2.0.1"));
  }

  /** The operator does not wait for a packet: the successor is there before the next one. */
  @Test
  void theOtherSaTakesOverAtOnce() {
    EnginePair pair = opened();
    unheard(pair, () -> pair.a.engine.close("b", pair.nowNs));
    assertTrue(pair.a.engine.initiate("b", pair.nowNs));
    pair.run();
    assertEquals(DropReason.NONE, sendTo(pair, "10.2.0.1"), "without any wait");
    pair.run();
    assertEquals(1, pair.a.delivered.size());
    assertEquals(2, begun(pair.a), "the packet opened none");
  }

  @Test
  void whatThePeerSendsIsReceivedUntilItKnows() {
    EnginePair pair = opened();
    unheard(pair, () -> pair.a.engine.close("b", pair.nowNs));
    assertEquals(DropReason.NONE, send(pair.b, "10.2.0.99", "10.1.0.99"));
    pair.run();
    assertEquals(1, pair.a.delivered.size());
  }

  @Test
  void withoutTaskTheOperatorIsTold() {
    setup.limits = new LimitsConfig(1, 8, 8, 3);
    EnginePair pair = pair();
    sendTo(pair, "10.2.0.1");
    pair.runFor(SECOND_NS);
    pair.a.engine.closeChild("b", "net", pair.nowNs);
    pair.run();
    assertEquals(0, pair.a.children());
    assertEquals(1, pair.a.engine.status().ikeSas().size(), "it has the only task");
    assertFalse(pair.a.engine.initiate("b", pair.nowNs));
    pair.lost = frame -> true;
    sendOften(pair, "10.2.0.1", 30, 100 * MS);
    assertEquals(1, begun(pair.a), "it is being closed, without an answer");
    assertEquals(3, warnings(pair.a, "no IKE SA can be opened").size(), "once a second");
    pair.lost = frame -> false;
    pair.runFor(60 * SECOND_NS);
    sendTo(pair, "10.2.0.1");
    pair.run();
    assertEquals(1, pair.a.children());
  }

  // ---- peers that are kept up

  @Test
  void aPeerThatIsKeptUpIsOpenedToAgainWithoutAnyPacket() {
    EnginePair pair = kept();
    pair.run();
    for (int lost = 1; lost <= 3; lost++) {
      pair.b.engine.close("a", pair.nowNs);
      pair.run();
      assertEquals(0, pair.a.children());
      pair.runFor(4 * SECOND_NS);
      assertEquals(1, pair.a.children(), "it is there again");
      assertEquals(1 + lost, begun(pair.a));
    }
    assertEquals(0, begun(pair.b), "nobody keeps a up");
  }

  @Test
  void aPeerThatIsThereIsLeftAlone() {
    EnginePair pair = kept();
    pair.runFor(120 * SECOND_NS);
    assertEquals(1, begun(pair.a));
    assertTrue(fired.contains("CheckAlive"), fired::toString);
  }

  @Test
  void aPeerThatDoesNotAnswerIsAskedUntilItDoes() {
    EnginePair pair = kept();
    pair.lost = frame -> true;
    pair.runFor(100 * SECOND_NS);
    assertTrue(begun(pair.a) > 3, () -> begun(pair.a) + " handshakes");
    assertEquals(0, pair.a.children());
    pair.lost = frame -> false;
    pair.runFor(30 * SECOND_NS);
    assertEquals(1, pair.a.children());
  }

  @Test
  void withoutTaskTheCheckTellsTheOperatorAndTriesAgain() {
    setup.initiate = true;
    setup.limits = new LimitsConfig(1, 8, 8, 3);
    EnginePair pair = pair();
    pair.run();
    pair.b.engine.close("a", pair.nowNs);
    pair.runFor(4 * SECOND_NS);
    assertTrue(fired.contains("CheckNoTask"), "the only task keeps the last answer");
    assertFalse(warnings(pair.a, "no IKE SA can be opened").isEmpty());
    pair.runFor(120 * SECOND_NS);
    assertEquals(1, pair.a.children(), "it did not for ever");
  }

  // ---- shutdown

  @Test
  void aShutdownEndsWhenEveryPeerHasAnswered() {
    EnginePair pair = kept();
    pair.run();
    pair.a.engine.shutDown(pair.nowNs);
    assertFalse(pair.a.engine.isShutDown(), "b was not asked yet");
    pair.runFor(100 * MS);
    assertTrue(pair.a.engine.isShutDown());
    assertEquals(0, pair.b.children());
    pair.a.engine.shutDown(pair.nowNs);
    assertTrue(pair.a.engine.isShutDown(), "once is enough");
  }

  @Test
  void aShutdownDoesNotWaitForSilentPeers() {
    EnginePair pair = pair();
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    pair.lost = frame -> true;
    pair.a.engine.shutDown(pair.nowNs);
    pair.runFor(1_900 * MS);
    assertFalse(pair.a.engine.isShutDown(), "b may still answer");
    pair.a.engine.shutDown(pair.nowNs);
    pair.runFor(200 * MS);
    assertTrue(pair.a.engine.isShutDown(), "asking again gives no more time");
    assertTrue(fired.contains("CheckOverdue"), fired::toString);
  }

  @Test
  void aShutdownWithoutAnyIkeSaEndsAtOnce() {
    EnginePair pair = pair();
    pair.a.engine.shutDown(pair.nowNs);
    sendTo(pair, "10.2.0.1");
    pair.runFor(100 * MS);
    assertTrue(pair.a.engine.isShutDown());
    assertEquals(0, begun(pair.a));
  }

  @Test
  void aHostWithoutAddressShutsDownToo() {
    setup.isKnownToB = false;
    EnginePair pair = pair();
    pair.b.engine.shutDown(pair.nowNs);
    pair.runFor(100 * MS);
    assertTrue(pair.b.engine.isShutDown());
  }

  @Test
  void whatARoamingPeerOpenedEndsWithTheHost() {
    setup.isKnownToB = false;
    EnginePair pair = opened();
    assertEquals(1, pair.b.children());
    pair.b.engine.shutDown(pair.nowNs);
    pair.runFor(100 * MS);
    assertEquals(0, pair.a.children(), "a was told");
    assertTrue(pair.b.engine.isShutDown());
  }

  /** Packets, the operator, the check and the peer would each open an IKE SA otherwise. */
  @Test
  void afterAShutdownNothingOpens() {
    EnginePair pair = kept();
    pair.run();
    pair.a.engine.shutDown(pair.nowNs);
    sendTo(pair, "10.2.0.1");
    assertFalse(pair.a.engine.initiate("b", pair.nowNs), "while it lasts");
    pair.b.engine.initiate("a", pair.nowNs);
    pair.runFor(2 * SECOND_NS);
    sendTo(pair, "10.2.0.1");
    assertFalse(pair.a.engine.initiate("b", pair.nowNs), "when it is over");
    pair.runFor(30 * SECOND_NS);
    assertEquals(1, begun(pair.a));
    assertEquals(0, pair.a.children());
    assertEquals(0, pair.b.children());
    assertTrue(pair.a.drops(DropReason.NO_HANDSHAKE_TASK) > 0, "b was not answered");
  }

  private static HthState stateOfFirst(EnginePair.End end) {
    return end.engine.status().ikeSas().getFirst().state();
  }

  /**
   * An attacker who holds a handshake half open does not keep the task, neither while the answer is
   * computed nor after it.
   */
  @ParameterizedTest
  @EnumSource(names = {"ANSWERING", "INIT_ANSWERED"})
  void whatIsHalfOpenEndsWithTheHost(HthState halfOpen) {
    EnginePair pair = pair();
    pair.a.engine.initiate("b", pair.nowNs);
    while (pair.b.engine.status().ikeSas().isEmpty()) {
      pair.a.engine.poll(pair.nowNs);
      EnginePair.Sent sent = pair.wire.remove();
      pair.other(sent.from()).receive(sent.frame());
    }
    pair.wire.clear();
    for (int turns = 0; turns < 10 && stateOfFirst(pair.b) != halfOpen; turns++) {
      pair.b.engine.poll(pair.nowNs);
    }
    assertEquals(halfOpen, stateOfFirst(pair.b));
    pair.b.engine.shutDown(pair.nowNs);
    pair.b.engine.poll(pair.nowNs);
    assertEquals(0, pair.b.engine.status().ikeSas().size());
  }

  @Test
  void aShutdownGivesUpAHandshakeThatIsUnderWay() {
    EnginePair pair = pair();
    pair.lost = frame -> true;
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    pair.a.engine.shutDown(pair.nowNs);
    sendTo(pair, "10.2.0.1");
    pair.runFor(100 * MS);
    assertTrue(pair.a.engine.isShutDown(), "nothing is shared with b yet");
    sendTo(pair, "10.2.0.1");
    assertEquals(0, pair.a.engine.status().ikeSas().size());
    assertEquals(1, begun(pair.a), "packets begin nothing, in the pause neither");
  }
}
