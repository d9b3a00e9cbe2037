// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.Context;
import java.util.List;
import java.util.Map;
import org.sallyport.proofs.bytecode.Value.Cells;
import org.sallyport.proofs.bytecode.Value.Symbols;
import org.sallyport.proofs.bytecode.Value.Word;

/** What the code under proof calls of the JDK, on values; lengths and places are constants. */
final class Library {
  @FunctionalInterface
  private interface Meaning {
    Value of(List<Value> arguments, Words words, Branches branches);
  }

  private static final Map<String, Meaning> MEANINGS =
      Map.of(
          "java/lang/Object.<init>()V", (arguments, words, branches) -> null,
          "java/lang/Record.<init>()V", (arguments, words, branches) -> null,
          "java/util/Arrays.fill([BB)V",
              (arguments, words, branches) -> fill(arguments, 0, -1, words),
          "java/util/Arrays.fill([ZZ)V",
              (arguments, words, branches) -> fill(arguments, 0, -1, words),
          "java/util/Arrays.fill([Ljava/lang/Object;Ljava/lang/Object;)V",
              (arguments, words, branches) -> fill(arguments, 0, -1, words),
          "java/util/Arrays.fill([Ljava/lang/Object;IILjava/lang/Object;)V",
              (arguments, words, branches) ->
                  fill(
                      List.of(arguments.get(0), arguments.get(3)),
                      constant(arguments.get(1)),
                      constant(arguments.get(2)),
                      words),
          "java/lang/System.arraycopy(Ljava/lang/Object;ILjava/lang/Object;II)V",
              (arguments, words, branches) -> copy(arguments, words, branches));

  private Library() {}

  static boolean knows(String method) {
    return MEANINGS.containsKey(method);
  }

  static Value call(String method, List<Value> arguments, Words words, Branches branches) {
    Meaning meaning = MEANINGS.get(method);
    if (meaning == null) {
      throw new IllegalStateException("no meaning is given to " + method);
    }
    return meaning.of(arguments, words, branches);
  }

  private static int constant(Value value) {
    return (int) Words.constant((Word) value);
  }

  private static Value fill(List<Value> arguments, int from, int to, Words words) {
    switch (arguments.get(0)) {
      case Cells cells -> {
        Value[] values = cells.values();
        java.util.Arrays.fill(values, from, to < 0 ? values.length : to, arguments.get(1));
      }
      case Symbols symbols -> {
        BitVecExpr octet = words.octet((Word) arguments.get(1));
        symbols.become(words.z3().mkConstArray(words.z3().mkBitVecSort(32), octet));
      }
      default -> throw new IllegalStateException("no array to fill");
    }
    return null;
  }

  /** Octets only, as many as a constant says. */
  private static Value copy(List<Value> arguments, Words words, Branches branches) {
    Context z3 = words.z3();
    Symbols source = (Symbols) arguments.get(0);
    Symbols target = (Symbols) arguments.get(2);
    BitVecExpr from = ((Word) arguments.get(1)).bits();
    BitVecExpr to = ((Word) arguments.get(3)).bits();
    int length = constant(arguments.get(4));
    if (!isInside(z3, branches, from, length, source)
        || !isInside(z3, branches, to, length, target)) {
      throw new Escape("a copy reaches outside its array");
    }
    ArrayExpr<BitVecSort, BitVecSort> before = source.elements();
    ArrayExpr<BitVecSort, BitVecSort> after = target.elements();
    for (int index = 0; index < length; index++) {
      BitVecExpr octet = (BitVecExpr) z3.mkSelect(before, z3.mkBVAdd(from, z3.mkBV(index, 32)));
      after = z3.mkStore(after, z3.mkBVAdd(to, z3.mkBV(index, 32)), octet);
    }
    target.become(after);
    return null;
  }

  private static boolean isInside(
      Context z3, Branches branches, BitVecExpr from, int length, Symbols array) {
    return length <= array.length()
        && branches.isCertain(z3.mkBVULE(from, z3.mkBV(array.length() - length, 32)));
  }
}
