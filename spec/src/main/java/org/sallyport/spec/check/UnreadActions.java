// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.sallyport.spec.table.Machine;
import tla2sany.explorer.ExploreNode;
import tla2sany.explorer.ExplorerVisitor;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.StringNode;

/**
 * Actions that no system module reads: the models show the same with them and without. An action is
 * read if its name is a string in one of the modules that make up a system module, those of the
 * machines excepted.
 */
final class UnreadActions {
  private UnreadActions() {}

  /**
   * @param parsed gives a system module
   * @return each {@code Machine Action}, in the order in which they are declared
   */
  static List<String> of(
      Function<String, ParsedModule> parsed, Manifest manifest, List<Machine> machines) {
    Set<String> tables = new TreeSet<>();
    machines.forEach(machine -> tables.add(machine.name()));
    Map<String, Set<String>> read = new HashMap<>();
    for (Manifest.SystemModule system : manifest.modules()) {
      if (system.machines().stream().noneMatch(tables::contains)) {
        continue;
      }
      Set<String> literals = literals(parsed.apply(system.name()), tables);
      for (String machine : system.machines()) {
        read.computeIfAbsent(machine, name -> new TreeSet<>()).addAll(literals);
      }
    }
    List<String> unread = new ArrayList<>();
    for (Machine machine : machines) {
      Set<String> literals = read.getOrDefault(machine.name(), Set.of());
      for (Machine.Name action : machine.actions()) {
        if (!literals.contains(action.name())) {
          unread.add(machine.name() + " " + action.name());
        }
      }
    }
    return List.copyOf(unread);
  }

  @SuppressWarnings("JdkObsolete") // SANY takes a Hashtable.
  private static Set<String> literals(ParsedModule system, Set<String> tables) {
    Set<String> literals = new TreeSet<>();
    ExplorerVisitor collector =
        new ExplorerVisitor() {
          @Override
          public void preVisit(ExploreNode node) {
            if (node instanceof StringNode text && !tables.contains(text.getLocation().source())) {
              literals.add(text.getRep().toString());
            }
          }
        };
    for (ModuleNode module : system.modules()) {
      if (!tables.contains(module.getName().toString())) {
        module.walkGraph(new java.util.Hashtable<>(), collector);
      }
    }
    return literals;
  }
}
