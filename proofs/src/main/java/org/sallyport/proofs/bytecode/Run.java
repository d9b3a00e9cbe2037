// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
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
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.sallyport.proofs.bytecode.Value.Cells;
import org.sallyport.proofs.bytecode.Value.Concrete;
import org.sallyport.proofs.bytecode.Value.Instance;
import org.sallyport.proofs.bytecode.Value.Symbols;
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
  private final int loopHead;
  private final Loop loop;
  private int next;
  private boolean returned;
  private Value result;

  Run(
      Machine machine,
      Words words,
      Branches branches,
      CompiledMethod method,
      Induction induction,
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
    loopHead = induction == null ? -1 : method.loopHead();
    loop = induction == null ? null : new Loop(method, branches, induction, locals);
  }

  Value result() {
    for (int steps = 0; !returned; steps++) {
      if (steps == MAXIMUM_STEPS) {
        throw new IllegalStateException("no end of " + method.name());
      }
      if (next == loopHead) {
        loop.atHead();
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
      case NewObjectInstruction made -> stack.push(allocate(made.className().asInternalName()));
      case NewPrimitiveArrayInstruction made ->
          stack.push(arrayOf(made.typeKind(), constantLength()));
      case NewReferenceArrayInstruction made -> {
        Value[] values = new Value[constantLength()];
        Arrays.fill(values, Value.NULL);
        stack.push(new Cells(values));
      }
      case TypeCheckInstruction cast when cast.opcode() == Opcode.CHECKCAST -> {}
      default ->
          throw new IllegalStateException(
              "no meaning is given to " + instruction + " in " + method.name());
    }
  }

  /** An object of the engine's; any other that it makes is something to be thrown. */
  private Value allocate(String type) {
    if (!type.startsWith("org/sallyport/")) {
      throw new Escape(method.name() + " throws " + type);
    }
    return machine.allocate(type);
  }

  private int constantLength() {
    return (int) Words.constant(popWord());
  }

  private Value arrayOf(TypeKind kind, int length) {
    if (kind == TypeKind.LONG || kind == TypeKind.BYTE) {
      BitVecExpr zero = z3.mkBV(0, kind == TypeKind.LONG ? 64 : 8);
      return new Symbols(z3.mkConstArray(z3.mkBitVecSort(32), zero), length);
    }
    Value[] values = new Value[length];
    Arrays.fill(values, words.ofInt(0));
    return new Cells(values);
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
        boolean divides =
            opcode == Opcode.IDIV
                || opcode == Opcode.LDIV
                || opcode == Opcode.IREM
                || opcode == Opcode.LREM;
        if (divides && (!Words.isConstant(right) || Words.constant(right) == 0)) {
          throw new Escape(method.name() + " divides by what may be zero");
        }
        stack.push(words.apply(opcode, popWord(), right));
      }
    }
  }

  private static int length(Value array) {
    return switch (array) {
      case Symbols symbols -> symbols.length();
      case Cells cells -> cells.values().length;
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
          case IF_ACMPEQ -> areSame(stack.pop(), stack.pop());
          case IF_ACMPNE -> !areSame(stack.pop(), stack.pop());
          case IFNULL -> areSame(stack.pop(), Value.NULL);
          case IFNONNULL -> !areSame(stack.pop(), Value.NULL);
          default -> throw new IllegalStateException("no meaning is given to " + opcode);
        };
    if (taken) {
      jump(branch.target());
    }
  }

  /** Whether two references are one. What is run on symbols is never also a real object. */
  @SuppressWarnings("ReferenceEquality") // what the instruction compares are references
  private boolean areSame(Value left, Value right) {
    if (left instanceof Concrete one && right instanceof Concrete other) {
      return one.object() == other.object();
    }
    boolean mixed =
        left instanceof Concrete one && one.object() != null
            || right instanceof Concrete other && other.object() != null;
    if (mixed) {
      throw new IllegalStateException("a symbolic and a real object compared in " + method.name());
    }
    return left == right;
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
        ((Instance) stack.pop()).fields().put(name, value);
      }
      default -> throw new IllegalStateException("no meaning is given to " + field);
    }
  }

  private Value fieldOf(Value receiver, String owner, String name) {
    if (receiver instanceof Concrete concrete) {
      if (concrete.object() == null) {
        throw new Escape(method.name() + " reads " + owner + "." + name + " of null");
      }
      return Concretes.field(concrete.object(), name, words);
    }
    Value value = ((Instance) receiver).fields().get(name);
    if (value == null) {
      throw new IllegalStateException("no field " + owner + "." + name);
    }
    return value;
  }

  private void invoke(InvokeInstruction invoke) {
    String owner = invoke.owner().asInternalName();
    String name = invoke.name().stringValue();
    String descriptor = invoke.type().stringValue();
    int count = MethodTypeDesc.ofDescriptor(descriptor).parameterCount();
    boolean isStatic = invoke.opcode() == Opcode.INVOKESTATIC;
    Value[] arguments = new Value[isStatic ? count : count + 1];
    for (int index = arguments.length - 1; index >= 0; index--) {
      arguments[index] = stack.pop();
    }
    boolean isVirtual =
        invoke.opcode() == Opcode.INVOKEVIRTUAL || invoke.opcode() == Opcode.INVOKEINTERFACE;
    Value value =
        isVirtual
            ? machine.callVirtual(owner, name, descriptor, Arrays.asList(arguments))
            : machine.call(owner, name, descriptor, Arrays.asList(arguments));
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
          case Symbols symbols ->
              widened((BitVecExpr) z3.mkSelect(symbols.elements(), index.bits()));
          case Cells cells -> cells.values()[(int) Words.constant(index)];
          case Concrete concrete -> Concretes.element(concrete, (int) Words.constant(index), words);
          default -> throw new IllegalStateException("not an array");
        });
  }

  /** An octet becomes an int, signed. */
  private Word widened(BitVecExpr element) {
    return words.simplified(element.getSortSize() == 8 ? z3.mkSignExt(24, element) : element);
  }

  private void storeElement() {
    Value value = stack.pop();
    Word index = popWord();
    Value array = stack.pop();
    checkBounds(array, index);
    switch (array) {
      case Cells cells -> cells.values()[(int) Words.constant(index)] = value;
      case Symbols symbols -> {
        boolean octets =
            z3.mkSelect(symbols.elements(), index.bits()) instanceof BitVecExpr element
                && element.getSortSize() == 8;
        BitVecExpr bits = octets ? words.octet((Word) value) : ((Word) value).bits();
        symbols.become(z3.mkStore(symbols.elements(), index.bits(), bits));
      }
      default -> throw new IllegalStateException("a real array is never written");
    }
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
      case DUP_X1 -> {
        Value top = stack.pop();
        Value below = stack.pop();
        stack.push(top);
        stack.push(below);
        stack.push(top);
      }
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
