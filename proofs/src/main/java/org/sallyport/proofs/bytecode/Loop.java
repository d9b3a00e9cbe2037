// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import com.microsoft.z3.BoolExpr;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.sallyport.proofs.bytecode.Value.Cells;
import org.sallyport.proofs.bytecode.Value.Instance;
import org.sallyport.proofs.bytecode.Value.Symbols;

/**
 * One loop under its {@link Induction}. A round that changes anything that the induction does not
 * name stops the proof: its state would otherwise be taken for that before the loop.
 */
final class Loop {
  private final CompiledMethod method;
  private final Branches branches;
  private final Induction induction;
  private final Induction.Variables variables;
  private final Value[] locals;
  private boolean entered;
  private Map<String, Object> before = Map.of();

  Loop(CompiledMethod method, Branches branches, Induction induction, Value[] locals) {
    this.method = method;
    this.branches = branches;
    this.induction = induction;
    this.locals = locals;
    variables =
        new Induction.Variables() {
          @Override
          public Value get(String name) {
            return locals[method.slotOf(name)];
          }

          @Override
          public void set(String name, Value value) {
            locals[method.slotOf(name)] = value;
          }
        };
  }

  /** The run stands at the head of the loop. */
  void atHead() {
    if (entered) {
      if (!state().equals(before)) {
        throw new IllegalStateException(
            "the loop of " + method.name() + " changes what its invariant does not speak of");
      }
      show(induction.kept(variables), " does not keep its invariant");
      throw new RoundShown();
    }
    entered = true;
    show(induction.reached(variables), " begins without its invariant");
    branches.assume(induction.anyRound(variables));
    before = state();
  }

  private void show(BoolExpr fact, String otherwise) {
    if (!branches.isCertain(fact)) {
      throw new Escape("the loop of " + method.name() + otherwise);
    }
  }

  /** All that can be reached from the local variables, except what a round may change. */
  private Map<String, Object> state() {
    Map<String, Object> state = new HashMap<>();
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Integer> changed = new HashSet<>();
    induction.changes().stream()
        .filter(method.slots()::containsKey)
        .forEach(name -> changed.add(method.slotOf(name)));
    for (int slot = 0; slot < locals.length; slot++) {
      if (!changed.contains(slot)) {
        add(state, seen, "local " + slot, locals[slot]);
      }
    }
    return state;
  }

  private void add(Map<String, Object> state, Set<Value> seen, String where, Value value) {
    switch (value) {
      case null -> {}
      case Instance instance -> {
        state.put(where, System.identityHashCode(instance));
        if (seen.add(instance)) {
          instance
              .fields()
              .forEach((name, field) -> {
                if (!induction.changes().contains(name)) {
                  add(state, seen, where + "." + name, field);
                }
              });
        }
      }
      case Cells cells -> {
        if (seen.add(cells)) {
          for (int index = 0; index < cells.values().length; index++) {
            add(state, seen, where + "[" + index + "]", cells.values()[index]);
          }
        }
      }
      case Symbols symbols -> state.put(where, symbols.elements());
      default -> state.put(where, value);
    }
  }
}
