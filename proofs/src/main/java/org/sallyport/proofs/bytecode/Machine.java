// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JVM for symbols: calls compiled methods. What it has no code for, it does in this JVM when
 * everything concerned is concrete: the generated tables, enum constants. Calls of the trace port
 * do nothing.
 */
public final class Machine {
  private static final String TABLES = "org/sallyport/engine/table/";
  private static final String TRACE = "org/sallyport/engine/port/TraceSink";

  private final Words words;
  private final Branches branches;
  private final Map<String, String> replacements;

  /**
   * A machine on one path.
   *
   * @param replacements instead of a method ({@code internal/Name.method(descriptor)}) the one of
   *     the same name and descriptor of another class (internal name) is run: how wrong variants
   *     come in
   */
  public Machine(Words words, Branches branches, Map<String, String> replacements) {
    this.words = words;
    this.branches = branches;
    this.replacements = replacements;
  }

  /**
   * Calls a method; the receiver is the first argument of one that is not static. Null for a method
   * without result.
   */
  public Value call(String owner, String name, String descriptor, List<Value> arguments) {
    if (owner.equals(TRACE)) {
      return null;
    }
    if (owner.startsWith(TABLES)) {
      return Concretes.call(owner, name, descriptor, arguments, words);
    }
    String actual = replacements.getOrDefault(owner + "." + name + descriptor, owner);
    Optional<CompiledMethod> method = CompiledMethod.find(actual, name, descriptor);
    if (method.isEmpty()) {
      throw new IllegalStateException("no code for " + owner + "." + name + descriptor);
    }
    return new Run(this, words, branches, method.get(), arguments).result();
  }
}
