// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.util.List;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.FieldReference;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.NullConstantInstruction;
import org.teavm.model.instructions.PutFieldInstruction;
import org.teavm.model.instructions.StringConstantInstruction;

/**
 * Replaces the bodies of a few methods of Bouncy Castle that ask a platform which is not there for
 * its settings: each would draw in system properties, access control, formatting with locales, or
 * the calendar (15 MB of C). What they decide is what they decide on a JVM where nobody set any
 * property.
 */
final class BodyTransformer implements ClassHolderTransformer {
  private static final String STRINGS = "org.bouncycastle.util.Strings";

  /** A method, told from its overloads by the number of its parameters, and its new body. */
  private record Replacement(String type, String method, int parameters, Body body) {
    boolean fits(MethodHolder candidate) {
      return candidate.getName().equals(method) && candidate.parameterCount() == parameters;
    }
  }

  private interface Body {
    void write(Program program, BasicBlock block);
  }

  private static final List<Replacement> REPLACEMENTS =
      List.of(
          new Replacement(
              STRINGS,
              "<clinit>",
              0,
              (program, block) ->
                  storeText(program, block, new FieldReference(STRINGS, "LINE_SEPARATOR"), "\n")),
          new Replacement(
              "org.bouncycastle.util.Properties",
              "getPropertyValue",
              1,
              BodyTransformer::returnNull),
          // Policies about algorithms (FIPS modes and their like); none is set.
          new Replacement(
              "org.bouncycastle.crypto.CryptoServicesRegistrar",
              "<clinit>",
              0,
              BodyTransformer::returnNothing),
          new Replacement(
              "org.bouncycastle.crypto.CryptoServicesRegistrar",
              "checkConstraints",
              1,
              BodyTransformer::returnNothing));

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    for (Replacement replacement : REPLACEMENTS) {
      if (replacement.type().equals(type.getName())) {
        replace(type, replacement);
      }
    }
  }

  /** Whether a method's own body is of no account. */
  static boolean replaces(MethodReference method) {
    return REPLACEMENTS.stream()
        .anyMatch(replacement ->
            replacement.type().equals(method.getClassName())
                && replacement.method().equals(method.getName())
                && replacement.parameters() == method.parameterCount());
  }

  private static void replace(ClassHolder type, Replacement replacement) {
    boolean found = false;
    for (MethodHolder method : type.getMethods()) {
      if (replacement.fits(method)) {
        found = true;
        method.setProgram(program(method, replacement.body()));
      }
    }
    if (!found) {
      throw new IllegalStateException(
          "this Bouncy Castle has no " + replacement.type() + '.' + replacement.method());
    }
  }

  private static Program program(MethodHolder method, Body body) {
    Program program = new Program();
    for (int i = 0; i <= method.parameterCount(); i++) {
      program.createVariable(); // the first is "this", whether or not it is used
    }
    body.write(program, program.createBasicBlock());
    return program;
  }

  private static void returnNothing(Program program, BasicBlock block) {
    block.add(new ExitInstruction());
  }

  private static void returnNull(Program program, BasicBlock block) {
    NullConstantInstruction constant = new NullConstantInstruction();
    constant.setReceiver(program.createVariable());
    block.add(constant);
    ExitInstruction exit = new ExitInstruction();
    exit.setValueToReturn(constant.getReceiver());
    block.add(exit);
  }

  private static void storeText(
      Program program, BasicBlock block, FieldReference field, String text) {
    Variable value = program.createVariable();
    StringConstantInstruction constant = new StringConstantInstruction();
    constant.setReceiver(value);
    constant.setConstant(text);
    block.add(constant);
    PutFieldInstruction put = new PutFieldInstruction();
    put.setField(field);
    put.setValue(value);
    put.setFieldType(ValueType.object("java.lang.String"));
    block.add(put);
    returnNothing(program, block);
  }
}
