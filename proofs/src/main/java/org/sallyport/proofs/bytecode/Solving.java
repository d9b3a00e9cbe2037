// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;

/** Questions to Z3. */
public final class Solving {
  private Solving() {}

  /**
   * A solver for bit-vectors and arrays, without quantifiers. One question each: that is when Z3 is
   * fastest.
   */
  public static Solver solver(Context z3) {
    return z3.mkSolver("QF_ABV");
  }

  /** Adds facts. */
  public static void add(Solver solver, BoolExpr... facts) {
    solver.add(facts);
  }

  /** Whether what was added can hold. An answer is demanded: "unknown" stops the proof. */
  public static boolean isSatisfiable(Solver solver) {
    Status status = solver.check();
    if (status == Status.UNKNOWN) {
      throw new IllegalStateException("Z3 does not know: " + solver.getReasonUnknown());
    }
    return status == Status.SATISFIABLE;
  }
}
