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
import org.sallyport.engine.table.ReplayWindowState;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Escape;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Solving;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/**
 * One step of the shipped window from any state that satisfies the invariant. T, the number, the
 * bitmap and the set of accepted numbers are symbols; what is to be shown of all numbers is shown
 * of one that is any number, the probe, with the invariant assumed at the two numbers concerned.
 */
final class WindowStep {
  private static final String TYPE = "org/sallyport/engine/dataplane/esp/ReplayWindow";
  private static final String STATE = "Lorg/sallyport/engine/table/ReplayWindowState;";

  private final Context z3;
  private final Words words;
  private final int size;
  private final Map<String, String> replacements;
  private final SetOfNumbers rfc;
  private final BitVecExpr top;
  private final BitVecExpr number;
  private final BitVecExpr probe;
  private final BitVecExpr distance;
  private final BitVecExpr authentic;
  private final ArrayExpr<BitVecSort, BitVecSort> bitmap;
  private final ArrayExpr<BitVecSort, BoolSort> accepted;
  private String counterexample;

  WindowStep(Context z3, int size, Map<String, String> replacements) {
    this.z3 = z3;
    words = new Words(z3);
    this.size = size;
    this.replacements = replacements;
    rfc =
        new SetOfNumbers(
            z3, size, ((long[]) Instances.read(new ReplayWindow(size), "words")).length);
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
    Value.Instance fresh = Instances.of(new ReplayWindow(size), words);
    ArrayExpr<BitVecSort, BoolSort> nothing = z3.mkConstArray(z3.mkBitVecSort(64), z3.mkFalse());
    BoolExpr holds = rfc.invariant(probe, topOf(fresh), bitmapOf(fresh), nothing);
    judge("the fresh window", z3.mkTrue(), holds);
    return answer("at any number");
  }

  /** The two ways to say "in the window" are one: what the other claims lean on. */
  Answer windowForms() {
    judge("the two forms differ", z3.mkTrue(), rfc.windowForms(number, top));
    return answer("for any number and T");
  }

  /** Check, for any number. */
  Answer check() {
    int paths = new Branches(z3, anyState()).forEachPath(guarded(this::check));
    return answer(paths + " paths");
  }

  /**
   * Advance, for any number that some check let through, be it just now or earlier in the burst, in
   * another state: all that is known of it then is that it is not zero.
   */
  Answer advance() {
    BoolExpr notZero = z3.mkNot(z3.mkEq(number, z3.mkBV(0, 64)));
    BoolExpr zeroOrOne = z3.mkBVULE(authentic, z3.mkBV(1, 32));
    int paths =
        new Branches(z3, z3.mkAnd(anyState(), notZero, zeroOrOne))
            .forEachPath(guarded(this::advance));
    return answer(paths + " paths");
  }

  private BoolExpr anyState() {
    return z3.mkAnd(
        rfc.invariant(number, top, bitmap, accepted), rfc.invariant(probe, top, bitmap, accepted));
  }

  private Consumer<Branches> guarded(Consumer<Branches> body) {
    return branches -> {
      if (counterexample != null) {
        return;
      }
      try {
        body.accept(branches);
      } catch (Escape escape) {
        judge(escape.getMessage(), branches.condition(), z3.mkFalse());
      }
    };
  }

  private void check(Branches branches) {
    Value.Instance window = symbolic();
    boolean checked =
        new Machine(words, branches, replacements)
            .call(TYPE, "check", "(JJ)" + STATE, List.of(window, word(number), words.ofLong(0)))
            .equals(new Value.Concrete(ReplayWindowState.CHECKED));
    BoolExpr right = z3.mkEq(z3.mkBool(checked), rfc.admits(number, top, accepted));
    judge(checked ? "check lets it pass" : "check refuses it", branches.condition(), right);
    judge("check moved the window", branches.condition(), unmoved(window));
  }

  private void advance(Branches branches) {
    Value.Instance window = symbolic();
    boolean accepts =
        new Machine(words, branches, replacements)
            .call(
                TYPE,
                "advance",
                "(JZJ)" + STATE,
                List.of(window, word(number), word(authentic), words.ofLong(0)))
            .equals(new Value.Concrete(ReplayWindowState.ACCEPTED));
    BoolExpr shouldAccept =
        z3.mkAnd(z3.mkEq(authentic, z3.mkBV(1, 32)), rfc.admits(number, top, accepted));
    BoolExpr path = branches.condition();
    judge(
        accepts ? "advance accepts it" : "advance refuses it",
        path,
        z3.mkEq(z3.mkBool(accepts), shouldAccept));
    if (!accepts) {
      judge("a refused packet moved the window", path, unmoved(window));
      return;
    }
    BitVecExpr newTop = topOf(window);
    judge(
        "T became " + (newTop.isNumeral() ? newTop : "wrong"),
        path,
        z3.mkEq(newTop, rfc.highest(number, top)));
    BoolExpr holds =
        rfc.invariant(probe, newTop, bitmapOf(window), z3.mkStore(accepted, number, z3.mkTrue()));
    judgeAtKnownDistance("after accepting it the bitmap is wrong about the probe", path, holds);
  }

  /** As {@link #judge}, with the distance in words put in where the path leaves only one. */
  private void judgeAtKnownDistance(String what, BoolExpr path, BoolExpr conclusion) {
    Solver solver = Solving.solver(z3);
    Solving.add(solver, path);
    if (counterexample != null || !Solving.isSatisfiable(solver)) {
      return;
    }
    BitVecExpr one = (BitVecExpr) solver.getModel().eval(distance, true);
    Solver another = Solving.solver(z3);
    Solving.add(another, path, z3.mkNot(z3.mkEq(distance, one)));
    if (Solving.isSatisfiable(another)) {
      judge(what, path, conclusion);
    } else {
      BoolExpr fixed = z3.mkEq(distance, one);
      judge(what, z3.mkAnd(fixed, put(path, one)), put(conclusion, one));
    }
  }

  private BoolExpr put(BoolExpr fact, BitVecExpr value) {
    return (BoolExpr) fact.substitute(distance, value).simplify();
  }

  private BoolExpr unmoved(Value.Instance window) {
    return z3.mkAnd(z3.mkEq(topOf(window), top), z3.mkEq(bitmapOf(window), bitmap));
  }

  private Value.Instance symbolic() {
    Value.Instance window = Instances.of(new ReplayWindow(size), words);
    window.fields().put("top", word(top));
    window.fields().put("words", new Value.LongArray(bitmap, rfc.ringWords()));
    return window;
  }

  private static Value.Word word(BitVecExpr bits) {
    return new Value.Word(bits);
  }

  private static BitVecExpr topOf(Value.Instance window) {
    return ((Value.Word) window.fields().get("top")).bits();
  }

  private static ArrayExpr<BitVecSort, BitVecSort> bitmapOf(Value.Instance window) {
    return ((Value.LongArray) window.fields().get("words")).elements();
  }

  /** Looks for a case on the path where the conclusion fails; the first is kept. */
  private void judge(String what, BoolExpr path, BoolExpr conclusion) {
    if (counterexample != null) {
      return;
    }
    Solver solver = Solving.solver(z3);
    Solving.add(solver, path, z3.mkNot(conclusion));
    if (Solving.isSatisfiable(solver)) {
      counterexample = describe(what, smallest(solver));
    }
  }

  /** A model with small numbers where there is one: easier to read. */
  private Model smallest(Solver solver) {
    BitVecExpr near = z3.mkBV(4L * size, 64);
    BitVecExpr wrap = z3.mkBV((1L << 32) - 2L * size, 64);
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

  private String describe(String what, Model model) {
    return "W = "
        + size
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
