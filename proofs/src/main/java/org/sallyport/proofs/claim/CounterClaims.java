// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.engine.dataplane.esp.SendCounter;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.SendCounterState;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.ProofResult.Verdict;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Solving;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/**
 * The sender's counter never repeats and never cycles (RFC 4303 §3.3.3), from any state and with
 * any soft limit.
 */
public final class CounterClaims {
  private static final String TYPE = "org/sallyport/engine/dataplane/esp/SendCounter";

  private CounterClaims() {}

  /** One claim for each width of the number. */
  public static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    for (boolean extended : new boolean[] {false, true}) {
      claims.add(
          new Claim(
              "counter-step-" + (extended ? "64" : "32"),
              "From any state of a "
                  + (extended ? "64" : "32")
                  + "-bit counter: a packet gets the number after the last one given,"
                  + " or the counter has given its last number and refuses; it never cycles",
              "Z3 on the compiled class",
              Verdict.PROVED,
              () -> decide(extended)));
    }
    return claims;
  }

  private static Answer decide(boolean extended) {
    try (Context z3 = new Context()) {
      int paths = 0;
      for (SendCounterState state : SendCounterState.values()) {
        paths += new Step(z3, extended, state).prove();
      }
      return Answer.proved(paths + " paths");
    } catch (Counterexample found) {
      return Answer.refuted(found.getMessage());
    }
  }

  private static final class Counterexample extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Counterexample(String text) {
      super(text);
    }
  }

  private static final class Step {
    private final Context z3;
    private final Words words;
    private final boolean extended;
    private final SendCounterState state;
    private final BitVecExpr number;
    private final BitVecExpr soft;
    private final BitVecExpr last;

    Step(Context z3, boolean extended, SendCounterState state) {
      this.z3 = z3;
      words = new Words(z3);
      this.extended = extended;
      this.state = state;
      number = z3.mkBVConst("number", 64);
      soft = z3.mkBVConst("soft", 64);
      last = words.ofLong(extended ? SendCounter.LAST_64 : SendCounter.LAST_32).bits();
    }

    int prove() {
      return new Branches(z3, invariant(state, number)).forEachPath(this::path);
    }

    private BoolExpr invariant(SendCounterState at, BitVecExpr given) {
      return z3.mkAnd(
          z3.mkBVULE(given, last),
          z3.mkEq(z3.mkBool(at == SendCounterState.EXHAUSTED), z3.mkEq(given, last)),
          z3.mkImplies(z3.mkBool(at == SendCounterState.NEAR_END), z3.mkBVUGE(given, soft)));
    }

    private void path(Branches branches) {
      Value.Instance counter = Instances.of(new SendCounter(extended), words);
      counter.fields().put("number", new Value.Word(number));
      counter.fields().put("softLimit", new Value.Word(soft));
      counter.fields().put("state", new Value.Concrete(state));
      Value reason =
          new Machine(words, branches, Map.of())
              .call(
                  TYPE,
                  "take",
                  "(J)Lorg/sallyport/engine/drop/DropReason;",
                  List.of(counter, words.ofLong(0)));
      boolean given = reason.equals(new Value.Concrete(DropReason.NONE));
      BitVecExpr after = ((Value.Word) counter.fields().get("number")).bits();
      Value.Concrete next = (Value.Concrete) counter.fields().get("state");
      BitVecExpr successor = z3.mkBVAdd(number, z3.mkBV(1, 64));
      BoolExpr right =
          given
              ? z3.mkAnd(z3.mkEq(after, successor), z3.mkBVUGT(after, number))
              : z3.mkAnd(z3.mkEq(after, number), z3.mkEq(number, last));
      BoolExpr conclusion = z3.mkAnd(right, invariant((SendCounterState) next.object(), after));
      Solver solver = Solving.solver(z3);
      Solving.add(solver, branches.condition(), z3.mkNot(conclusion));
      if (Solving.isSatisfiable(solver)) {
        throw new Counterexample(
            state
                + ", last given number "
                + Numbers.text(solver.getModel(), number)
                + ", soft limit "
                + Numbers.text(solver.getModel(), soft)
                + (given ? ": gives a wrong number" : ": refuses"));
      }
    }
  }
}
