// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sallyport.engine.dataplane.esp.SendCounter;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.SendCounterState;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Escape;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Solving;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/** One step of the shipped counter; number, soft limit and what waits to be told are symbols. */
final class CounterStep {
  static final String TYPE = "org/sallyport/engine/dataplane/esp/SendCounter";

  private final Context z3;
  private final Words words;
  private final boolean extended;
  private final Map<String, String> replacements;
  private final BitVecExpr number;
  private final BitVecExpr soft;
  private final BitVecExpr last;
  private final BitVecExpr asked;
  private final BitVecExpr audited;
  private String counterexample;

  CounterStep(Context z3, boolean extended, Map<String, String> replacements) {
    this.z3 = z3;
    words = new Words(z3);
    this.extended = extended;
    this.replacements = replacements;
    number = z3.mkBVConst("number", 64);
    soft = z3.mkBVConst("soft", 64);
    last = words.ofLong(extended ? SendCounter.LAST_64 : SendCounter.LAST_32).bits();
    asked = z3.mkBVConst("asked", 32);
    audited = z3.mkBVConst("audited", 32);
  }

  /** What the constructor makes, and that it makes nothing past the last number. */
  Answer initialState() {
    int paths =
        new Branches(z3, z3.mkTrue())
            .forEachPath(branches -> {
              try {
                fresh(branches);
              } catch (Escape refused) {
                show("no counter is made", branches, z3.mkBVUGT(number, last));
              }
            });
    return answer(paths);
  }

  private void fresh(Branches branches) {
    Value.Instance counter = construct(branches);
    SendCounterState state = stateOf(counter);
    show(
        "the new counter is " + state,
        branches,
        z3.mkAnd(
            z3.mkEq(bits(counter, "number"), number),
            invariant(state, number),
            z3.mkBool(state != SendCounterState.NEAR_END),
            isFlag(counter, "rekeyAsked", z3.mkFalse()),
            isFlag(counter, "exhaustionToAudit", z3.mkFalse())));
  }

  private Value.Instance construct(Branches branches) {
    return new Machine(words, branches, replacements)
        .construct(
            TYPE,
            "(JZJJLorg/sallyport/engine/table/TraceSink;)V",
            List.of(
                new Value.Word(number),
                words.ofInt(extended ? 1 : 0),
                new Value.Word(soft),
                words.ofLong(0),
                new Value.Concrete(TraceSink.NONE)));
  }

  /** One packet. */
  Answer step() {
    int paths = 0;
    for (SendCounterState state : SendCounterState.values()) {
      paths += forEachPath(state, branches -> step(branches, state));
    }
    return answer(paths);
  }

  private void step(Branches branches, SendCounterState state) {
    Value.Instance counter = anyState(state);
    Value reason =
        new Machine(words, branches, replacements)
            .call(
                TYPE,
                "take",
                "(J)Lorg/sallyport/engine/drop/DropReason;",
                List.of(counter, words.ofLong(0)));
    boolean given = reason.equals(new Value.Concrete(DropReason.NONE));
    BitVecExpr after = bits(counter, "number");
    SendCounterState next = stateOf(counter);
    BitVecExpr successor = z3.mkBVAdd(number, z3.mkBV(1, 64));
    show(
        state + (given ? " gives a wrong number" : " refuses with " + reason),
        branches,
        given
            ? z3.mkAnd(z3.mkEq(after, successor), z3.mkBVUGT(after, number))
            : z3.mkAnd(
                z3.mkEq(after, number),
                z3.mkEq(number, last),
                z3.mkBool(reason.equals(new Value.Concrete(DropReason.SEQUENCE_EXHAUSTED)))));
    show(state + " becomes " + next, branches, invariant(next, after));
    BoolExpr asks =
        z3.mkAnd(
            z3.mkBool(given && state == SendCounterState.COUNTING),
            z3.mkOr(z3.mkBVUGE(after, soft), z3.mkEq(after, last)));
    show(
        state + " asks for a new association",
        branches,
        z3.mkAnd(
            isFlag(counter, "rekeyAsked", z3.mkOr(isSet(asked), asks)),
            z3.mkEq(
                z3.mkBool(next == SendCounterState.COUNTING),
                z3.mkAnd(z3.mkBool(state == SendCounterState.COUNTING), z3.mkNot(asks)))));
    show(
        state + " audits",
        branches,
        isFlag(
            counter,
            "exhaustionToAudit",
            z3.mkOr(isSet(audited), z3.mkAnd(z3.mkBool(given), z3.mkEq(after, last)))));
  }

  /** What waits to be told is told once. */
  Answer told() {
    int paths = 0;
    for (SendCounterState state : SendCounterState.values()) {
      paths +=
          forEachPath(
              state,
              branches -> {
                told(branches, state, "takeRekeyRequest", "rekeyAsked", asked);
                told(branches, state, "takeExhaustionAudit", "exhaustionToAudit", audited);
              });
    }
    return answer(paths);
  }

  private void told(
      Branches branches, SendCounterState state, String method, String field, BitVecExpr waits) {
    Value.Instance counter = anyState(state);
    Map<String, Value> before = Map.copyOf(counter.fields());
    Value.Word told =
        (Value.Word)
            new Machine(words, branches, replacements).call(TYPE, method, "()Z", List.of(counter));
    boolean onlyThat =
        before.entrySet().stream()
            .allMatch(entry ->
                entry.getKey().equals(field)
                    || entry.getValue().equals(counter.fields().get(entry.getKey())));
    show(
        method + " in " + state,
        branches,
        z3.mkAnd(
            z3.mkEq(told.bits(), waits),
            isFlag(counter, field, z3.mkFalse()),
            z3.mkBool(onlyThat)));
  }

  private int forEachPath(SendCounterState state, Consumer<Branches> body) {
    BoolExpr flags =
        z3.mkAnd(z3.mkBVULE(asked, z3.mkBV(1, 32)), z3.mkBVULE(audited, z3.mkBV(1, 32)));
    return new Branches(z3, z3.mkAnd(flags, invariant(state, number)))
        .forEachPath(branches -> {
          try {
            body.accept(branches);
          } catch (Escape escape) {
            show(escape.getMessage(), branches, z3.mkFalse());
          }
        });
  }

  private BoolExpr invariant(SendCounterState at, BitVecExpr given) {
    return z3.mkAnd(
        z3.mkBVULE(given, last),
        z3.mkEq(z3.mkBool(at == SendCounterState.EXHAUSTED), z3.mkEq(given, last)),
        z3.mkImplies(z3.mkBool(at == SendCounterState.NEAR_END), z3.mkBVUGE(given, soft)));
  }

  private Value.Instance anyState(SendCounterState state) {
    Value.Instance counter = Instances.of(new SendCounter(extended), words);
    counter.fields().put("number", new Value.Word(number));
    counter.fields().put("softLimit", new Value.Word(soft));
    counter.fields().put("state", new Value.Concrete(state));
    counter.fields().put("rekeyAsked", new Value.Word(asked));
    counter.fields().put("exhaustionToAudit", new Value.Word(audited));
    return counter;
  }

  private static SendCounterState stateOf(Value.Instance counter) {
    return (SendCounterState) ((Value.Concrete) counter.fields().get("state")).object();
  }

  private static BitVecExpr bits(Value.Instance counter, String field) {
    return ((Value.Word) counter.fields().get(field)).bits();
  }

  private BoolExpr isSet(BitVecExpr flag) {
    return z3.mkNot(z3.mkEq(flag, z3.mkBV(0, 32)));
  }

  private BoolExpr isFlag(Value.Instance counter, String field, BoolExpr set) {
    return z3.mkEq(isSet(bits(counter, field)), set);
  }

  private void show(String what, Branches branches, BoolExpr conclusion) {
    Solver solver = Solving.solver(z3);
    Solving.add(solver, branches.condition(), z3.mkNot(conclusion));
    if (counterexample == null && Solving.isSatisfiable(solver)) {
      counterexample =
          "last given number "
              + Numbers.text(solver.getModel(), number)
              + ", soft limit "
              + Numbers.text(solver.getModel(), soft)
              + ": "
              + what;
    }
  }

  private Answer answer(int paths) {
    return counterexample == null
        ? Answer.proved(paths + " paths")
        : Answer.refuted(counterexample);
  }
}
