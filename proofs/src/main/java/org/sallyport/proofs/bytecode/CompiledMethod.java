// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LocalVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The code of one method, out of its class file.
 *
 * @param name for messages
 * @param isStatic whether it takes no receiver
 * @param maximumLocals slots for local variables
 * @param instructions in order
 * @param targets where each label stands: the index of the instruction behind it
 * @param slots where each local variable stands, by its name in the source
 */
record CompiledMethod(
    String name,
    boolean isStatic,
    int maximumLocals,
    List<Instruction> instructions,
    Map<Label, Integer> targets,
    Map<String, Integer> slots) {
  /**
   * The method that a class declares or inherits from a class file that is there; empty when there
   * is none.
   */
  static Optional<CompiledMethod> find(String internalName, String name, String descriptor) {
    ClassModel type = read(internalName);
    for (MethodModel method : type.methods()) {
      if (method.methodName().equalsString(name) && method.methodType().equalsString(descriptor)) {
        return method.code().map(code -> of(internalName, method, code));
      }
    }
    return Stream.concat(type.superclass().stream(), type.interfaces().stream())
        .map(ClassEntry::asInternalName)
        .filter(parent -> !parent.startsWith("java/"))
        .flatMap(parent -> find(parent, name, descriptor).stream())
        .findFirst();
  }

  /** The fields that an object of the class has, inherited ones too, with their descriptors. */
  static Map<String, String> fieldsOf(String internalName) {
    Map<String, String> fields = new HashMap<>();
    for (String at = internalName; !at.startsWith("java/"); ) {
      ClassModel type = read(at);
      for (FieldModel field : type.fields()) {
        if ((field.flags().flagsMask() & ClassFile.ACC_STATIC) == 0) {
          fields.put(field.fieldName().stringValue(), field.fieldType().stringValue());
        }
      }
      at = type.superclass().orElseThrow().asInternalName();
    }
    return fields;
  }

  /** The slot of a local variable. */
  int slotOf(String variable) {
    Integer slot = slots.get(variable);
    if (slot == null) {
      throw new IllegalStateException(name + " has no variable " + variable);
    }
    return slot;
  }

  /** The index of the head of the only loop. */
  int loopHead() {
    Set<Integer> heads = new HashSet<>();
    for (int index = 0; index < instructions.size(); index++) {
      if (instructions.get(index) instanceof BranchInstruction branch
          && targets.get(branch.target()) <= index) {
        heads.add(targets.get(branch.target()));
      }
    }
    if (heads.size() != 1) {
      throw new IllegalStateException(name + " has " + heads.size() + " loops, not one");
    }
    return heads.iterator().next();
  }

  private static CompiledMethod of(String internalName, MethodModel method, CodeModel code) {
    List<Instruction> instructions = new ArrayList<>();
    Map<Label, Integer> targets = new HashMap<>();
    Map<String, Integer> slots = new HashMap<>();
    for (CodeElement element : code) {
      if (element instanceof LabelTarget target) {
        targets.put(target.label(), instructions.size());
      } else if (element instanceof Instruction instruction) {
        instructions.add(instruction);
      } else if (element instanceof LocalVariable variable) {
        slots.put(variable.name().stringValue(), variable.slot());
      }
    }
    boolean isStatic = (method.flags().flagsMask() & ClassFile.ACC_STATIC) != 0;
    int maximumLocals = method.findAttribute(Attributes.code()).orElseThrow().maxLocals();
    return new CompiledMethod(
        internalName + "." + method.methodName().stringValue(),
        isStatic,
        maximumLocals,
        instructions,
        targets,
        slots);
  }

  private static ClassModel read(String internalName) {
    try (InputStream stream =
        CompiledMethod.class.getResourceAsStream("/" + internalName + ".class")) {
      if (stream == null) {
        throw new IllegalStateException("no class file of " + internalName);
      }
      return ClassFile.of().parse(stream.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
