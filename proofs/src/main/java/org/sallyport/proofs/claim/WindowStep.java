// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.BoolSort;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.Model;
import com.microsoft.z3.Solver;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sallyport.engine.dataplane.esp.ReplayWindow;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.ReplayWindowState;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Escape;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Solving;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/**
 * One step of the shipped window from any state that satisfies the invariant. T, the number, the
 * bitmap, the set of accepted numbers and, unless given, the size are symbols; what is to be shown
 * of all numbers is shown of one that is any number, the probe, with the invariant assumed at the
 * two numbers concerned.
 */
final class WindowStep {
  private static final String TYPE = "org/sallyport/engine/dataplane/esp/ReplayWindow";
  private static final String STATE = "Lorg/sallyport/engine/table/ReplayWindowState;";

  /** Numbers of which a counterexample is easy to read. */
  private static final long NEAR = 4096;

  private final Context z3;
  private final Words words;
  private final Map<String, String> replacements;
  private final boolean byInduction;
  private final BitVecExpr size;
  private final BitVecExpr top;
  private final BitVecExpr number;
  private final BitVecExpr probe;
  private final BitVecExpr distance;
  private final BitVecExpr authentic;
  private final ArrayExpr<BitVecSort, BitVecSort> bitmap;
  private final ArrayExpr<BitVecSort, BoolSort> accepted;
  private String counterexample;

  /** For every size: the loop of the slide is run by induction. */
  WindowStep(Context z3, Map<String, String> replacements) {
    this(
        z3,
        replacements,
        true,
        z3.mkZeroExt(15, z3.mkConcat(z3.mkBVConst("W.words", 11), z3.mkBVConst("W.places", 6))));
  }

  /** For one size: the loop is run round by round, so that what is found is a counterexample. */
  WindowStep(Context z3, Map<String, String> replacements, int size) {
    this(z3, replacements, false, z3.mkBV(size, 32));
  }

  private WindowStep(
      Context z3, Map<String, String> replacements, boolean byInduction, BitVecExpr size) {
    this.z3 = z3;
    words = new Words(z3);
    this.replacements = replacements;
    this.byInduction = byInduction;
    this.size = size;
    BitVecExpr topWord = z3.mkBVConst("T.word", 58);
    distance = z3.mkBVConst("distance", 58);
    top = inWord(topWord, "T.place");
    number = inWord(z3.mkBVAdd(topWord, distance), "number.place");
    probe = inWord(z3.mkBVAdd(topWord, z3.mkBVConst("probe.distance", 58)), "probe.place");
    authentic = z3.mkBVConst("authentic", 32);
    bitmap = z3.mkArrayConst("bitmap", z3.mkBitVecSort(32), z3.mkBitVecSort(64));
    accepted = z3.mkArrayConst("accepted", z3.mkBitVecSort(64), z3.mkBoolSort());
  }

  /**
   * Any 64-bit number: the word of the bitmap that it lies in, as far from T's word as it may be,
   * and its place there. Any three numbers can be said so, and the solver sees distances where it
   * would else have to find them.
   */
  private BitVecExpr inWord(BitVecExpr word, String place) {
    return z3.mkConcat(word, z3.mkBVConst(place, 6));
  }

  /** The constructor's state satisfies the invariant with nothing accepted. */
  Answer initialState() {
    int paths =
        forEachPath(
            isConfigurable(),
            branches -> {
              Value.Instance fresh = construct(branches);
              ArrayExpr<BitVecSort, BoolSort> nothing =
                  z3.mkConstArray(z3.mkBitVecSort(64), z3.mkFalse());
              SetOfNumbers rfc = rfc(fresh);
              show(
                  "the fresh window",
                  branches,
                  z3.mkAnd(
                      rfc.invariant(probe, topOf(fresh), bitmapOf(fresh), nothing),
                      z3.mkEq(topOf(fresh), z3.mkBV(0, 64)),
                      z3.mkEq(wordOf(fresh, "size"), size)));
            });
    return answer(paths + " paths");
  }

  /** The constructor refuses every other size. */
  Answer otherSizes() {
    String[] made = new String[1];
    BitVecExpr other = z3.mkBVConst("size", 32);
    int paths =
        new Branches(z3, z3.mkNot(isConfigurable(other)))
            .forEachPath(branches -> {
              try {
                construct(branches, other);
                made[0] = "a window of a size that cannot be configured is made";
              } catch (Escape refused) {
                // as it must
              }
            });
    return made[0] == null ? Answer.proved(paths + " paths") : Answer.refuted(made[0]);
  }

  /** The two ways to say "in the window" are one: what the other claims lean on. */
  Answer windowForms() {
    SetOfNumbers rfc = new SetOfNumbers(z3, size, 1);
    show("the two forms differ", isConfigurable(), rfc.windowForms(number, top), rfc);
    return answer("for any number, T and W");
  }

  /** Check, for any number. */
  Answer check() {
    int paths = forEachPath(isConfigurable(), this::check);
    return answer(paths + " paths");
  }

  /**
   * Advance, for any number, whether it was checked or not: a check may have been earlier in the
   * burst, in another state.
   */
  Answer advance() {
    BoolExpr zeroOrOne = z3.mkBVULE(authentic, z3.mkBV(1, 32));
    int paths = forEachPath(z3.mkAnd(isConfigurable(), zeroOrOne), this::advance);
    return answer(paths + " paths");
  }

  private BoolExpr isConfigurable() {
    return isConfigurable(size);
  }

  private BoolExpr isConfigurable(BitVecExpr numbers) {
    return z3.mkAnd(
        z3.mkBVSGE(numbers, z3.mkBV(ReplayWindow.MINIMUM_SIZE, 32)),
        z3.mkBVSLE(numbers, z3.mkBV(ReplayWindow.MAXIMUM_SIZE, 32)));
  }

  private int forEachPath(BoolExpr assumption, Consumer<Branches> body) {
    return new Branches(z3, assumption)
        .forEachPath(branches -> {
          if (counterexample != null) {
            return;
          }
          try {
            body.accept(branches);
          } catch (Escape escape) {
            show(escape.getMessage(), branches, z3.mkFalse());
          }
        });
  }

  private Value.Instance construct(Branches branches) {
    return construct(branches, size);
  }

  private Value.Instance construct(Branches branches, BitVecExpr numbers) {
    return new Machine(words, branches, replacements)
        .construct(
            TYPE,
            "(IJLorg/sallyport/engine/table/TraceSink;)V",
            List.of(word(numbers), words.ofLong(0), new Value.Concrete(TraceSink.NONE)));
  }

  private SetOfNumbers rfc(Value.Instance window) {
    return new SetOfNumbers(z3, size, ring(window).length());
  }

  private void check(Branches branches) {
    Value.Instance window = anyState(branches);
    SetOfNumbers rfc = rfc(window);
    boolean checked =
        new Machine(words, branches, replacements)
            .call(TYPE, "check", "(JJ)" + STATE, List.of(window, word(number), words.ofLong(0)))
            .equals(new Value.Concrete(ReplayWindowState.CHECKED));
    BoolExpr right = z3.mkEq(z3.mkBool(checked), rfc.admits(number, top, accepted));
    DropReason reason = reasonOf(window);
    show(checked ? "check lets it pass" : "check refuses it", branches.condition(), right, rfc);
    show(
        "the reason is " + reason,
        branches.condition(),
        rfc.isReasonAtCheck(reason, number, top, accepted),
        rfc);
    show("check moved the window", branches.condition(), unmoved(window), rfc);
  }

  private void advance(Branches branches) {
    Value.Instance window = anyState(branches);
    SetOfNumbers rfc = rfc(window);
    Machine machine = new Machine(words, branches, replacements);
    if (byInduction) {
      machine.induct(
          TYPE + ".slideTo(J)V", new SlideInduction(z3, rfc, top, List.of(number, probe)));
    }
    boolean accepts =
        machine
            .call(
                TYPE,
                "advance",
                "(JZJ)" + STATE,
                List.of(window, word(number), word(authentic), words.ofLong(0)))
            .equals(new Value.Concrete(ReplayWindowState.ACCEPTED));
    BoolExpr isAuthentic = z3.mkEq(authentic, z3.mkBV(1, 32));
    BoolExpr path = branches.condition();
    show(
        accepts ? "advance accepts it" : "advance refuses it",
        path,
        z3.mkEq(z3.mkBool(accepts), z3.mkAnd(isAuthentic, rfc.admits(number, top, accepted))),
        rfc);
    DropReason reason = reasonOf(window);
    show(
        "the reason is " + reason,
        path,
        reason == DropReason.NOT_AUTHENTIC
            ? z3.mkNot(isAuthentic)
            : z3.mkAnd(isAuthentic, rfc.isReasonAtAdvance(reason, number, top, accepted)),
        rfc);
    if (!accepts) {
      show("a refused packet moved the window", path, unmoved(window), rfc);
      return;
    }
    BitVecExpr newTop = topOf(window);
    show(
        "T became " + (newTop.isNumeral() ? newTop : "wrong"),
        path,
        z3.mkEq(newTop, rfc.highest(number, top)),
        rfc);
    BoolExpr holds =
        rfc.invariant(probe, newTop, bitmapOf(window), z3.mkStore(accepted, number, z3.mkTrue()));
    showAtKnownDistance("after accepting it the bitmap is wrong about the probe", path, holds, rfc);
  }

  /** As {@link #show}, with the distance in words put in where the path leaves only one. */
  private void showAtKnownDistance(
      String what, BoolExpr path, BoolExpr conclusion, SetOfNumbers rfc) {
    Solver solver = Solving.solver(z3);
    Solving.add(solver, path);
    if (counterexample != null || !Solving.isSatisfiable(solver)) {
      return;
    }
    BitVecExpr one = (BitVecExpr) solver.getModel().eval(distance, true);
    Solver another = Solving.solver(z3);
    Solving.add(another, path, z3.mkNot(z3.mkEq(distance, one)));
    if (Solving.isSatisfiable(another)) {
      show(what, path, conclusion, rfc);
    } else {
      BoolExpr fixed = z3.mkEq(distance, one);
      show(what, z3.mkAnd(fixed, put(path, one)), put(conclusion, one), rfc);
    }
  }

  private BoolExpr put(BoolExpr fact, BitVecExpr value) {
    return (BoolExpr) fact.substitute(distance, value).simplify();
  }

  private BoolExpr unmoved(Value.Instance window) {
    return z3.mkAnd(z3.mkEq(topOf(window), top), z3.mkEq(bitmapOf(window), bitmap));
  }

  /** A window as the constructor makes it, put into any state that satisfies the invariant. */
  private Value.Instance anyState(Branches branches) {
    Value.Instance window = construct(branches);
    ring(window).become(bitmap);
    window.fields().put("top", word(top));
    SetOfNumbers rfc = rfc(window);
    branches.assume(
        z3.mkAnd(
            rfc.invariant(number, top, bitmap, accepted),
            rfc.invariant(probe, top, bitmap, accepted)));
    return window;
  }

  private static Value.Word word(BitVecExpr bits) {
    return new Value.Word(bits);
  }

  private static BitVecExpr topOf(Value.Instance window) {
    return wordOf(window, "top");
  }

  private static BitVecExpr wordOf(Value.Instance window, String field) {
    return ((Value.Word) window.fields().get(field)).bits();
  }

  private static Value.Symbols ring(Value.Instance window) {
    return (Value.Symbols) window.fields().get("words");
  }

  private static ArrayExpr<BitVecSort, BitVecSort> bitmapOf(Value.Instance window) {
    return ring(window).elements();
  }

  private static DropReason reasonOf(Value.Instance window) {
    return (DropReason) ((Value.Concrete) window.fields().get("refusal")).object();
  }

  private void show(String what, Branches branches, BoolExpr conclusion) {
    show(what, branches.condition(), conclusion, new SetOfNumbers(z3, size, 1));
  }

  /** Looks for a case on the path where the conclusion fails; the first is kept. */
  private void show(String what, BoolExpr path, BoolExpr conclusion, SetOfNumbers rfc) {
    if (counterexample != null) {
      return;
    }
    Solver solver = Solving.solver(z3);
    Solving.add(solver, path, z3.mkNot(conclusion));
    if (Solving.isSatisfiable(solver)) {
      counterexample = describe(what, smallest(solver), rfc);
    }
  }

  /** A model with small numbers where there is one: easier to read. */
  private Model smallest(Solver solver) {
    BitVecExpr near = z3.mkBV(NEAR, 64);
    BitVecExpr wrap = z3.mkBV((1L << 32) - NEAR / 2, 64);
    for (BoolExpr constraint :
        List.of(
            every(symbol -> z3.mkBVULE(symbol, near)),
            every(symbol -> z3.mkBVULE(symbol, z3.mkBV(100_000, 64))),
            z3.mkAnd(
                z3.mkBVULE(z3.mkBVSub(top, wrap), near),
                z3.mkBVULE(z3.mkBVSub(number, wrap), near)),
            z3.mkAnd(z3.mkBVULE(top, near)))) {
      solver.push();
      Solving.add(solver, constraint);
      if (Solving.isSatisfiable(solver)) {
        Model model = solver.getModel();
        solver.pop();
        return model;
      }
      solver.pop();
    }
    solver.check();
    return solver.getModel();
  }

  private BoolExpr every(Function<BitVecExpr, BoolExpr> constraint) {
    return z3.mkAnd(constraint.apply(top), constraint.apply(number), constraint.apply(probe));
  }

  private String describe(String what, Model model, SetOfNumbers rfc) {
    return "W = "
        + Numbers.text(model, size)
        + ", T = "
        + Numbers.text(model, top)
        + ", number = "
        + described(model, number)
        + (what.contains("probe") ? ", probe = " + described(model, probe) : "")
        + ": "
        + what
        + "; the RFC's set "
        + (truth(model, rfc.admits(number, top, accepted)) ? "admits" : "does not admit")
        + " the number";
  }

  private String described(Model model, BitVecExpr symbol) {
    boolean before = truth(model, z3.mkSelect(accepted, symbol));
    return Numbers.text(model, symbol) + (before ? " (accepted before)" : " (not accepted before)");
  }

  private static boolean truth(Model model, Expr<BoolSort> fact) {
    return model.eval(fact, true).isTrue();
  }

  private Answer answer(String how) {
    return counterexample == null ? Answer.proved(how) : Answer.refuted(counterexample);
  }
}
