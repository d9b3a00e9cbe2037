// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.proofs.bytecode.Value.Concrete;
import org.sallyport.proofs.bytecode.Value.Instance;

/**
 * A JVM for symbols: calls compiled methods. What it has no code for, it does in this JVM when
 * everything concerned is concrete: the generated tables, enum constants, records. Calls of the
 * trace port do nothing. Methods go by {@code internal/Name.method(descriptor)}.
 */
public final class Machine {
  private static final String TABLES = "org/sallyport/engine/table/";
  private static final String TRACE = TABLES + "TraceSink";

  private final Words words;
  private final Branches branches;
  private final Map<String, String> replacements;
  private final Map<String, Stub> stubs = new HashMap<>();
  private final Map<String, Induction> inductions = new HashMap<>();

  /**
   * A machine on one path.
   *
   * @param replacements instead of a method the one of the same name and descriptor of another
   *     class (internal name) is run: how wrong variants come in
   */
  public Machine(Words words, Branches branches, Map<String, String> replacements) {
    this.words = words;
    this.branches = branches;
    this.replacements = replacements;
  }

  /** From now on {@code stub} answers calls of the method. */
  public Machine stub(String method, Stub stub) {
    stubs.put(method, stub);
    return this;
  }

  /** From now on the loop of the method is run by induction. */
  public Machine induct(String method, Induction induction) {
    inductions.put(method, induction);
    return this;
  }

  /** Makes an object: its constructor is run. */
  public Instance construct(String type, String descriptor, List<Value> arguments) {
    Instance made = allocate(type);
    List<Value> all = new ArrayList<>();
    all.add(made);
    all.addAll(arguments);
    call(type, "<init>", descriptor, all);
    return made;
  }

  /** An object whose fields have their default values. */
  Instance allocate(String type) {
    Map<String, Value> fields = new HashMap<>();
    CompiledMethod.fieldsOf(type)
        .forEach((name, descriptor) ->
            fields.put(
                name,
                switch (descriptor.charAt(0)) {
                  case 'J' -> words.ofLong(0);
                  case 'L', '[' -> Value.NULL;
                  default -> words.ofInt(0);
                }));
    return new Instance(type, fields);
  }

  /**
   * Calls a method as its declaration says; the receiver is the first argument of one that is not
   * static. Null for a method without result.
   */
  public Value call(String owner, String name, String descriptor, List<Value> arguments) {
    String method = owner + "." + name + descriptor;
    Stub stub = stubs.get(method);
    if (stub != null) {
      return stub.call(arguments);
    }
    if (owner.equals(TRACE)) {
      return null;
    }
    if (owner.startsWith("java/") && Library.knows(method)) {
      return Library.call(method, arguments, words, branches);
    }
    if (owner.startsWith(TABLES) && allConcrete(arguments)) {
      return Concretes.call(owner, name, descriptor, arguments, words);
    }
    CompiledMethod code =
        CompiledMethod.find(owner, name, descriptor)
            .orElseThrow(() -> new IllegalStateException("no code for " + method));
    String declared = code.name() + descriptor;
    String replacement = replacements.get(declared);
    CompiledMethod actual =
        replacement == null
            ? code
            : CompiledMethod.find(replacement, name, descriptor).orElseThrow();
    return new Run(this, words, branches, actual, inductions.get(declared), arguments).result();
  }

  /** Calls a method of the receiver's own class. */
  Value callVirtual(String owner, String name, String descriptor, List<Value> arguments) {
    if (stubs.containsKey(owner + "." + name + descriptor) || owner.equals(TRACE)) {
      return call(owner, name, descriptor, arguments);
    }
    String type = classOf(arguments.getFirst(), owner);
    return isImmutable(arguments) && allConcrete(arguments)
        ? Concretes.call(type, name, descriptor, arguments, words)
        : call(type, name, descriptor, arguments);
  }

  private static String classOf(Value receiver, String declared) {
    return switch (receiver) {
      case Instance instance -> instance.type();
      case Concrete concrete -> {
        Object object = concrete.object();
        if (object == null) {
          throw new Escape("a call of " + declared + " on null");
        }
        yield object instanceof Enum<?> constant
            ? constant.getDeclaringClass().getName().replace('.', '/')
            : object.getClass().getName().replace('.', '/');
      }
      default -> declared;
    };
  }

  private static boolean isImmutable(List<Value> arguments) {
    return !arguments.isEmpty()
        && arguments.getFirst() instanceof Concrete receiver
        && (receiver.object() instanceof Enum<?>
            || receiver.object() instanceof Record
            || receiver.object() instanceof String);
  }

  private static boolean allConcrete(List<Value> arguments) {
    return arguments.stream()
        .allMatch(value ->
            value instanceof Concrete
                || value instanceof Value.Word word && Words.isConstant(word));
  }
}
