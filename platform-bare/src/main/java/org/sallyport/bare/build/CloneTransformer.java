// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import org.sallyport.bare.runtime.ObjectCopy;
import org.teavm.interop.DelegateTo;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;

/**
 * Gives {@code Object.clone} the body {@code return ObjectCopy.copy(this)}. All clones of arrays
 * and objects go through this one method, those within Bouncy Castle and the {@code values()} of
 * enums too, so nothing else has to change.
 */
final class CloneTransformer implements ClassHolderTransformer {
  private static final MethodDescriptor CLONE = new MethodDescriptor("clone", Object.class);
  private static final MethodReference COPY =
      new MethodReference(ObjectCopy.class, "copy", Object.class, Object.class);

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (!type.getName().equals("java.lang.Object")) {
      return;
    }
    MethodHolder method = type.getMethod(CLONE);
    if (method == null) {
      throw new IllegalStateException("this TeaVM has no Object.clone to mend");
    }
    method.getAnnotations().remove(DelegateTo.class.getName());
    method.getModifiers().remove(ElementModifier.NATIVE);
    method.setProgram(returnCopy());
  }

  private static Program returnCopy() {
    Program program = new Program();
    Variable self = program.createVariable();
    Variable copy = program.createVariable();
    InvokeInstruction invoke = new InvokeInstruction();
    invoke.setType(InvocationType.SPECIAL);
    invoke.setMethod(COPY);
    invoke.setArguments(self);
    invoke.setReceiver(copy);
    ExitInstruction exit = new ExitInstruction();
    exit.setValueToReturn(copy);
    BasicBlock block = program.createBasicBlock();
    block.add(invoke);
    block.add(exit);
    return program;
  }
}
