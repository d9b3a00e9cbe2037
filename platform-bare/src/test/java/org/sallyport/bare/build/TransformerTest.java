// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.bare.runtime.Division;
import org.sallyport.bare.runtime.ObjectCopy;
import org.teavm.interop.DelegateTo;
import org.teavm.model.AnnotationHolder;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ElementModifier;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NumericOperandType;

/** The transformers on classes made for it; that the kernel then works, its self-tests show. */
class TransformerTest {
  private final ClassHolder type = new ClassHolder("java.lang.Object");
  private final Program program = new Program();
  private final BasicBlock block = program.createBasicBlock();

  @Test
  void cloneIsTheCopyOfOurs() {
    MethodHolder clone = new MethodHolder("clone", ValueType.object("java.lang.Object"));
    clone.getModifiers().add(ElementModifier.NATIVE);
    clone.getAnnotations().add(new AnnotationHolder(DelegateTo.class.getName()));
    type.addMethod(clone);
    new CloneTransformer().transformClass(type, null);

    assertFalse(clone.getModifiers().contains(ElementModifier.NATIVE));
    assertNull(clone.getAnnotations().get(DelegateTo.class.getName()));
    List<Instruction> body = instructions(clone.getProgram());
    InvokeInstruction call = assertInstanceOf(InvokeInstruction.class, body.get(0));
    assertEquals(
        new MethodReference(ObjectCopy.class, "copy", Object.class, Object.class),
        call.getMethod());
    assertSame(clone.getProgram().variableAt(0), call.getArguments().get(0), "of this");
    ExitInstruction exit = assertInstanceOf(ExitInstruction.class, body.get(1));
    assertSame(call.getReceiver(), exit.getValueToReturn());
  }

  @Test
  void aCompilerWithoutTheMethodIsRefused() {
    assertThrows(
        IllegalStateException.class, () -> new CloneTransformer().transformClass(type, null));
  }

  @ParameterizedTest
  @CsvSource({
    "SHIFT_LEFT, INT, 31",
    "SHIFT_RIGHT, INT, 31",
    "SHIFT_RIGHT_UNSIGNED, INT, 31",
    "SHIFT_LEFT, LONG, 63",
    "SHIFT_RIGHT, LONG, 63",
    "SHIFT_RIGHT_UNSIGNED, LONG, 63"
  })
  void shiftsTakeTheirDistanceModuloTheWidth(
      BinaryOperation operation, NumericOperandType width, int mask) {
    BinaryInstruction shift = binary(operation, width);
    Variable distance = shift.getSecondOperand();
    ArithmeticTransformer.transform(program);

    List<Instruction> body = instructions(program);
    IntegerConstantInstruction constant = (IntegerConstantInstruction) body.get(0);
    BinaryInstruction and = (BinaryInstruction) body.get(1);
    assertEquals(mask, constant.getConstant());
    assertEquals(BinaryOperation.AND, and.getOperation());
    assertEquals(NumericOperandType.INT, and.getOperandType());
    assertSame(distance, and.getFirstOperand());
    assertSame(constant.getReceiver(), and.getSecondOperand());
    assertSame(shift, body.get(2));
    assertSame(and.getReceiver(), shift.getSecondOperand());
  }

  @ParameterizedTest
  @CsvSource({
    "DIVIDE, INT, divide, int",
    "MODULO, INT, remainder, int",
    "DIVIDE, LONG, divide, long",
    "MODULO, LONG, remainder, long"
  })
  void divisionsByWhatIsNotKnownAreCalls(
      BinaryOperation operation, NumericOperandType width, String name, String type) {
    BinaryInstruction division = binary(operation, width);
    ArithmeticTransformer.transform(program);

    InvokeInstruction call =
        assertInstanceOf(InvokeInstruction.class, instructions(program).get(0));
    Class<?> word = type.equals("int") ? int.class : long.class;
    assertEquals(new MethodReference(Division.class, name, word, word, word), call.getMethod());
    assertEquals(
        List.of(division.getFirstOperand(), division.getSecondOperand()), call.getArguments());
    assertSame(division.getReceiver(), call.getReceiver());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 7})
  void onlyHarmlessConstantsDivideAtOnce(int divisor) {
    IntegerConstantInstruction constant = new IntegerConstantInstruction();
    constant.setConstant(divisor);
    block.add(constant);
    BinaryInstruction division = binary(BinaryOperation.DIVIDE, NumericOperandType.INT);
    constant.setReceiver(division.getSecondOperand());
    ArithmeticTransformer.transform(program);

    assertEquals(divisor == 7, instructions(program).get(1) instanceof BinaryInstruction);
  }

  private BinaryInstruction binary(BinaryOperation operation, NumericOperandType type) {
    BinaryInstruction binary = new BinaryInstruction(operation, type);
    binary.setFirstOperand(program.createVariable());
    binary.setSecondOperand(program.createVariable());
    binary.setReceiver(program.createVariable());
    block.add(binary);
    return binary;
  }

  private static List<Instruction> instructions(Program program) {
    List<Instruction> list = new ArrayList<>();
    for (BasicBlock block : program.getBasicBlocks()) {
      block.forEach(list::add);
    }
    return list;
  }
}
