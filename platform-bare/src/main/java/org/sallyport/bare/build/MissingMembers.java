// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.teavm.model.ClassReader;
import org.teavm.model.ClassReaderSource;
import org.teavm.model.FieldReference;
import org.teavm.model.MethodReference;
import org.teavm.model.TextLocation;
import org.teavm.model.ValueType;
import org.teavm.model.VariableReader;
import org.teavm.model.instructions.AbstractInstructionReader;
import org.teavm.model.instructions.InvocationType;

/** Reads the instructions of one method and collects what they name and nobody has, by line. */
final class MissingMembers extends AbstractInstructionReader {
  private static final String OBJECT = "java.lang.Object";

  /** TeaVM makes calls of these fields. */
  private static final Set<String> SYSTEM_STREAMS =
      Set.of("java.lang.System.in", "java.lang.System.out", "java.lang.System.err");

  private final ClassReaderSource classes;
  private final Map<Integer, Set<String>> found = new TreeMap<>();
  private int line = -1;

  MissingMembers(ClassReaderSource classes) {
    this.classes = classes;
  }

  /** Missing classes and members by the line that names them. */
  Map<Integer, Set<String>> found() {
    return Collections.unmodifiableMap(found);
  }

  @Override
  public void location(TextLocation location) {
    line = location == null ? -1 : location.getLine();
  }

  @Override
  public void invoke(
      VariableReader receiver,
      VariableReader instance,
      MethodReference method,
      List<? extends VariableReader> arguments,
      InvocationType type) {
    boolean exists =
        method.getClassName().startsWith("[")
            || !type(method.getClassName())
            || anywhere(
                method.getClassName(), each -> each.getMethod(method.getDescriptor()) != null);
    if (!exists) {
      add(Names.of(method));
    }
  }

  @Override
  public void getField(
      VariableReader receiver, VariableReader instance, FieldReference field, ValueType type) {
    field(field);
  }

  @Override
  public void putField(
      VariableReader instance, FieldReference field, VariableReader value, ValueType type) {
    field(field);
  }

  private void field(FieldReference field) {
    boolean exists =
        SYSTEM_STREAMS.contains(Names.of(field))
            || !type(field.getClassName())
            || anywhere(field.getClassName(), each -> each.getField(field.getFieldName()) != null);
    if (!exists) {
      add(Names.of(field));
    }
  }

  /** Whether the class, or one that it inherits from, fits. */
  private boolean anywhere(String name, Predicate<ClassReader> fits) {
    ClassReader type = classes.get(name);
    if (type == null) {
      return false;
    }
    return fits.test(type)
        || type.getParent() != null && anywhere(type.getParent(), fits)
        || type.getInterfaces().stream().anyMatch(each -> anywhere(each, fits))
        // An interface has the methods of Object too.
        || type.getParent() == null && !name.equals(OBJECT) && fits.test(classes.get(OBJECT));
  }

  @Override
  public void create(VariableReader receiver, String type) {
    type(type);
  }

  @Override
  public void classConstant(VariableReader receiver, ValueType constant) {
    value(constant);
  }

  @Override
  public void cast(VariableReader receiver, VariableReader value, ValueType target, boolean weak) {
    value(target);
  }

  @Override
  public void isInstance(VariableReader receiver, VariableReader value, ValueType type) {
    value(type);
  }

  private void value(ValueType type) {
    if (type instanceof ValueType.Object object) {
      type(object.getClassName());
    }
  }

  /** Whether the class exists; it is noted when it does not. */
  private boolean type(String name) {
    boolean exists = classes.get(name) != null;
    if (!exists) {
      add(name);
    }
    return exists;
  }

  private void add(String name) {
    found.computeIfAbsent(line, key -> new LinkedHashSet<>()).add(name);
  }
}
