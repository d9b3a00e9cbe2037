// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.BoolSort;
import com.microsoft.z3.Context;
import com.microsoft.z3.Model;
import com.microsoft.z3.Solver;
import java.util.Map;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Escape;
import org.sallyport.proofs.bytecode.Solving;
import org.sallyport.proofs.bytecode.Words;

/**
 * One packet through the shipped inbound path, from the octets of its ESP header to the sink, as
 * the second of a burst. Its window is in any state when it enters, and in any other when its turn
 * comes to advance: that is what other packets may have done meanwhile. The one before it in the
 * burst is forged.
 */
final class InboundStep {
  private final Context z3;
  private final Words words;
  private final boolean extended;
  private final Map<String, String> replacements;
  private final SetOfNumbers rfc;
  private final NumberOfRfc numbers;
  private final WindowSymbols entering;
  private final WindowSymbols advancing;
  private final BitVecExpr number;
  private final BitVecExpr probe;
  private final BitVecExpr authentic;
  private final ArrayExpr<BitVecSort, BitVecSort> slab;
  private final BitVecExpr espOffset;
  private final BitVecExpr espLength;
  private String counterexample;

  /** The state of a window: T, the bitmap, and the set of accepted numbers that it stands for. */
  record WindowSymbols(
      BitVecExpr top,
      ArrayExpr<BitVecSort, BitVecSort> bitmap,
      ArrayExpr<BitVecSort, BoolSort> accepted) {
    static WindowSymbols named(Context z3, String name, BitVecExpr top) {
      return new WindowSymbols(
          top,
          z3.mkArrayConst(name + ".bitmap", z3.mkBitVecSort(32), z3.mkBitVecSort(64)),
          z3.mkArrayConst(name + ".accepted", z3.mkBitVecSort(64), z3.mkBoolSort()));
    }
  }

  InboundStep(Context z3, boolean extended, Map<String, String> replacements) {
    this.z3 = z3;
    words = new Words(z3);
    this.extended = extended;
    this.replacements = replacements;
    rfc = new SetOfNumbers(z3, z3.mkBV(InboundRun.WINDOW, 32), InboundRun.RING_WORDS);
    numbers = new NumberOfRfc(z3, z3.mkBV(InboundRun.WINDOW, 32));
    BitVecExpr topWord = z3.mkBVConst("T.word", 58);
    entering = WindowSymbols.named(z3, "entering", z3.mkBVConst("T.entering", 64));
    advancing = WindowSymbols.named(z3, "advancing", inWord(topWord, "T.place"));
    number = inWord(z3.mkBVAdd(topWord, z3.mkBVConst("distance", 58)), "number.place");
    probe = inWord(z3.mkBVAdd(topWord, z3.mkBVConst("probe.distance", 58)), "probe.place");
    authentic = z3.mkBVConst("authentic", 32);
    slab = z3.mkArrayConst("slab", z3.mkBitVecSort(32), z3.mkBitVecSort(8));
    espOffset = z3.mkBV(InboundRun.ESP_OFFSET, 32);
    espLength = z3.mkBVConst("length", 32);
  }

  /** Any number, said by its distance from T in words, as is easier for the solver. */
  private BitVecExpr inWord(BitVecExpr word, String place) {
    return z3.mkConcat(word, z3.mkBVConst(place, 6));
  }

  Answer decide() {
    int paths =
        new Branches(z3, assumption())
            .forEachPath(branches -> {
              if (counterexample == null) {
                try {
                  path(branches);
                } catch (Escape escape) {
                  show(escape.getMessage(), branches, z3.mkFalse());
                }
              }
            });
    return counterexample == null
        ? Answer.proved(paths + " paths, W = " + InboundRun.WINDOW)
        : Answer.refuted(counterexample);
  }

  /**
   * The packet lies in the slab, which the caller has checked; both states satisfy the invariant at
   * the two numbers looked at.
   */
  private BoolExpr assumption() {
    BitVecExpr room = z3.mkBV(InboundRun.SLAB - InboundRun.ESP_OFFSET, 32);
    BoolExpr lies = z3.mkAnd(z3.mkBVULE(espLength, room), z3.mkBVULE(authentic, z3.mkBV(1, 32)));
    return z3.mkAnd(
        lies,
        rfc.invariant(number, entering.top(), entering.bitmap(), entering.accepted()),
        rfc.invariant(number, advancing.top(), advancing.bitmap(), advancing.accepted()),
        rfc.invariant(probe, advancing.top(), advancing.bitmap(), advancing.accepted()));
  }

  private BitVecExpr sequenceField(ArrayExpr<BitVecSort, BitVecSort> octets) {
    return z3.mkConcat(
        z3.mkConcat(octet(octets, 4), octet(octets, 5)),
        z3.mkConcat(octet(octets, 6), octet(octets, 7)));
  }

  private BitVecExpr octet(ArrayExpr<BitVecSort, BitVecSort> octets, int index) {
    return (BitVecExpr) z3.mkSelect(octets, z3.mkBVAdd(espOffset, z3.mkBV(index, 32)));
  }

  private void path(Branches branches) {
    InboundRun run = new InboundRun(words, branches, extended, replacements);
    DropReason entry = run.enter(entering, slab, espOffset, espLength);
    if (entry != DropReason.NONE && !run.audited()) {
      show("a malformed packet moved the window", branches, isWindow(run, entering));
      return;
    }
    BitVecExpr inferred = run.sequence();
    show(
        "another number is inferred",
        branches,
        extended
            ? numbers.isExtended(inferred, sequenceField(slab), entering.top())
            : numbers.isPlain(inferred, sequenceField(slab)));
    branches.assume(z3.mkEq(number, inferred));
    show(
        "the reason at the check is " + entry,
        branches,
        rfc.isReasonAtCheck(entry, number, entering.top(), entering.accepted()));
    show("the check moved the window", branches, isWindow(run, entering));
    if (entry != DropReason.NONE) {
      show("another reason is audited", branches, z3.mkBool(run.auditedReason() == entry));
      return;
    }
    run.finish(advancing, authentic);
    verified(branches, run);
    advanced(branches, run);
  }

  /** What was put to the ICV: the octets as they came, and the high half of the very number. */
  private void verified(Branches branches, InboundRun run) {
    InboundRun.Opened opened = run.opened();
    int overhead = 8 + InboundRun.SUITE.ivLength() + InboundRun.SUITE.icvLength();
    show(
        "another number is verified",
        branches,
        z3.mkAnd(
            z3.mkEq(opened.highSequence(), z3.mkExtract(63, 32, number)),
            z3.mkEq(sequenceField(opened.slab()), z3.mkExtract(31, 0, number))));
    show(
        "other octets are verified",
        branches,
        z3.mkAnd(
            z3.mkEq(opened.offset(), espOffset),
            z3.mkEq(opened.aadLength(), z3.mkBV(8, 32)),
            z3.mkEq(opened.textLength(), z3.mkBVSub(espLength, z3.mkBV(overhead, 32)))));
  }

  private void advanced(Branches branches, InboundRun run) {
    BoolExpr isAuthentic = z3.mkEq(authentic, z3.mkBV(1, 32));
    BoolExpr accepts =
        z3.mkAnd(isAuthentic, rfc.admits(number, advancing.top(), advancing.accepted()));
    show(
        run.delivered() ? "the packet is handed on" : "the packet is not handed on",
        branches,
        z3.mkEq(z3.mkBool(run.delivered()), accepts));
    show("the audit is wrong", branches, z3.mkBool(run.audited() != run.delivered()));
    show(
        "who was heard is wrong", branches, z3.mkBool(run.hearings() == (run.delivered() ? 1 : 0)));
    if (!run.delivered()) {
      refused(branches, run, isAuthentic);
      return;
    }
    BitVecExpr highest = rfc.highest(number, advancing.top());
    BoolExpr marked =
        z3.mkAnd(
            z3.mkEq(run.top(), highest),
            rfc.invariant(
                probe,
                highest,
                run.bitmap(),
                z3.mkStore(advancing.accepted(), number, z3.mkTrue())));
    show("the accepted number is not what is marked", branches, marked);
  }

  private void refused(Branches branches, InboundRun run, BoolExpr isAuthentic) {
    show("what is refused moves the window", branches, isWindow(run, advancing));
    DropReason reason = run.auditedReason();
    BoolExpr right =
        reason == DropReason.NOT_AUTHENTIC
            ? z3.mkNot(isAuthentic)
            : z3.mkAnd(
                isAuthentic,
                rfc.isReasonAtAdvance(reason, number, advancing.top(), advancing.accepted()));
    show("the audited reason is " + reason, branches, right);
    show("another number is audited", branches, z3.mkEq(run.auditedSequence(), number));
  }

  private BoolExpr isWindow(InboundRun run, WindowSymbols state) {
    return z3.mkAnd(z3.mkEq(run.top(), state.top()), z3.mkEq(run.bitmap(), state.bitmap()));
  }

  private void show(String what, Branches branches, BoolExpr conclusion) {
    if (counterexample != null) {
      return;
    }
    Solver solver = Solving.solver(z3);
    Solving.add(solver, branches.condition(), z3.mkNot(conclusion));
    if (Solving.isSatisfiable(solver)) {
      Model model = solver.getModel();
      counterexample =
          "T = "
              + Numbers.text(model, entering.top())
              + " at the check and "
              + Numbers.text(model, advancing.top())
              + " at the advance, sequence field = "
              + Numbers.text(model, sequenceField(slab))
              + ", number = "
              + Numbers.text(model, number)
              + ": "
              + what;
    }
  }
}
