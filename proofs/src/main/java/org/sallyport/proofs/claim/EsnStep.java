package org.sallyport.proofs.claim;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Model;
import com.microsoft.z3.Solver;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sallyport.engine.esp.ExtendedSequence;
import org.sallyport.engine.esp.ReplayWindow;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Escape;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Solving;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/**
 * One inference of the shipped code for any T, any window size and any number of the sender: all three are symbols. The RFC's premise
 * is stated in 67-bit signed numbers, where nothing wraps.
 */
final class EsnStep {
  private static final String TYPE = "org/sallyport/engine/esp/ExtendedSequence";
  private static final int WIDE = 67;

  private final Context z3;
  private final Words words;
  private final Map<String, String> replacements;
  private final BitVecExpr top;
  private final BitVecExpr size;
  private final BitVecExpr number;
  private String counterexample;

  EsnStep(Context z3, Map<String, String> replacements) {
    this.z3 = z3;
    words = new Words(z3);
    this.replacements = replacements;
    top = z3.mkBVConst("T", 64);
    size = z3.mkBVConst("W", 32);
    number = z3.mkBVConst("number", 64);
  }

  /** Whenever the sender's number lies in T - W + 1 … T - W + 2^32, it is what is inferred. */
  Answer reconstructs() {
    return decide(z3.mkAnd(sizes(), premise()), inferred -> z3.mkEq(inferred, number));
  }

  /** Whatever arrives, the inferred number has the low half that arrived. */
  Answer keepsTheLowHalf() {
    return decide(sizes(), inferred -> z3.mkEq(z3.mkExtract(31, 0, inferred), z3.mkExtract(31, 0, number)));
  }

  private BoolExpr sizes() {
    return z3.mkAnd(
        z3.mkBVUGE(size, z3.mkBV(ReplayWindow.MINIMUM_SIZE, 32)),
        z3.mkBVULE(size, z3.mkBV(ReplayWindow.MAXIMUM_SIZE, 32)));
  }

  private BoolExpr premise() {
    BitVecExpr wideTop = z3.mkZeroExt(WIDE - 64, top);
    BitVecExpr wideNumber = z3.mkZeroExt(WIDE - 64, number);
    BitVecExpr leftOfWindow = z3.mkBVSub(wideTop, z3.mkZeroExt(WIDE - 32, size));
    BitVecExpr cycle = z3.mkBV(1L << 32, WIDE);
    return z3.mkAnd(
        z3.mkBVSGT(wideNumber, leftOfWindow), z3.mkBVSLE(wideNumber, z3.mkBVAdd(leftOfWindow, cycle)));
  }

  private Answer decide(BoolExpr assumption, Function<BitVecExpr, BoolExpr> conclusion) {
    int paths =
        new Branches(z3, assumption)
            .forEachPath(
                branches -> {
                  try {
                    BitVecExpr inferred = infer(branches);
                    judge(branches.condition(), conclusion.apply(inferred), inferred);
                  } catch (Escape escape) {
                    judge(branches.condition(), z3.mkFalse(), number);
                  }
                });
    return counterexample == null ? Answer.proved(paths + " paths") : Answer.refuted(counterexample);
  }

  private BitVecExpr infer(Branches branches) {
    Value.Instance window = Instances.of(new ReplayWindow(ReplayWindow.MINIMUM_SIZE), words);
    window.fields().put("top", new Value.Word(top));
    window.fields().put("size", new Value.Word(size));
    Value.Instance sequence = Instances.of(new ExtendedSequence(true), words);
    Value.Word low = new Value.Word(z3.mkExtract(31, 0, number));
    Value result =
        new Machine(words, branches, replacements)
            .call(
                TYPE,
                "infer",
                "(ILorg/sallyport/engine/esp/ReplayWindow;J)J",
                List.of(sequence, low, window, words.ofLong(0)));
    return ((Value.Word) result).bits();
  }

  private void judge(BoolExpr path, BoolExpr conclusion, BitVecExpr inferred) {
    if (counterexample != null) {
      return;
    }
    Solver solver = z3.mkSolver();
    Solving.add(solver, path, z3.mkNot(conclusion));
    if (Solving.isSatisfiable(solver)) {
      solver.push();
      Solving.add(solver, z3.mkEq(size, z3.mkBV(64, 32)));
      if (!Solving.isSatisfiable(solver)) {
        solver.pop();
        solver.check();
      }
      Model model = solver.getModel();
      counterexample =
          "W = "
              + Numbers.text(model, size)
              + ", T = "
              + Numbers.text(model, top)
              + ", the sender's number = "
              + Numbers.text(model, number)
              + ": inferred "
              + Numbers.text(model, inferred);
    }
  }
}
