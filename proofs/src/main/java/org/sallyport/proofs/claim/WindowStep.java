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
import org.sallyport.engine.esp.ReplayWindow;
import org.sallyport.engine.table.ReplayWindowState;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Escape;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Solving;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/**
 * One step of the shipped window from any state that satisfies the invariant. T, the number, the bitmap and the set of accepted
 * numbers are symbols; what is to be shown of all numbers is shown of one that is any number, the probe, with the invariant assumed at
 * the two numbers concerned.
 */
final class WindowStep {
  private static final String TYPE = "org/sallyport/engine/esp/ReplayWindow";
  private static final String STATE = "Lorg/sallyport/engine/table/ReplayWindowState;";

  private final Context z3;
  private final Words words;
  private final int size;
  private final Map<String, String> replacements;
  private final SetOfNumbers rfc;
  private final BitVecExpr top;
  private final BitVecExpr number;
  private final BitVecExpr probe;
  private final BitVecExpr authentic;
  private final ArrayExpr<BitVecSort, BitVecSort> bitmap;
  private final ArrayExpr<BitVecSort, BoolSort> accepted;
  private String counterexample;

  WindowStep(Context z3, int size, Map<String, String> replacements) {
    this.z3 = z3;
    words = new Words(z3);
    this.size = size;
    this.replacements = replacements;
    rfc = new SetOfNumbers(z3, size, ((long[]) Instances.read(new ReplayWindow(size), "words")).length);
    top = z3.mkBVConst("T", 64);
    number = z3.mkBVConst("number", 64);
    probe = z3.mkBVConst("probe", 64);
    authentic = z3.mkBVConst("authentic", 32);
    bitmap = z3.mkArrayConst("bitmap", z3.mkBitVecSort(32), z3.mkBitVecSort(64));
    accepted = z3.mkArrayConst("accepted", z3.mkBitVecSort(64), z3.mkBoolSort());
  }

  /** The constructor's state satisfies the invariant with nothing accepted. */
  Answer initialState() {
    Value.Instance fresh = Instances.of(new ReplayWindow(size), words);
    ArrayExpr<BitVecSort, BoolSort> nothing = z3.mkConstArray(z3.mkBitVecSort(64), z3.mkFalse());
    BoolExpr holds = rfc.invariant(probe, topOf(fresh), bitmapOf(fresh), nothing);
    judge("the fresh window", z3.mkTrue(), holds);
    return answer("at any number");
  }

  /** Check, then advance if it may. */
  Answer checkAndAdvance() {
    BoolExpr zeroOrOne = z3.mkOr(z3.mkEq(authentic, z3.mkBV(0, 32)), z3.mkEq(authentic, z3.mkBV(1, 32)));
    int paths = new Branches(z3, z3.mkAnd(anyState(), zeroOrOne)).forEachPath(guarded(this::checkAndAdvance));
    return answer(paths + " paths");
  }

  /** Advance of an authentic packet that passed its check in an earlier state, as in a burst. */
  Answer advanceLater() {
    BoolExpr notZero = z3.mkNot(z3.mkEq(number, z3.mkBV(0, 64)));
    int paths = new Branches(z3, z3.mkAnd(anyState(), notZero)).forEachPath(guarded(this::advanceLater));
    return answer(paths + " paths");
  }

  private BoolExpr anyState() {
    return z3.mkAnd(rfc.invariant(number, top, bitmap, accepted), rfc.invariant(probe, top, bitmap, accepted));
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

  private void checkAndAdvance(Branches branches) {
    Value.Instance window = symbolic();
    Machine machine = new Machine(words, branches, replacements);
    boolean checked =
        machine.call(TYPE, "check", "(JJ)" + STATE, List.of(window, word(number), words.ofLong(0)))
            .equals(new Value.Concrete(ReplayWindowState.CHECKED));
    BoolExpr admitted = rfc.admits(number, top, accepted);
    judge(checked ? "check lets it pass" : "check refuses it", branches.condition(), z3.mkEq(z3.mkBool(checked), admitted));
    judge("check moved the window", branches.condition(), unmoved(window));
    if (checked && counterexample == null) {
      advance(branches, machine, window, z3.mkEq(authentic, z3.mkBV(1, 32)), new Value.Word(authentic));
    }
  }

  private void advanceLater(Branches branches) {
    Machine machine = new Machine(words, branches, replacements);
    advance(branches, machine, symbolic(), rfc.admits(number, top, accepted), words.ofInt(1));
  }

  private void advance(
      Branches branches, Machine machine, Value.Instance window, BoolExpr shouldAccept, Value.Word isAuthentic) {
    boolean accepts =
        machine
            .call(TYPE, "advance", "(JZJ)" + STATE, List.of(window, word(number), isAuthentic, words.ofLong(0)))
            .equals(new Value.Concrete(ReplayWindowState.ACCEPTED));
    BoolExpr path = branches.condition();
    judge(accepts ? "advance accepts it" : "advance refuses it", path, z3.mkEq(z3.mkBool(accepts), shouldAccept));
    if (!accepts) {
      judge("a refused packet moved the window", path, unmoved(window));
      return;
    }
    BitVecExpr newTop = topOf(window);
    judge("T became " + (newTop.isNumeral() ? newTop : "wrong"), path, z3.mkEq(newTop, rfc.highest(number, top)));
    BoolExpr holds = rfc.invariant(probe, newTop, bitmapOf(window), z3.mkStore(accepted, number, z3.mkTrue()));
    judge("after accepting it the bitmap is wrong about the probe", path, holds);
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
    Solver solver = z3.mkSolver();
    Solving.add(solver, path, z3.mkNot(conclusion));
    if (Solving.isSatisfiable(solver)) {
      counterexample = describe(what, smallest(solver));
    }
  }

  /** A model with small numbers where there is one: easier to read. */
  private Model smallest(Solver solver) {
    for (long bound : new long[] {2L * size, 100_000, 1L << 33}) {
      solver.push();
      for (BitVecExpr symbol : List.of(top, number, probe)) {
        Solving.add(solver, z3.mkBVULE(symbol, z3.mkBV(bound, 64)));
      }
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

  private String describe(String what, Model model) {
    return "W = "
        + size
        + ", T = "
        + Numbers.text(model, top)
        + ", number = "
        + Numbers.text(model, number)
        + (truth(model, z3.mkSelect(accepted, number)) ? " (accepted before)" : " (not accepted before)")
        + ", probe = "
        + Numbers.text(model, probe)
        + (truth(model, z3.mkSelect(accepted, probe)) ? " (accepted before)" : " (not accepted before)")
        + ": "
        + what
        + "; the RFC's set "
        + (truth(model, rfc.admits(number, top, accepted)) ? "admits" : "does not admit")
        + " the number";
  }

  private static boolean truth(Model model, Expr<BoolSort> fact) {
    return model.eval(fact, true).isTrue();
  }

  private Answer answer(String how) {
    return counterexample == null ? Answer.proved(how) : Answer.refuted(counterexample);
  }
}
