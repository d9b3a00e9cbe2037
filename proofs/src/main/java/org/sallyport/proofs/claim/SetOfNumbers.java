// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.BoolSort;
import com.microsoft.z3.Context;
import org.sallyport.engine.drop.DropReason;

/**
 * The window as RFC 4303 §3.4.3 says it, and how the bitmap stands for it.
 *
 * @param z3 where expressions are made
 * @param size W, the numbers in the window: 32 bits
 * @param ringWords the words of the bitmap
 */
record SetOfNumbers(Context z3, BitVecExpr size, int ringWords) {
  /** T - W + 1 … T. */
  BoolExpr inWindow(BitVecExpr number, BitVecExpr top) {
    return z3.mkAnd(
        z3.mkBVULE(number, top), z3.mkBVULT(z3.mkBVSub(top, number), z3.mkZeroExt(32, size)));
  }

  /**
   * The same said by words of the bitmap and places in them, as is easier for the solver; {@link
   * #windowForms} is the claim that it is the same.
   */
  BoolExpr inWindowByWords(BitVecExpr number, BitVecExpr top) {
    BitVecExpr distance = z3.mkBVSub(wordOf(top), wordOf(number));
    BitVecExpr rest = z3.mkBVSub(z3.mkZeroExt(4, placeOf(top)), z3.mkZeroExt(4, placeOf(number)));
    BitVecExpr whole = z3.mkZeroExt(32, z3.mkExtract(31, 6, size));
    BitVecExpr odd = z3.mkZeroExt(4, z3.mkExtract(5, 0, size));
    BoolExpr inside =
        z3.mkOr(
            z3.mkBVULT(distance, whole),
            z3.mkAnd(z3.mkEq(distance, whole), z3.mkBVSLT(rest, odd)),
            z3.mkAnd(
                z3.mkEq(distance, z3.mkBVAdd(whole, z3.mkBV(1, 58))),
                z3.mkBVSLT(z3.mkBVAdd(rest, z3.mkBV(64, 10)), odd)));
    return z3.mkAnd(z3.mkBVULE(number, top), inside);
  }

  /** That the two ways to say "in the window" are one. */
  BoolExpr windowForms(BitVecExpr number, BitVecExpr top) {
    return z3.mkEq(inWindow(number, top), inWindowByWords(number, top));
  }

  private BitVecExpr wordOf(BitVecExpr number) {
    return z3.mkExtract(63, 6, number);
  }

  private BitVecExpr placeOf(BitVecExpr number) {
    return z3.mkExtract(5, 0, number);
  }

  /** What the RFC lets pass: not zero, and right of the window or in it and not accepted before. */
  BoolExpr admits(BitVecExpr number, BitVecExpr top, ArrayExpr<BitVecSort, BoolSort> accepted) {
    return z3.mkAnd(
        z3.mkNot(isZero(number)),
        z3.mkOr(
            z3.mkBVUGT(number, top),
            z3.mkAnd(inWindow(number, top), z3.mkNot(z3.mkSelect(accepted, number)))));
  }

  /**
   * When {@code reason} is the right answer of the check; NONE for what the RFC lets pass. Reasons
   * of other steps are never right.
   */
  BoolExpr isReasonAtCheck(
      DropReason reason,
      BitVecExpr number,
      BitVecExpr top,
      ArrayExpr<BitVecSort, BoolSort> accepted) {
    return switch (reason) {
      case NONE -> admits(number, top, accepted);
      case ZERO_SEQUENCE -> isZero(number);
      case STALE_SEQUENCE ->
          z3.mkAnd(
              z3.mkNot(isZero(number)), z3.mkBVULE(number, top), z3.mkNot(inWindow(number, top)));
      case REPLAYED ->
          z3.mkAnd(z3.mkNot(isZero(number)), inWindow(number, top), z3.mkSelect(accepted, number));
      default -> z3.mkFalse();
    };
  }

  /** When {@code reason} is the right answer of the advance of an authentic packet. */
  BoolExpr isReasonAtAdvance(
      DropReason reason,
      BitVecExpr number,
      BitVecExpr top,
      ArrayExpr<BitVecSort, BoolSort> accepted) {
    return switch (reason) {
      case ZERO_SEQUENCE -> z3.mkFalse();
      case STALE_SEQUENCE ->
          z3.mkOr(isZero(number), isReasonAtCheck(reason, number, top, accepted));
      default -> isReasonAtCheck(reason, number, top, accepted);
    };
  }

  private BoolExpr isZero(BitVecExpr number) {
    return z3.mkEq(number, z3.mkBV(0, 64));
  }

  /** The highest authenticated number once {@code number} is accepted. */
  BitVecExpr highest(BitVecExpr number, BitVecExpr top) {
    return (BitVecExpr) z3.mkITE(z3.mkBVUGT(number, top), number, top);
  }

  /** The word of the ring that a number lies in, 32 bits. */
  BitVecExpr indexOf(BitVecExpr number) {
    return z3.mkBVAND(z3.mkExtract(31, 0, wordOf(number)), z3.mkBV(ringWords - 1, 32));
  }

  /** The bit of a number in the ring. */
  BoolExpr bit(ArrayExpr<BitVecSort, BitVecSort> words, BitVecExpr number) {
    BitVecExpr place = z3.mkZeroExt(58, placeOf(number));
    BitVecExpr shifted = z3.mkBVLSHR((BitVecExpr) z3.mkSelect(words, indexOf(number)), place);
    return z3.mkEq(z3.mkExtract(0, 0, shifted), z3.mkBV(1, 1));
  }

  /**
   * The invariant at one number: in the window the bit says whether it was accepted; above T
   * nothing was accepted; above T in T's own word the bits are zero.
   */
  BoolExpr invariant(
      BitVecExpr number,
      BitVecExpr top,
      ArrayExpr<BitVecSort, BitVecSort> words,
      ArrayExpr<BitVecSort, BoolSort> accepted) {
    BoolExpr above = z3.mkBVUGT(number, top);
    BoolExpr sameWord = z3.mkEq(wordOf(number), wordOf(top));
    return z3.mkAnd(
        z3.mkImplies(
            inWindowByWords(number, top),
            z3.mkEq(bit(words, number), z3.mkSelect(accepted, number))),
        z3.mkImplies(above, z3.mkNot(z3.mkSelect(accepted, number))),
        z3.mkImplies(z3.mkAnd(above, sameWord), z3.mkNot(bit(words, number))));
  }
}
