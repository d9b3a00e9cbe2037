// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import java.util.List;
import java.util.Set;
import org.sallyport.proofs.bytecode.Induction;
import org.sallyport.proofs.bytecode.Value;

/**
 * The loop that clears words when the window slides, for a ring of any length. Before round {@code
 * step} the {@code step - 1} words behind T's are zero and all others as they were. What is said of
 * every word is shown of one that is any, and used of those that the claim looks at.
 */
final class SlideInduction implements Induction {
  private final Context z3;
  private final SetOfNumbers rfc;
  private final BitVecExpr top;
  private final BitVecExpr anyIndex;
  private final List<BitVecExpr> lookedAt;
  private ArrayExpr<BitVecSort, BitVecSort> first;
  private BitVecExpr step;

  /**
   * For one path.
   *
   * @param top T before the slide
   * @param numbers those whose bits the claim looks at
   */
  SlideInduction(Context z3, SetOfNumbers rfc, BitVecExpr top, List<BitVecExpr> numbers) {
    this.z3 = z3;
    this.rfc = rfc;
    this.top = top;
    anyIndex = z3.mkBVAND(z3.mkBVConst("word", 32), z3.mkBV(rfc.ringWords() - 1, 32));
    lookedAt = numbers.stream().map(rfc::indexOf).toList();
  }

  @Override
  public Set<String> changes() {
    return Set.of("step", "words");
  }

  @Override
  public BoolExpr reached(Variables variables) {
    first = ring(variables).elements();
    return holds(variables, anyIndex);
  }

  @Override
  public BoolExpr anyRound(Variables variables) {
    step = z3.mkBVConst("step", 32);
    variables.set("step", new Value.Word(step));
    ring(variables)
        .become(z3.mkArrayConst("bitmap.step", z3.mkBitVecSort(32), z3.mkBitVecSort(64)));
    BoolExpr known = holds(variables, anyIndex);
    for (BitVecExpr index : lookedAt) {
      known = z3.mkAnd(known, holds(variables, index));
    }
    return known;
  }

  @Override
  public BoolExpr kept(Variables variables) {
    BoolExpr progress = z3.mkEq(word(variables, "step"), z3.mkBVAdd(step, z3.mkBV(1, 32)));
    return z3.mkAnd(progress, holds(variables, anyIndex));
  }

  private BoolExpr holds(Variables variables, BitVecExpr index) {
    BitVecExpr one = z3.mkBV(1, 32);
    BitVecExpr at = word(variables, "step");
    BitVecExpr cleared = word(variables, "cleared");
    BoolExpr bounds =
        z3.mkAnd(
            z3.mkBVSLE(one, at),
            z3.mkBVSLE(at, z3.mkBVAdd(cleared, one)),
            z3.mkBVSLE(cleared, z3.mkBV(rfc.ringWords(), 32)));
    BitVecExpr behind =
        z3.mkBVAND(
            z3.mkBVSub(z3.mkBVSub(index, rfc.indexOf(top)), one), z3.mkBV(rfc.ringWords() - 1, 32));
    BoolExpr isCleared = z3.mkBVULT(behind, z3.mkBVSub(at, one));
    return z3.mkAnd(
        bounds,
        z3.mkEq(
            z3.mkSelect(ring(variables).elements(), index),
            z3.mkITE(isCleared, z3.mkBV(0, 64), z3.mkSelect(first, index))));
  }

  private static BitVecExpr word(Variables variables, String name) {
    return ((Value.Word) variables.get(name)).bits();
  }

  private static Value.Symbols ring(Variables variables) {
    Value.Instance window = (Value.Instance) variables.get("this");
    return (Value.Symbols) window.fields().get("words");
  }
}
