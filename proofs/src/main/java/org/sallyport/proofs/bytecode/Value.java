// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import java.util.Map;

/** What stands on the operand stack, in a local variable, a field or an array. */
public sealed interface Value {
  /** The null reference. */
  Concrete NULL = new Concrete(null);

  /** An int (32 bits, also for boolean, byte, short, char) or a long (64 bits). */
  record Word(BitVecExpr bits) implements Value {}

  /** A real object of this JVM, or null: enum constants, strings, constant tables, records. */
  record Concrete(Object object) implements Value {}

  /**
   * An object whose fields are values. Fields go by name: no class here hides one of its
   * superclass.
   */
  record Instance(String type, Map<String, Value> fields) implements Value {}

  /** An array of a known length whose elements are any values; its indexes are constants. */
  record Cells(Value[] values) implements Value {}

  /** A {@code long[]} or {@code byte[]} of a known length, symbolic in elements and indexes. */
  final class Symbols implements Value {
    private ArrayExpr<BitVecSort, BitVecSort> elements;
    private final int length;

    /** An array; the index has 32 bits, an element 64 or 8. */
    public Symbols(ArrayExpr<BitVecSort, BitVecSort> elements, int length) {
      this.elements = elements;
      this.length = length;
    }

    /** Its elements as they stand now. */
    public ArrayExpr<BitVecSort, BitVecSort> elements() {
      return elements;
    }

    /** How many elements it has. */
    public int length() {
      return length;
    }

    /** Other elements from now on. */
    public void become(ArrayExpr<BitVecSort, BitVecSort> next) {
      elements = next;
    }
  }
}
