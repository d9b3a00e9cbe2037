// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Model;
import com.microsoft.z3.Solver;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sallyport.engine.dataplane.esp.ExtendedSequence;
import org.sallyport.engine.dataplane.esp.ReplayWindow;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Escape;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Solving;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/**
 * One inference of the shipped code for any T, any window size and any number of the sender: all
 * three are symbols.
 */
final class EsnStep {
  private static final String TYPE = "org/sallyport/engine/dataplane/esp/ExtendedSequence";

  private final Context z3;
  private final Words words;
  private final Map<String, String> replacements;
  private final BitVecExpr top;
  private final BitVecExpr size;
  private final BitVecExpr number;
  private final NumberOfRfc rfc;
  private String counterexample;

  EsnStep(Context z3, Map<String, String> replacements) {
    this.z3 = z3;
    words = new Words(z3);
    this.replacements = replacements;
    top = z3.mkBVConst("T", 64);
    size = z3.mkBVConst("W", 32);
    number = z3.mkBVConst("number", 64);
    rfc = new NumberOfRfc(z3, size);
  }

  /** Whenever the sender's number lies in T - W + 1 … T - W + 2^32, it is what is inferred. */
  Answer reconstructs() {
    return decide(
        true,
        z3.mkAnd(sizes(), rfc.isWithinReach(number, top)),
        inferred -> z3.mkEq(inferred, number));
  }

  /** Whatever arrives, the inferred number is the RFC's. */
  Answer isTheLeast() {
    return decide(true, sizes(), inferred -> rfc.isExtended(inferred, low(), top));
  }

  /** Without extended numbers, whatever T is. */
  Answer isPlain() {
    return decide(false, sizes(), inferred -> rfc.isPlain(inferred, low()));
  }

  private BitVecExpr low() {
    return z3.mkExtract(31, 0, number);
  }

  private BoolExpr sizes() {
    return z3.mkAnd(
        z3.mkBVUGE(size, z3.mkBV(ReplayWindow.MINIMUM_SIZE, 32)),
        z3.mkBVULE(size, z3.mkBV(ReplayWindow.MAXIMUM_SIZE, 32)));
  }

  private Answer decide(
      boolean extended, BoolExpr assumption, Function<BitVecExpr, BoolExpr> conclusion) {
    int paths =
        new Branches(z3, assumption)
            .forEachPath(branches -> {
              try {
                BitVecExpr inferred = infer(extended, branches);
                show(branches.condition(), conclusion.apply(inferred), inferred);
              } catch (Escape escape) {
                show(branches.condition(), z3.mkFalse(), number);
              }
            });
    return counterexample == null
        ? Answer.proved(paths + " paths")
        : Answer.refuted(counterexample);
  }

  private BitVecExpr infer(boolean extended, Branches branches) {
    Value.Instance window = Instances.of(new ReplayWindow(ReplayWindow.MINIMUM_SIZE), words);
    window.fields().put("top", new Value.Word(top));
    window.fields().put("size", new Value.Word(size));
    Value.Instance sequence = Instances.of(new ExtendedSequence(extended), words);
    Value.Word low = new Value.Word(low());
    Value result =
        new Machine(words, branches, replacements)
            .call(
                TYPE,
                "infer",
                "(ILorg/sallyport/engine/dataplane/esp/ReplayWindow;J)J",
                List.of(sequence, low, window, words.ofLong(0)));
    return ((Value.Word) result).bits();
  }

  private void show(BoolExpr path, BoolExpr conclusion, BitVecExpr inferred) {
    if (counterexample != null) {
      return;
    }
    Solver solver = Solving.solver(z3);
    Solving.add(solver, path, z3.mkNot(conclusion));
    if (Solving.isSatisfiable(solver)) {
      Model model = smallest(solver);
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

  /** A model with a usual window and a small T where there is one: easier to read. */
  private Model smallest(Solver solver) {
    BoolExpr usual = z3.mkEq(size, z3.mkBV(64, 32));
    for (BoolExpr constraint :
        List.of(
            z3.mkAnd(usual, z3.mkBVULE(top, z3.mkBV(100, 64))),
            z3.mkAnd(usual, z3.mkBVULE(top, z3.mkBV((1L << 32) + 100, 64))),
            usual)) {
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
}
