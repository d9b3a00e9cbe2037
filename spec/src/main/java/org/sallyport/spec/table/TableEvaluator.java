// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.SimpleFilenameToStream;
import util.ToolIO;

/**
 * Evaluates a module's {@code StateDocs}, {@code EventDocs}, {@code ActionDocs}, {@code
 * StateSetDocs} and {@code Table} with the evaluator that TLC checks models with.
 */
public final class TableEvaluator {
  private static final List<String> STANDARD_MODULES =
      List.of(
          "Bags",
          "FiniteSets",
          "Integers",
          "Naturals",
          "Randomization",
          "Reals",
          "RealTime",
          "Sequences",
          "TLC",
          "Toolbox");

  private final Path folder;

  /**
   * @param folder where the module and those it extends are
   */
  public TableEvaluator(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads one machine.
   *
   * @param module the module's name without {@code .tla}
   * @throws SpecException if the module does not parse or does not define a table
   */
  public Machine evaluate(String module) {
    return with(module, tool -> read(module, tool));
  }

  /**
   * Reads the decisions of a machine.
   *
   * @param module the module's name, {@code <Machine>Decisions}
   * @throws SpecException if the module does not parse or does not define decisions
   */
  public DecisionModule decisions(String module) {
    return with(module, tool -> new DecisionReader(module, tool).read());
  }

  /**
   * Reads the shapes of messages.
   *
   * @param module the module's name
   * @throws SpecException if the module does not parse or does not define shapes
   */
  public ShapeModule shapes(String module) {
    return with(module, tool -> new ShapeReader(module, tool).read());
  }

  private <T> T with(String module, Function<FastTool, T> reader) {
    if (!Files.isRegularFile(folder.resolve(module + ".tla"))) {
      throw new SpecException("No module " + module + ".tla in " + folder);
    }
    ByteLog log = new ByteLog();
    PrintStream before = ToolIO.out;
    try {
      Path scratch = Files.createTempDirectory("tables");
      try {
        ToolIO.out = log.stream();
        copyStandardModules(scratch);
        Path config = Files.createFile(scratch.resolve(module + ".cfg"));
        String configName = config.toString().replaceFirst("\\.cfg$", "");
        String[] libraries = {folder.toString(), scratch.toString()};
        FastTool tool =
            new FastTool(
                folder.resolve(module).toString(),
                configName,
                new SimpleFilenameToStream(libraries));
        return reader.apply(tool);
      } finally {
        deleteAll(scratch);
      }
    } catch (IOException e) {
      throw new SpecException("Cannot evaluate " + module + ": " + e.getMessage(), e);
    } catch (SpecException e) {
      throw e.getMessage().contains(".tla")
          ? e
          : new SpecException(module + ".tla: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      throw new SpecException(
          "TLC cannot evaluate "
              + module
              + ".tla:\n  "
              + String.join("\n  ", SanyErrors.of(log.text() + "\n" + e.getMessage())),
          e);
    } finally {
      ToolIO.out = before;
    }
  }

  /**
   * Copies TLA+'s own modules into a folder. Left to itself TLC unpacks them into the one temporary
   * folder of the machine and removes them at its end, while others evaluate at the same time.
   */
  public static void copyStandardModules(Path target) throws IOException {
    for (String name : STANDARD_MODULES) {
      String resource = "/tla2sany/StandardModules/" + name + ".tla";
      try (InputStream text = SimpleFilenameToStream.class.getResourceAsStream(resource)) {
        if (text == null) {
          throw new SpecException("TLC's library lacks the standard module " + name);
        }
        Files.copy(text, target.resolve(name + ".tla"));
      }
    }
  }

  private static void deleteAll(Path scratch) throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }

  private static Machine read(String module, FastTool tool) {
    TablePlaces places = new TablePlaces(tool.getSpecProcessor().getRootModule());
    List<Machine.Name> states = names(module, tool, places, "StateDocs");
    List<Machine.Name> events = names(module, tool, places, "EventDocs");
    List<Machine.Name> actions = names(module, tool, places, "ActionDocs");
    FcnRcdValue table = function(module, "Table", value(module, tool, "Table"));
    List<Machine.Row> rows = new ArrayList<>();
    for (Machine.Name state : states) {
      FcnRcdValue byEvent = function(module, "Table", at(module, table, state.name()));
      for (Machine.Name event : events) {
        rows.add(row(module, (RecordValue) at(module, byEvent, event.name()).toRcd(), places));
      }
    }
    List<Machine.Row> written = new ArrayList<>();
    for (Value row : tuple(value(module, tool, "Rows"))) {
      written.add(row(module, (RecordValue) row.toRcd(), places));
    }
    Set<String> localEvents =
        defines(tool, "LocalEvents") ? texts(value(module, tool, "LocalEvents")) : Set.of();
    return new Machine(
        module,
        states,
        events,
        actions,
        stateSets(module, tool, places),
        texts(value(module, tool, "AlwaysRefused")),
        localEvents,
        List.copyOf(rows),
        List.copyOf(written),
        places.mentions());
  }

  private static List<Machine.StateSet> stateSets(
      String module, FastTool tool, TablePlaces places) {
    String operator = "StateSetDocs";
    if (!defines(tool, operator)) {
      return List.of();
    }
    List<Machine.Name> names = names(module, tool, places, operator);
    Value[] docs = tuple(value(module, tool, operator));
    List<Machine.StateSet> sets = new ArrayList<>();
    for (int i = 0; i < docs.length; i++) {
      sets.add(new Machine.StateSet(names.get(i), texts(tuple(docs[i])[2])));
    }
    return List.copyOf(sets);
  }

  private static boolean defines(FastTool tool, String operator) {
    return tool.getSpecProcessor().getRootModule().getOpDef(operator) != null;
  }

  private static Set<String> texts(IValue set) {
    Set<String> texts = new TreeSet<>();
    if (!(((Value) set).toSetEnum() instanceof SetEnumValue elements)) {
      throw new SpecException(set + " is no set of names");
    }
    for (int i = 0; i < elements.elems.size(); i++) {
      texts.add(text(elements.elems.elementAt(i)));
    }
    return texts;
  }

  static IValue value(String module, FastTool tool, String operator) {
    OpDefNode definition = tool.getSpecProcessor().getRootModule().getOpDef(operator);
    if (definition == null) {
      throw new SpecException(module + ".tla does not define " + operator);
    }
    return tool.eval(definition.getBody(), Context.Empty, TLCState.Empty);
  }

  private static List<Machine.Name> names(
      String module, FastTool tool, TablePlaces places, String operator) {
    List<Machine.Name> names = new ArrayList<>();
    Value[] pairs = tuple(value(module, tool, operator));
    List<String> lines = places.names(operator, pairs.length);
    for (int i = 0; i < pairs.length; i++) {
      Value[] both = tuple(pairs[i]);
      if (both.length < 2) {
        throw new SpecException(
            lines.get(i) + ": " + operator + " has " + pairs[i] + ", a name without its sentence");
      }
      names.add(new Machine.Name(text(both[0]), text(both[1]), lines.get(i)));
    }
    return List.copyOf(names);
  }

  private static Machine.Row row(String module, RecordValue record, TablePlaces places) {
    List<String> actions = new ArrayList<>();
    for (Value action : tuple(field(module, record, "actions"))) {
      actions.add(text(action));
    }
    String from = text(field(module, record, "from"));
    String on = text(field(module, record, "on"));
    String story = text(field(module, record, "story"));
    boolean refusal = ((BoolValue) field(module, record, "refusal")).val;
    return new Machine.Row(
        text(field(module, record, "role")),
        from,
        on,
        text(field(module, record, "next")),
        List.copyOf(actions),
        text(field(module, record, "rfc")),
        story,
        refusal,
        refusal ? places.refusal(story) : places.row(from, on));
  }

  static Value field(String module, RecordValue record, String name) {
    for (int i = 0; i < record.names.length; i++) {
      if (record.names[i].toString().equals(name)) {
        return record.values[i];
      }
    }
    throw new SpecException(module + ".tla has a row without the field " + name + ": " + record);
  }

  private static FcnRcdValue function(String module, String what, IValue value) {
    Value asFunction = ((Value) value).toFcnRcd();
    if (asFunction instanceof FcnRcdValue function) {
      return function;
    }
    throw new SpecException(module + ".tla: " + what + " is not a function");
  }

  private static Value at(String module, FcnRcdValue function, String argument) {
    Value result = function.apply(new StringValue(argument), tlc2.tool.EvalControl.Clear);
    if (result == null) {
      throw new SpecException(module + ".tla: the table lacks " + argument);
    }
    return result;
  }

  static Value[] tuple(IValue value) {
    if (((Value) value).toTuple() instanceof TupleValue tuple) {
      return tuple.elems;
    }
    throw new SpecException(value + " is no sequence");
  }

  static String text(Value value) {
    if (value instanceof StringValue string) {
      return string.val.toString();
    }
    throw new SpecException(value + " is no name");
  }

  /** What TLC prints while it parses; shown only when it fails. */
  private static final class ByteLog {
    private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();

    PrintStream stream() {
      return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
