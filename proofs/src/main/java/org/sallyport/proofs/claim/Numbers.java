// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecNum;
import com.microsoft.z3.Model;
import java.math.BigInteger;

/** Numbers of counterexamples as people read them. */
final class Numbers {
  private Numbers() {}

  /** Decimal, with hexadecimal behind it where decimal says little. */
  static String text(Model model, BitVecExpr symbol) {
    BigInteger value = ((BitVecNum) model.eval(symbol, true)).getBigInteger();
    return value.bitLength() <= 20 ? value.toString() : value + " (0x" + value.toString(16) + ")";
  }
}
