package org.sallyport.proofs.bytecode;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;

/** Questions to Z3. */
public final class Solving {
  private Solving() {}

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
