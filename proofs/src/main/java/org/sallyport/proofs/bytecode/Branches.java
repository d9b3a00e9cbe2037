// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows every possible path: the code is run once for each, from its start. Where a branch
 * depends on a symbol, the run takes a way that the conditions so far admit, and notes the other
 * one for a later run if they admit it too.
 */
public final class Branches {
  private static final int MAXIMUM_PATHS = 5_000;

  private final Context z3;
  private final BoolExpr assumption;
  private final Deque<List<Boolean>> waiting = new ArrayDeque<>();
  private List<Boolean> prescribed = List.of();
  private final List<Boolean> taken = new ArrayList<>();
  private BoolExpr condition;

  /** All paths that start where {@code assumption} holds. */
  public Branches(Context z3, BoolExpr assumption) {
    this.z3 = z3;
    this.assumption = assumption;
    this.condition = assumption;
  }

  /**
   * Runs {@code body} once for each path.
   *
   * @return how many there are
   */
  public int forEachPath(Consumer<Branches> body) {
    waiting.add(List.of());
    int paths = 0;
    while (!waiting.isEmpty()) {
      if (++paths > MAXIMUM_PATHS) {
        throw new IllegalStateException("more than " + MAXIMUM_PATHS + " paths");
      }
      prescribed = waiting.removeLast();
      taken.clear();
      condition = assumption;
      try {
        body.accept(this);
      } catch (RoundShown shown) {
        // What this path was for is shown.
      }
    }
    return paths;
  }

  /** What holds on the present path. */
  public BoolExpr condition() {
    return condition;
  }

  /** Which way the present path goes where {@code symbol} decides. */
  public boolean decide(BoolExpr symbol) {
    BoolExpr simple = (BoolExpr) symbol.simplify();
    if (simple.isTrue() || simple.isFalse()) {
      return simple.isTrue();
    }
    boolean way;
    if (taken.size() < prescribed.size()) {
      way = prescribed.get(taken.size());
    } else {
      boolean canHold = isPossible(simple);
      boolean canFail = isPossible(z3.mkNot(simple));
      if (!canHold && !canFail) {
        throw new IllegalStateException("the path is impossible and yet was taken");
      }
      way = canHold;
      if (canHold && canFail) {
        List<Boolean> other = new ArrayList<>(taken);
        other.add(false);
        waiting.addLast(other);
      }
    }
    taken.add(way);
    assume(way ? simple : z3.mkNot(simple));
    return way;
  }

  /** Restricts the present path to where {@code fact} holds, which must be possible. */
  public void assume(BoolExpr fact) {
    condition = z3.mkAnd(condition, fact);
  }

  private boolean isPossible(BoolExpr fact) {
    Solver solver = Solving.solver(z3);
    Solving.add(solver, condition, fact);
    return Solving.isSatisfiable(solver);
  }

  /** Whether {@code fact} holds whenever the present path is taken. */
  public boolean isCertain(BoolExpr fact) {
    return !isPossible(z3.mkNot(fact));
  }
}
