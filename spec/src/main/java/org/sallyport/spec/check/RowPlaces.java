// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.spec.table.IsolatedTlc;
import org.sallyport.spec.table.Machine;
import org.sallyport.spec.table.SpecException;
import tla2sany.explorer.ExploreNode;
import tla2sany.explorer.ExplorerVisitor;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;

/** Where the rows of the tables stand in the specification: file and line. */
final class RowPlaces {
  /** The arguments of {@code Row} and of {@code Refuse}, see TransitionTable.tla. */
  private static final int ROW_FROM = 1;

  private static final int ROW_ON = 2;
  private static final int REFUSE_STORY = 4;

  private final Path folder;
  private final Map<String, Optional<Source>> sources = new HashMap<>();

  private record Source(Machine machine, ParsedModule module) {}

  /**
   * @param folder where the machines' modules are
   */
  RowPlaces(Path folder) {
    this.folder = folder;
  }

  /**
   * The same for machines that were evaluated already.
   *
   * @param folder where the machines' modules are
   * @param machines the machines
   */
  RowPlaces(Path folder, List<Machine> machines) {
    this(folder);
    for (Machine machine : machines) {
      sources.put(
          machine.name(),
          Optional.of(new Source(machine, ParsedModule.parse(folder, machine.name()))));
    }
  }

  /**
   * The place of the row that answers {@code on} in {@code from}: of a refusal the branch of {@code
   * Refusal} that makes it. Empty if the machine cannot be read.
   */
  String of(String machine, String from, String on) {
    return sources
        .computeIfAbsent(machine, this::read)
        .map(source -> place(source, from, on))
        .orElse("");
  }

  private Optional<Source> read(String machine) {
    try {
      return Optional.of(
          new Source(IsolatedTlc.evaluate(folder, machine), ParsedModule.parse(folder, machine)));
    } catch (SpecException broken) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("JdkObsolete") // SANY takes a Hashtable.
  private static String place(Source source, String from, String on) {
    Optional<Machine.Row> row =
        source.machine.rows().stream()
            .filter(candidate -> candidate.from().equals(from) && candidate.on().equals(on))
            .findFirst();
    if (row.isEmpty()) {
      return "";
    }
    SemanticNode[] found = new SemanticNode[1];
    ExplorerVisitor search =
        new ExplorerVisitor() {
          @Override
          public void preVisit(ExploreNode node) {
            if (node instanceof OpApplNode application && makes(application, row.get())) {
              found[0] = application;
            }
          }
        };
    source.module.root().walkGraph(new Hashtable<>(), search);
    SemanticNode node =
        found[0] != null
            ? found[0]
            : source.module.operator(row.get().refusal() ? "Refusal" : "Rows");
    return node.getLocation().source() + ".tla:" + node.getLocation().beginLine();
  }

  private static boolean makes(OpApplNode node, Machine.Row row) {
    String operator = node.getOperator().getName().toString();
    ExprOrOpArgNode[] arguments = node.getArgs();
    if (row.refusal()) {
      return operator.equals("Refuse") && is(arguments[REFUSE_STORY], row.story());
    }
    return operator.equals("Row")
        && is(arguments[ROW_FROM], row.from())
        && is(arguments[ROW_ON], row.on());
  }

  private static boolean is(SemanticNode node, String text) {
    return node instanceof StringNode string && string.getRep().toString().equals(text);
  }
}
