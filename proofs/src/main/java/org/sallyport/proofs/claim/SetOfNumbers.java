package org.sallyport.proofs.claim;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.BoolSort;
import com.microsoft.z3.Context;

/**
 * The window as RFC 4303 §3.4.3 says it, and how the bitmap stands for it.
 *
 * @param z3 where expressions are made
 * @param size W, the numbers in the window
 * @param ringWords the words of the bitmap
 */
record SetOfNumbers(Context z3, int size, int ringWords) {
  /** T - W + 1 … T. */
  BoolExpr inWindow(BitVecExpr number, BitVecExpr top) {
    return z3.mkAnd(
        z3.mkBVULE(number, top), z3.mkBVULT(z3.mkBVSub(top, number), z3.mkBV(size, 64)));
  }

  /** What the RFC lets pass: not zero, and right of the window or in it and not accepted before. */
  BoolExpr admits(BitVecExpr number, BitVecExpr top, ArrayExpr<BitVecSort, BoolSort> accepted) {
    return z3.mkAnd(
        z3.mkNot(z3.mkEq(number, z3.mkBV(0, 64))),
        z3.mkOr(
            z3.mkBVUGT(number, top),
            z3.mkAnd(inWindow(number, top), z3.mkNot(z3.mkSelect(accepted, number)))));
  }

  /** The highest authenticated number once {@code number} is accepted. */
  BitVecExpr highest(BitVecExpr number, BitVecExpr top) {
    return (BitVecExpr) z3.mkITE(z3.mkBVUGT(number, top), number, top);
  }

  /** The bit of a number in the ring. */
  BoolExpr bit(ArrayExpr<BitVecSort, BitVecSort> words, BitVecExpr number) {
    BitVecExpr word = z3.mkBVLSHR(number, z3.mkBV(6, 64));
    BitVecExpr index = z3.mkBVAND(z3.mkExtract(31, 0, word), z3.mkBV(ringWords - 1, 32));
    BitVecExpr place = z3.mkBVAND(number, z3.mkBV(63, 64));
    BitVecExpr shifted = z3.mkBVLSHR((BitVecExpr) z3.mkSelect(words, index), place);
    return z3.mkEq(z3.mkExtract(0, 0, shifted), z3.mkBV(1, 1));
  }

  /**
   * The invariant at one number: in the window the bit says whether it was accepted; above T nothing was accepted; above T in T's own
   * word the bits are zero.
   */
  BoolExpr invariant(
      BitVecExpr number,
      BitVecExpr top,
      ArrayExpr<BitVecSort, BitVecSort> words,
      ArrayExpr<BitVecSort, BoolSort> accepted) {
    BoolExpr above = z3.mkBVUGT(number, top);
    BitVecExpr six = z3.mkBV(6, 64);
    BoolExpr sameWord = z3.mkEq(z3.mkBVLSHR(number, six), z3.mkBVLSHR(top, six));
    return z3.mkAnd(
        z3.mkImplies(
            inWindow(number, top), z3.mkEq(bit(words, number), z3.mkSelect(accepted, number))),
        z3.mkImplies(above, z3.mkNot(z3.mkSelect(accepted, number))),
        z3.mkImplies(z3.mkAnd(above, sameWord), z3.mkNot(bit(words, number))));
  }
}
