// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes a machine as Java: two enums, the interface of its actions and one class of flat arrays.
 * The same machine gives the same text.
 */
public final class TableWriter {
  private final Machine machine;
  private final String packageName;

  /**
   * @param machine a table without {@linkplain TableChecks#problems problems}
   * @param packageName the package of the generated classes
   */
  public TableWriter(Machine machine, String packageName) {
    this.machine = machine;
    this.packageName = packageName;
  }

  /** The generated sources by file name. */
  public Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        machine.name() + "State.java", enumeration("State", machine.states(), machine.stateSets()));
    files.put(machine.name() + "Event.java", enumeration("Event", machine.events(), List.of()));
    files.put(machine.name() + "Actions.java", actions());
    files.put(machine.name() + "Table.java", table());
    return files;
  }

  /** The source of the interface that every generated state and event implements. */
  static String specNameInterface(String packageName) {
    return "// Generated. Do not edit.\npackage "
        + packageName
        + ";\n\n/** A state or event of a specification. */\n"
        + "public interface SpecName {\n"
        + "  /** The name in the specification, in traces and in diagrams. */\n"
        + "  String specName();\n}\n";
  }

  /** The source of the class that makes all tables at once. */
  static String allTables(List<Machine> machines, List<String> decisions, String packageName) {
    StringBuilder out =
        new StringBuilder("// Generated. Do not edit.\npackage ")
            .append(packageName)
            .append(";\n\n/** The tables of all machines and of all decisions. */\n")
            .append("public final class AllTables {\n  private AllTables() {}\n\n")
            .append(
                "  /**\n   * Makes every table, which otherwise the first event does that asks ")
            .append("for it: so what a\n   * running engine keeps does not grow with its first ")
            .append("events. Gives the number of rows and rules.\n   */\n")
            .append("  public static int make() {\n    int count = 0;\n");
    for (Machine machine : machines) {
      out.append("    count += ").append(machine.name()).append("Table.rowCount();\n");
    }
    for (String decision : decisions) {
      out.append("    count += ").append(decision).append(".ruleCount();\n");
    }
    return out.append("    return count;\n  }\n}\n").toString();
  }

  /** {@code RcvInitKe} becomes {@code RCV_INIT_KE}. */
  static String constant(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private StringBuilder header() {
    return new StringBuilder("// Generated from ")
        .append(machine.name())
        .append(".tla. Do not edit: change the specification.\npackage ")
        .append(packageName)
        .append(";\n\n");
  }

  private String enumeration(String kind, List<Machine.Name> names, List<Machine.StateSet> sets) {
    String type = machine.name() + kind;
    StringBuilder out = header();
    out.append("/** ")
        .append(kind)
        .append("s of the machine {@code ")
        .append(machine.name())
        .append("}. */\n");
    out.append("public enum ").append(type).append(" implements SpecName {\n");
    for (int i = 0; i < names.size(); i++) {
      Machine.Name name = names.get(i);
      out.append("  /** ").append(javadoc(name.says())).append(" */\n  ");
      out.append(constant(name.name())).append("(\"").append(name.name()).append("\")");
      out.append(i + 1 < names.size() ? ",\n" : ";\n");
    }
    out.append("\n  private final String specName;\n\n");
    out.append("  ")
        .append(type)
        .append("(String specName) {\n    this.specName = specName;\n  }\n\n");
    out.append("  @Override\n");
    out.append("  public String specName() {\n    return specName;\n  }\n");
    for (Machine.StateSet set : sets) {
      out.append("\n  /** ").append(javadoc(set.name().says())).append(" */\n  public boolean is");
      out.append(set.name().name()).append("() {\n    return switch (this) {\n");
      for (Machine.Name name : names) {
        out.append("      case ").append(constant(name.name())).append(" -> ");
        out.append(set.states().contains(name.name())).append(";\n");
      }
      out.append("    };\n  }\n");
    }
    return out.append("}\n").toString();
  }

  // One method per action, so that an action that nothing does is a method that nothing implements;
  // and what a row does can be read in no other way.
  private String actions() {
    String type = machine.name() + "Actions";
    StringBuilder out = header();
    out.append("/**\n * What the rows of the machine {@code ").append(machine.name());
    out.append("} do.\n *\n * @param <F> what an action is given: the firing\n */\n");
    out.append("public interface ").append(type).append("<F> {\n");
    for (Machine.Name action : machine.actions()) {
      out.append("  /** ").append(javadoc(action.says())).append(" */\n  void ");
      out.append(methodName(action.name())).append("(F firing);\n\n");
    }
    out.append("  /** Does every action of a row, in order. */\n");
    out.append("  static <F> void perform(int row, ").append(type);
    out.append("<F> actions, F firing) {\n");
    out.append("    for (int i = 0; i < ").append(machine.name());
    out.append("Table.actionCount(row); i++) {\n      switch (").append(machine.name());
    out.append("Table.action(row, i)) {\n");
    for (int i = 0; i < machine.actions().size(); i++) {
      out.append("        case ").append(i).append(" -> actions.");
      out.append(methodName(machine.actions().get(i).name())).append("(firing);\n");
    }
    out.append("        default -> throw new IllegalStateException(\"no such action\");\n");
    return out.append("      }\n    }\n  }\n}\n").toString();
  }

  /** {@code RcvInitKe} becomes {@code rcvInitKe}. */
  static String methodName(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private String table() {
    String m = machine.name();
    StringBuilder out = header();
    out.append("/**\n * The transitions of the machine {@code ").append(m).append("}: total over ");
    out.append(machine.states().size()).append(" states and ").append(machine.events().size());
    out.append(" events.\n *\n * <ul>\n");
    for (Machine.Row row : machine.rows()) {
      if (!row.refusal()) {
        out.append(" *   <li>").append(row.from()).append(" on ").append(row.on()).append(" to ");
        out.append(row.next()).append(" (").append(javadoc(row.rfc())).append("): ");
        out.append(javadoc(row.story())).append('\n');
      }
    }
    out.append(" * </ul>\n */\npublic final class ").append(m).append("Table {\n");
    out.append("  private static final int EVENTS = ")
        .append(machine.events().size())
        .append(";\n");
    out.append("  private static final ")
        .append(m)
        .append("State[] STATES = ")
        .append(m)
        .append("State.values();\n");
    out.append("  private static final ")
        .append(m)
        .append("Event[] EVENT_NAMES = ")
        .append(m)
        .append("Event.values();\n\n");
    array(out, "byte", "NEXT", row -> String.valueOf(indexOf(machine.states(), row.next())));
    int[] start = {0};
    array(
        out,
        "short",
        "ACTION_START",
        row -> {
          int here = start[0];
          start[0] += row.actions().size();
          return String.valueOf(here);
        });
    array(out, "byte", "ACTION_COUNT", row -> String.valueOf(row.actions().size()));
    array(
        out,
        "byte",
        "ACTION_LIST",
        row -> {
          StringBuilder cell = new StringBuilder();
          for (String action : row.actions()) {
            cell.append(cell.isEmpty() ? "" : ", ").append(indexOf(machine.actions(), action));
          }
          return cell.toString();
        });
    array(out, "boolean", "REFUSAL", row -> String.valueOf(row.refusal()));
    array(out, "String", "RFC", row -> quoted(row.rfc()));
    array(out, "String", "STORY", row -> quoted(row.story()));
    out.append("  private ").append(m).append("Table() {}\n\n");
    method(out, "The number of rows: states times events.", "int rowCount()", "NEXT.length");
    method(
        out,
        "The row for this pair; every pair has one.",
        "int row(" + m + "State state, " + m + "Event event)",
        "state.ordinal() * EVENTS + event.ordinal()");
    method(out, "The state the row starts in.", m + "State from(int row)", "STATES[row / EVENTS]");
    method(out, "The event the row answers.", m + "Event on(int row)", "EVENT_NAMES[row % EVENTS]");
    method(out, "The state the row leads to.", m + "State next(int row)", "STATES[NEXT[row]]");
    inside(out, "How many actions the row does.", "int actionCount(int row)", "ACTION_COUNT[row]");
    inside(
        out,
        "The row's action at {@code index}, in order from zero: its place among the actions.",
        "int action(int row, int index)",
        "ACTION_LIST[ACTION_START[row] + index]");
    method(out, "Whether the row refuses the event.", "boolean isRefusal(int row)", "REFUSAL[row]");
    method(out, "Where the rule comes from.", "String rfc(int row)", "RFC[row]");
    method(out, "The rule in a sentence.", "String story(int row)", "STORY[row]");
    out.setLength(out.length() - 1);
    out.append("}\n");
    return out.toString();
  }

  private void array(
      StringBuilder out, String type, String name, Function<Machine.Row, String> cell) {
    out.append("  private static final ").append(type).append("[] ").append(name).append(" = {\n");
    for (Machine.Row row : machine.rows()) {
      String text = cell.apply(row);
      if (!text.isEmpty()) {
        out.append("    ")
            .append(text)
            .append(", // ")
            .append(row.from())
            .append(" x ")
            .append(row.on())
            .append('\n');
      }
    }
    out.append("  };\n\n");
  }

  private static void method(StringBuilder out, String says, String signature, String result) {
    method(out, says, "public ", signature, result);
  }

  /** A method for the generated classes alone. */
  private static void inside(StringBuilder out, String says, String signature, String result) {
    method(out, says, "", signature, result);
  }

  private static void method(
      StringBuilder out, String says, String modifier, String signature, String result) {
    out.append("  /** ").append(says).append(" */\n  ").append(modifier);
    out.append("static ").append(signature);
    out.append(" {\n    return ").append(result).append(";\n  }\n\n");
  }

  private static int indexOf(List<Machine.Name> names, String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new SpecException("Unknown name " + name);
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static String javadoc(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }
}
