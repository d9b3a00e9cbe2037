// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.sallyport.proofs.bytecode.Value.Concrete;
import org.sallyport.proofs.bytecode.Value.LongArray;
import org.sallyport.proofs.bytecode.Value.Word;

/**
 * One execution of one method. An instruction that is not known here stops the proof: nothing is
 * skipped.
 */
final class Run {
  private static final int MAXIMUM_STEPS = 200_000;

  private final Machine machine;
  private final Words words;
  private final Context z3;
  private final Branches branches;
  private final CompiledMethod method;
  private final Value[] locals;
  private final Deque<Value> stack = new ArrayDeque<>();
  private int next;
  private boolean returned;
  private Value result;

  Run(
      Machine machine,
      Words words,
      Branches branches,
      CompiledMethod method,
      List<Value> arguments) {
    this.machine = machine;
    this.words = words;
    z3 = words.z3();
    this.branches = branches;
    this.method = method;
    locals = new Value[method.maximumLocals()];
    int slot = 0;
    for (Value argument : arguments) {
      locals[slot] = argument;
      slot += argument instanceof Word word && word.bits().getSortSize() == 64 ? 2 : 1;
    }
  }

  Value result() {
    for (int steps = 0; !returned; steps++) {
      if (steps == MAXIMUM_STEPS) {
        throw new IllegalStateException("no end of " + method.name());
      }
      step(method.instructions().get(next++));
    }
    return result;
  }

  private void step(Instruction instruction) {
    switch (instruction) {
      case LoadInstruction load -> stack.push(locals[load.slot()]);
      case StoreInstruction store -> locals[store.slot()] = stack.pop();
      case ConstantInstruction constant -> stack.push(constant(constant.constantValue()));
      case OperatorInstruction operator -> operate(operator.opcode());
      case ConvertInstruction convert -> stack.push(words.apply(convert.opcode(), popWord()));
      case IncrementInstruction increment ->
          locals[increment.slot()] =
              words.apply(
                  Opcode.IADD, (Word) locals[increment.slot()], words.ofInt(increment.constant()));
      case BranchInstruction branch -> branch(branch);
      case FieldInstruction field -> access(field);
      case InvokeInstruction invoke -> invoke(invoke);
      case ArrayLoadInstruction load -> loadElement();
      case ArrayStoreInstruction store -> storeElement();
      case StackInstruction copy -> copy(copy.opcode());
      case TableSwitchInstruction choice -> choose(choice.cases(), choice.defaultTarget());
      case LookupSwitchInstruction choice -> choose(choice.cases(), choice.defaultTarget());
      case ReturnInstruction end -> {
        returned = true;
        result = end.opcode() == Opcode.RETURN ? null : stack.pop();
      }
      case NewObjectInstruction made ->
          throw new Escape(method.name() + " throws " + made.className().asInternalName());
      default ->
          throw new IllegalStateException(
              "no meaning is given to " + instruction + " in " + method.name());
    }
  }

  private Value constant(Object constant) {
    return switch (constant) {
      case Integer number -> words.ofInt(number);
      case Long number -> words.ofLong(number);
      case String text -> new Concrete(text);
      default -> new Concrete(null);
    };
  }

  private Word popWord() {
    return (Word) stack.pop();
  }

  private void operate(Opcode opcode) {
    switch (opcode) {
      case ARRAYLENGTH -> stack.push(words.ofInt(length(stack.pop())));
      case INEG, LNEG -> stack.push(words.apply(opcode, popWord()));
      default -> {
        Word right = popWord();
        stack.push(words.apply(opcode, popWord(), right));
      }
    }
  }

  private static int length(Value array) {
    return switch (array) {
      case LongArray longs -> longs.length();
      case Concrete concrete -> Array.getLength(concrete.object());
      default -> throw new IllegalStateException("not an array");
    };
  }

  private void branch(BranchInstruction branch) {
    Opcode opcode = branch.opcode();
    boolean taken =
        switch (opcode) {
          case GOTO, GOTO_W -> true;
          case IFEQ, IFNE, IFLT, IFLE, IFGT, IFGE ->
              branches.decide(words.taken(opcode, popWord(), words.ofInt(0)));
          case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPLE, IF_ICMPGT, IF_ICMPGE -> {
            Word right = popWord();
            yield branches.decide(words.taken(opcode, popWord(), right));
          }
          default -> throw new IllegalStateException("no meaning is given to " + opcode);
        };
    if (taken) {
      jump(branch.target());
    }
  }

  private void jump(Label target) {
    next = method.targets().get(target);
  }

  private void access(FieldInstruction field) {
    String owner = field.owner().asInternalName();
    String name = field.name().stringValue();
    switch (field.opcode()) {
      case GETSTATIC -> stack.push(Concretes.staticField(owner, name, words));
      case GETFIELD -> stack.push(fieldOf(stack.pop(), owner, name));
      case PUTFIELD -> {
        Value value = stack.pop();
        ((Value.Instance) stack.pop()).fields().put(name, value);
      }
      default -> throw new IllegalStateException("no meaning is given to " + field);
    }
  }

  private static Value fieldOf(Value instance, String owner, String name) {
    Value value = ((Value.Instance) instance).fields().get(name);
    if (value == null) {
      throw new IllegalStateException("no field " + owner + "." + name);
    }
    return value;
  }

  private void invoke(InvokeInstruction invoke) {
    String descriptor = invoke.type().stringValue();
    int count = MethodTypeDesc.ofDescriptor(descriptor).parameterCount();
    boolean isStatic = invoke.opcode() == Opcode.INVOKESTATIC;
    Value[] arguments = new Value[isStatic ? count : count + 1];
    for (int index = arguments.length - 1; index >= 0; index--) {
      arguments[index] = stack.pop();
    }
    Value value =
        machine.call(
            invoke.owner().asInternalName(),
            invoke.name().stringValue(),
            descriptor,
            Arrays.asList(arguments));
    if (value != null) {
      stack.push(value);
    }
  }

  private void loadElement() {
    Word index = popWord();
    Value array = stack.pop();
    checkBounds(array, index);
    stack.push(
        switch (array) {
          case LongArray longs ->
              words.simplified((BitVecExpr) z3.mkSelect(longs.elements(), index.bits()));
          case Concrete concrete -> Concretes.element(concrete, (int) Words.constant(index), words);
          default -> throw new IllegalStateException("not an array");
        });
  }

  private void storeElement() {
    Word value = popWord();
    Word index = popWord();
    LongArray array = (LongArray) stack.pop();
    checkBounds(array, index);
    array.become(z3.mkStore(array.elements(), index.bits(), value.bits()));
  }

  /** An access outside an array on a possible path is an escape. */
  private void checkBounds(Value array, Word index) {
    BoolExpr inside = z3.mkBVULT(index.bits(), z3.mkBV(length(array), 32));
    BoolExpr simple = (BoolExpr) inside.simplify();
    if (!simple.isTrue() && !branches.isCertain(simple)) {
      throw new Escape(method.name() + " reaches outside its array");
    }
  }

  private void copy(Opcode opcode) {
    switch (opcode) {
      case DUP -> stack.push(stack.peek());
      case POP -> stack.pop();
      case DUP2 -> {
        Value top = stack.pop();
        if (top instanceof Word word && word.bits().getSortSize() == 64) {
          stack.push(top);
          stack.push(top);
        } else {
          Value below = stack.peek();
          stack.push(top);
          stack.push(below);
          stack.push(top);
        }
      }
      default -> throw new IllegalStateException("no meaning is given to " + opcode);
    }
  }

  private void choose(List<SwitchCase> cases, Label otherwise) {
    Word key = popWord();
    if (!Words.isConstant(key)) {
      throw new IllegalStateException("a switch on a symbol in " + method.name());
    }
    int value = (int) Words.constant(key);
    Label target = otherwise;
    for (SwitchCase one : cases) {
      if (one.caseValue() == value) {
        target = one.target();
      }
    }
    jump(target);
  }
}
