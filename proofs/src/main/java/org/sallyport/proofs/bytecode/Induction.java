// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import com.microsoft.z3.BoolExpr;
import java.util.Set;

/**
 * The only loop of a method, by induction instead of round by round. What holds at its head is
 * shown when the loop is reached, assumed of any round, and shown again one round later; behind the
 * loop nothing else is known. One object for each path.
 */
public interface Induction {
  /** The variables of the method that has the loop. */
  interface Variables {
    /** The value of a local variable, by its name in the source. */
    Value get(String name);

    /** Puts another value into a local variable. */
    void set(String name, Value value);
  }

  /** Which local variables a round changes, and which {@code long[]} of {@code this}. */
  Set<String> changes();

  /** What must hold when the loop is reached. */
  BoolExpr reached(Variables variables);

  /** Puts the state of any round into what a round changes; what may be assumed of it. */
  BoolExpr anyRound(Variables variables);

  /** What must hold one round later; progress towards the end of the loop belongs to it. */
  BoolExpr kept(Variables variables);
}
