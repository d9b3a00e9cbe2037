// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecNum;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import java.lang.classfile.Opcode;
import org.sallyport.proofs.bytecode.Value.Word;

/**
 * The arithmetic of the JVM (JVMS §6.5) on bit-vectors: two's complement, wrapping, shift counts
 * masked.
 */
public final class Words {
  private final Context z3;

  /** For expressions of this context. */
  public Words(Context z3) {
    this.z3 = z3;
  }

  public Context z3() {
    return z3;
  }

  /** A constant int. */
  public Word ofInt(int value) {
    return new Word(z3.mkBV(value, 32));
  }

  /** A constant long. */
  public Word ofLong(long value) {
    return new Word(z3.mkBV(Long.toUnsignedString(value), 64));
  }

  /** The number that a word is, sign-extended; it must be a constant. */
  public static long constant(Word word) {
    Expr<?> simple = word.bits().simplify();
    if (!(simple instanceof BitVecNum number)) {
      throw new IllegalStateException("not a constant: " + simple);
    }
    long bits = number.getBigInteger().longValue();
    return word.bits().getSortSize() == 32 ? (int) bits : bits;
  }

  static boolean isConstant(Word word) {
    return word.bits().simplify() instanceof BitVecNum;
  }

  Word simplified(BitVecExpr bits) {
    return new Word((BitVecExpr) bits.simplify());
  }

  /** An operator with one operand. */
  Word apply(Opcode opcode, Word operand) {
    BitVecExpr a = operand.bits();
    return switch (opcode) {
      case I2L -> simplified(z3.mkSignExt(32, a));
      case L2I -> simplified(z3.mkExtract(31, 0, a));
      case I2B -> simplified(z3.mkSignExt(24, z3.mkExtract(7, 0, a)));
      case I2S -> simplified(z3.mkSignExt(16, z3.mkExtract(15, 0, a)));
      case I2C -> simplified(z3.mkZeroExt(16, z3.mkExtract(15, 0, a)));
      case INEG, LNEG -> simplified(z3.mkBVNeg(a));
      default -> throw new IllegalStateException("no meaning is given to " + opcode);
    };
  }

  /** An operator with two operands. */
  Word apply(Opcode opcode, Word left, Word right) {
    BitVecExpr a = left.bits();
    BitVecExpr b = right.bits();
    BitVecExpr result =
        switch (opcode) {
          case IADD, LADD -> z3.mkBVAdd(a, b);
          case ISUB, LSUB -> z3.mkBVSub(a, b);
          case IMUL, LMUL -> z3.mkBVMul(a, b);
          case IDIV, LDIV -> z3.mkBVSDiv(a, b);
          case IREM, LREM -> z3.mkBVSRem(a, b);
          case IAND, LAND -> z3.mkBVAND(a, b);
          case IOR, LOR -> z3.mkBVOR(a, b);
          case IXOR, LXOR -> z3.mkBVXOR(a, b);
          case ISHL -> z3.mkBVSHL(a, count32(b));
          case ISHR -> z3.mkBVASHR(a, count32(b));
          case IUSHR -> z3.mkBVLSHR(a, count32(b));
          case LSHL -> z3.mkBVSHL(a, count64(b));
          case LSHR -> z3.mkBVASHR(a, count64(b));
          case LUSHR -> z3.mkBVLSHR(a, count64(b));
          case LCMP ->
              (BitVecExpr)
                  z3.mkITE(
                      z3.mkBVSLT(a, b),
                      z3.mkBV(-1, 32),
                      z3.mkITE(z3.mkEq(a, b), z3.mkBV(0, 32), z3.mkBV(1, 32)));
          default -> throw new IllegalStateException("no meaning is given to " + opcode);
        };
    return simplified(result);
  }

  /** The low octet of an int. */
  BitVecExpr octet(Word word) {
    return (BitVecExpr) z3.mkExtract(7, 0, word.bits()).simplify();
  }

  private BitVecExpr count32(BitVecExpr count) {
    return z3.mkBVAND(count, z3.mkBV(31, 32));
  }

  private BitVecExpr count64(BitVecExpr count) {
    return z3.mkZeroExt(32, z3.mkBVAND(count, z3.mkBV(63, 32)));
  }

  /** Whether a conditional branch on two ints, or on one and zero, is taken. */
  BoolExpr taken(Opcode opcode, Word left, Word right) {
    BitVecExpr a = left.bits();
    BitVecExpr b = right.bits();
    return switch (opcode) {
      case IFEQ, IF_ICMPEQ -> z3.mkEq(a, b);
      case IFNE, IF_ICMPNE -> z3.mkNot(z3.mkEq(a, b));
      case IFLT, IF_ICMPLT -> z3.mkBVSLT(a, b);
      case IFLE, IF_ICMPLE -> z3.mkBVSLE(a, b);
      case IFGT, IF_ICMPGT -> z3.mkBVSGT(a, b);
      case IFGE, IF_ICMPGE -> z3.mkBVSGE(a, b);
      default -> throw new IllegalStateException("no meaning is given to " + opcode);
    };
  }
}
