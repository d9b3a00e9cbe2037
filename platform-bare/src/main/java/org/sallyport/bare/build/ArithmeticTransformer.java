// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.bare.runtime.Division;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.LongConstantInstruction;
import org.teavm.model.instructions.NumericOperandType;

/**
 * Gives shifts and divisions the meaning that Java has and C has not. A shift takes its distance
 * modulo the width (JLS 15.19); in C a longer one means nothing, and the compiler draws conclusions
 * from that. A division by zero or of the least number by -1 faults in the processor; it goes
 * through {@link Division}, unless the divisor is a harmless constant.
 */
final class ArithmeticTransformer implements ClassHolderTransformer {
  /** The collector's own code must not call Java that the collector looks after. */
  private static final String COLLECTOR = "org.teavm.runtime.";

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (type.getName().equals(Division.class.getName()) || type.getName().startsWith(COLLECTOR)) {
      return;
    }
    for (MethodHolder method : type.getMethods()) {
      if (method.hasProgram() && method.getProgram() != null) {
        transform(method.getProgram());
      }
    }
  }

  static void transform(Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      List<BinaryInstruction> binaries = new ArrayList<>();
      for (Instruction instruction : block) {
        if (instruction instanceof BinaryInstruction binary) {
          binaries.add(binary);
        }
      }
      binaries.forEach(binary -> transform(program, binary));
    }
  }

  private static void transform(Program program, BinaryInstruction binary) {
    boolean whole =
        binary.getOperandType() == NumericOperandType.INT
            || binary.getOperandType() == NumericOperandType.LONG;
    switch (binary.getOperation()) {
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> maskDistance(program, binary);
      case DIVIDE, MODULO -> {
        if (whole && !hasHarmlessDivisor(binary)) {
          callDivision(binary);
        }
      }
      default -> {
        // Means the same in both languages, given that overflow wraps.
      }
    }
  }

  private static void maskDistance(Program program, BinaryInstruction shift) {
    IntegerConstantInstruction width = new IntegerConstantInstruction();
    width.setReceiver(program.createVariable());
    width.setConstant(shift.getOperandType() == NumericOperandType.LONG ? 63 : 31);
    width.setLocation(shift.getLocation());
    BinaryInstruction mask = new BinaryInstruction(BinaryOperation.AND, NumericOperandType.INT);
    Variable masked = program.createVariable();
    mask.setFirstOperand(shift.getSecondOperand());
    mask.setSecondOperand(width.getReceiver());
    mask.setReceiver(masked);
    mask.setLocation(shift.getLocation());
    shift.insertPreviousAll(List.of(width, mask));
    shift.setSecondOperand(masked);
  }

  /** Whether the divisor is put down as a constant just before, and neither 0 nor -1. */
  @SuppressWarnings("ReferenceEquality") // a variable is itself
  private static boolean hasHarmlessDivisor(BinaryInstruction division) {
    return switch (division.getPrevious()) {
      case IntegerConstantInstruction constant ->
          constant.getReceiver() == division.getSecondOperand()
              && constant.getConstant() != 0
              && constant.getConstant() != -1;
      case LongConstantInstruction constant ->
          constant.getReceiver() == division.getSecondOperand()
              && constant.getConstant() != 0
              && constant.getConstant() != -1;
      case null, default -> false;
    };
  }

  private static void callDivision(BinaryInstruction division) {
    boolean wide = division.getOperandType() == NumericOperandType.LONG;
    Class<?> type = wide ? long.class : int.class;
    String name = division.getOperation() == BinaryOperation.DIVIDE ? "divide" : "remainder";
    InvokeInstruction call = new InvokeInstruction();
    call.setType(InvocationType.SPECIAL);
    call.setMethod(new MethodReference(Division.class, name, type, type, type));
    call.setArguments(division.getFirstOperand(), division.getSecondOperand());
    call.setReceiver(division.getReceiver());
    call.setLocation(division.getLocation());
    division.replace(call);
  }
}
