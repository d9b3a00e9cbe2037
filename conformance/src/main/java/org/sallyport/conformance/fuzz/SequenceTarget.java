// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.engine.status.EngineStatus.ChildSaStatus;
import org.sallyport.engine.status.EngineStatus.IkeSaStatus;
import org.sallyport.engine.table.HthState;

/**
 * Many messages between two engines, either of which may open and close, over an adversary who
 * holds the wire: what is sent is delivered in any order, twice, altered, late or not at all. Laws:
 * nothing throws; an IKE SA that its initiator holds to be established was so at the responder too,
 * with the same SPIs, algorithms and Child SA; SAs are bounded; once the adversary is gone an SA
 * comes up and carries traffic, and after its close none is left.
 *
 * <p>The input is a sequence of actions, one octet each with its operands.
 */
public final class SequenceTarget {
  private static final int MOST_ACTIONS = 80;
  private static final int MOST_IKE_SAS = 8;
  private static final int MOST_HELD = 64;
  private static final long MILLISECOND_NS = 1_000_000L;
  private static final long LONG_NS = 600 * EnginePair.SECOND_NS;

  private final InputReader input;
  private final EnginePair pair;

  /** What each responder has agreed to, by the SPIs of the IKE SA. */
  private final Map<Spis, Agreement> agreed = new HashMap<>();

  private record Spis(long initiator, long responder) {}

  private record Agreement(String proposal, List<String> children) {}

  private SequenceTarget(InputReader input) {
    this.input = input;
    this.pair = new EnginePair((input.u8() & 1) != 0);
  }

  /** For Jazzer and for the corpus. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    new SequenceTarget(new InputReader(bytes)).play();
  }

  private void play() {
    for (int i = 0; i < MOST_ACTIONS && !input.isAtEnd(); i++) {
      act(input.u8());
      requireAgreement();
    }
    pair.wire.clear();
    pair.run(LONG_NS); // what is half open is given up, what is dead is found to be so
    requireAgreement();
    pair.establish();
    pair.requireTraffic();
    pair.left.engine.close("right", pair.nowNs);
    pair.right.engine.close("left", pair.nowNs);
    pair.run(LONG_NS);
    FuzzTarget.require(
        pair.left.engine.status().ikeSas().isEmpty()
            && pair.right.engine.status().ikeSas().isEmpty(),
        "no IKE SA is left");
  }

  private void act(int code) {
    EnginePair.End end = (code & 0x80) != 0 ? pair.left : pair.right;
    String other = end == pair.left ? "right" : "left";
    switch (code & 0x0f) {
      case 0, 1 -> end.engine.initiate(other, pair.nowNs);
      case 2 -> end.engine.close(other, pair.nowNs);
      case 3 -> pair.run(input.u16() * MILLISECOND_NS / 8);
      case 4 -> pair.run(input.u8() * EnginePair.SECOND_NS);
      case 5 -> take(input.u8());
      case 6 -> deliver(take(input.u8()), 2);
      case 7 -> deliver(altered(take(input.u8())), 1);
      case 8 -> replay(end);
      case 9 -> end.engine.closeChild(other, "net", pair.nowNs);
      default -> deliver(take((code & 0x70) >> 4), 1);
    }
    poll();
  }

  // Only what a turn brings; time and delivery are the adversary's.
  private void poll() {
    pair.left.engine.poll(pair.nowNs);
    pair.right.engine.poll(pair.nowNs);
    while (pair.wire.size() > MOST_HELD) {
      pair.wire.poll();
    }
  }

  /** What is on the wire at a place is taken off it; null when there is nothing. */
  private EnginePair.Sent take(int place) {
    if (pair.wire.isEmpty()) {
      return null;
    }
    List<EnginePair.Sent> held = new ArrayList<>(pair.wire);
    EnginePair.Sent taken = held.remove(place % held.size());
    pair.wire.clear();
    pair.wire.addAll(held);
    return taken;
  }

  private static void deliver(EnginePair.Sent sent, int times) {
    for (int i = 0; sent != null && i < times; i++) {
      sent.to().receive(sent.frame());
    }
  }

  private EnginePair.Sent altered(EnginePair.Sent sent) {
    int at = input.u16();
    int by = 1 + input.u8() % 255;
    if (sent == null) {
      return null;
    }
    byte[] frame = sent.frame().clone();
    frame[at % frame.length] ^= (byte) by;
    return new EnginePair.Sent(sent.to(), frame);
  }

  private void replay(EnginePair.End end) {
    int index = input.u8();
    if (!pair.recorded.isEmpty()) {
      end.receive(pair.recorded.get(index % pair.recorded.size()).clone());
    }
  }

  private void requireAgreement() {
    note(pair.left);
    note(pair.right);
    require(pair.left);
    require(pair.right);
  }

  private void note(EnginePair.End end) {
    List<IkeSaStatus> all = end.engine.status().ikeSas();
    FuzzTarget.require(all.size() <= MOST_IKE_SAS, "IKE SAs are bounded");
    for (IkeSaStatus sa : all) {
      if (!sa.initiator() && sa.state() == HthState.ESTABLISHED) {
        agreed.putIfAbsent(spis(sa), new Agreement(sa.proposal(), children(sa, true)));
      }
    }
  }

  private void require(EnginePair.End end) {
    for (IkeSaStatus sa : end.engine.status().ikeSas()) {
      if (sa.initiator() && sa.state() == HthState.ESTABLISHED) {
        Agreement other = agreed.get(spis(sa));
        FuzzTarget.require(other != null, "the responder has established it");
        FuzzTarget.require(other.proposal().equals(sa.proposal()), "the same algorithms");
        FuzzTarget.require(other.children().containsAll(children(sa, false)), "the same Child SAs");
      }
    }
  }

  private static Spis spis(IkeSaStatus sa) {
    return new Spis(sa.initiatorSpi(), sa.responderSpi());
  }

  /** Child SAs as the initiator sees them. */
  private static List<String> children(IkeSaStatus sa, boolean isResponder) {
    return sa.children().stream().map(child -> text(child, isResponder)).toList();
  }

  private static String text(ChildSaStatus child, boolean isResponder) {
    int in = isResponder ? child.outboundSpi() : child.inboundSpi();
    int out = isResponder ? child.inboundSpi() : child.outboundSpi();
    return child.name() + " " + child.mode() + " " + child.proposal() + " " + in + " " + out;
  }
}
