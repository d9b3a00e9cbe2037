package org.sallyport.bare.build;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.teavm.dependency.ClassDependencyInfo;
import org.teavm.dependency.DependencyInfo;
import org.teavm.dependency.FieldDependencyInfo;
import org.teavm.dependency.MethodDependencyInfo;
import org.teavm.model.FieldReference;
import org.teavm.model.MethodReference;
import org.teavm.model.TextLocation;
import org.teavm.model.ValueType;
import org.teavm.model.VariableReader;
import org.teavm.model.instructions.AbstractInstructionReader;
import org.teavm.model.instructions.InvocationType;

/** Reads the instructions of one method and collects what they name and nobody has, by line. */
final class MissingMembers extends AbstractInstructionReader {
  private final DependencyInfo dependencies;
  private final Map<Integer, Set<String>> found = new TreeMap<>();
  private int line = -1;

  MissingMembers(DependencyInfo dependencies) {
    this.dependencies = dependencies;
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
    if (type(method.getClassName())) {
      MethodDependencyInfo known = dependencies.getMethod(method);
      if (known != null && known.isMissing()) {
        add(Names.of(method));
      }
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
    if (type(field.getClassName())) {
      FieldDependencyInfo known = dependencies.getField(field);
      if (known != null && known.isMissing()) {
        add(Names.of(field));
      }
    }
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
  public void cast(
      VariableReader receiver, VariableReader value, ValueType target, boolean weak) {
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
    ClassDependencyInfo known = dependencies.getClass(name);
    boolean exists = known == null || !known.isMissing();
    if (!exists) {
      add(name);
    }
    return exists;
  }

  private void add(String name) {
    found.computeIfAbsent(line, key -> new LinkedHashSet<>()).add(name);
  }
}
