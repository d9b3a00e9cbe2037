// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;

/**
 * Which number a packet has, as RFC 4303 §3.4.3 and Appendix A2 mean it, stated in 67-bit signed
 * numbers, where nothing wraps.
 *
 * @param z3 where expressions are made
 * @param size W, the numbers in the window: 32 bits
 */
record NumberOfRfc(Context z3, BitVecExpr size) {
  private static final int WIDE = 67;

  /**
   * With extended numbers: {@code inferred} is the least number with this low half that is neither
   * left of the window nor below zero; where that would exceed 64 bits, one left of the window.
   */
  BoolExpr isExtended(BitVecExpr inferred, BitVecExpr low, BitVecExpr top) {
    BitVecExpr wide = z3.mkZeroExt(WIDE - 64, inferred);
    BitVecExpr before = z3.mkBVSub(wide, cycle());
    BitVecExpr left = leftOfWindow(top);
    BoolExpr least =
        z3.mkAnd(
            z3.mkBVSGT(wide, left),
            z3.mkOr(z3.mkBVSLE(before, left), z3.mkBVSLT(before, z3.mkBV(0, WIDE))));
    BoolExpr none =
        z3.mkAnd(z3.mkBVSLE(wide, left), z3.mkEq(z3.mkExtract(63, 32, inferred), z3.mkBV(-1, 32)));
    return z3.mkAnd(z3.mkEq(z3.mkExtract(31, 0, inferred), low), z3.mkOr(least, none));
  }

  /** Without extended numbers: what came with the packet, and nothing else. */
  BoolExpr isPlain(BitVecExpr inferred, BitVecExpr low) {
    return z3.mkEq(inferred, z3.mkZeroExt(32, low));
  }

  /** The premise of Appendix A2: the sender's number lies in T - W + 1 … T - W + 2^32. */
  BoolExpr isWithinReach(BitVecExpr number, BitVecExpr top) {
    BitVecExpr wide = z3.mkZeroExt(WIDE - 64, number);
    BitVecExpr left = leftOfWindow(top);
    return z3.mkAnd(z3.mkBVSGT(wide, left), z3.mkBVSLE(wide, z3.mkBVAdd(left, cycle())));
  }

  private BitVecExpr cycle() {
    return z3.mkBV(1L << 32, WIDE);
  }

  /** T - W. */
  private BitVecExpr leftOfWindow(BitVecExpr top) {
    return z3.mkBVSub(z3.mkZeroExt(WIDE - 64, top), z3.mkZeroExt(WIDE - 32, size));
  }
}
