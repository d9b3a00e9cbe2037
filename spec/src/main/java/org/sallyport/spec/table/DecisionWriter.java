// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.spec.table.DecisionModule.Condition;
import org.sallyport.spec.table.DecisionModule.Decision;
import org.sallyport.spec.table.DecisionModule.Fact;
import org.sallyport.spec.table.DecisionModule.Rule;

/**
 * Writes the decisions of a machine as Java: one class per decision, with the interface of the
 * facts that it asks for, and one class with the facts that have names for values. The same
 * decisions give the same text.
 */
public final class DecisionWriter {
  private final DecisionModule module;
  private final String packageName;

  /**
   * @param module decisions without {@linkplain DecisionChecks#problems problems}
   * @param packageName the package of the generated classes
   */
  public DecisionWriter(DecisionModule module, String packageName) {
    this.module = module;
    this.packageName = packageName;
  }

  /** The generated sources by file name. */
  public Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(module.machine() + "Facts.java", facts());
    int number = 1;
    for (Decision decision : module.decisions()) {
      files.put(className(decision) + ".java", decision(decision, number));
      number++;
    }
    return files;
  }

  /** The names of the generated classes that decide. */
  List<String> decisionClasses() {
    return module.decisions().stream().map(this::className).toList();
  }

  /** The class that says which facts a firing of any machine was decided by. */
  static String describer(List<DecisionModule> modules, String packageName) {
    StringBuilder out =
        new StringBuilder("// Generated. Do not edit.\npackage ")
            .append(packageName)
            .append(";\n\n/** The facts by which events were decided, in words. */\n")
            .append("public final class DecidedFacts {\n  private DecidedFacts() {}\n\n")
            .append("  /**\n   * The decision and the facts that it asked for, {@code Request ")
            .append(
                "IdExpected=TRUE}; empty for an event that\n   * nothing had to decide.\n   *\n")
            .append("   * @param known what the decision's {@code ask} gave\n   */\n")
            .append("  public static String describe(String machine, long known) {\n")
            .append("    if (known == 0) {\n      return \"\";\n    }\n")
            .append("    switch (machine) {\n");
    for (DecisionModule module : modules) {
      out.append("      case \"").append(module.machine()).append("\":\n        return ");
      out.append(module.machine()).append("Facts.describe(known);\n");
    }
    return out.append("      default:\n        throw new IllegalArgumentException(")
        .append("machine + \" has no decisions\");\n    }\n  }\n}\n")
        .toString();
  }

  private String className(Decision decision) {
    return module.machine() + decision.name() + "Decision";
  }

  private StringBuilder header() {
    return new StringBuilder("// Generated from ")
        .append(module.machine())
        .append(DecisionModule.SUFFIX)
        .append(".tla. Do not edit: change the specification.\npackage ")
        .append(packageName)
        .append(";\n\n");
  }

  private String facts() {
    StringBuilder out = header();
    out.append("/** What is asked about the events of the machine {@code ");
    out.append(module.machine()).append("}. */\n");
    out.append("public final class ").append(module.machine()).append("Facts {\n");
    out.append("  private ").append(module.machine()).append("Facts() {}\n");
    for (Fact fact : module.facts()) {
      if (!fact.isBoolean()) {
        out.append("\n  /** ").append(TableWriter.javadoc(fact.says())).append(" */\n");
        out.append("  public enum ").append(fact.name()).append(" {\n");
        List<String> constants = new ArrayList<>();
        for (String value : fact.values()) {
          constants.add("    /** " + value + ". */\n    " + TableWriter.constant(value));
        }
        out.append(String.join(",\n", constants)).append("\n  }\n");
      }
    }
    out.append(
        "\n  static String describe(long known) {\n    return switch ((int) known & 0xFF) {\n");
    int number = 1;
    for (Decision decision : module.decisions()) {
      out.append("      case ").append(number).append(" -> ");
      out.append(className(decision)).append(".describe(known);\n");
      number++;
    }
    out.append(
        "      default -> throw new IllegalArgumentException(\"no decision\");\n    };\n  }\n}\n");
    return out.toString();
  }

  private String decision(Decision decision, int number) {
    List<Fact> asked = asked(decision);
    boolean maySkip =
        decision.rules().stream().anyMatch(rule -> rule.event().equals(DecisionModule.NO_EVENT));
    StringBuilder out = header();
    if (maySkip) {
      out.append("import org.checkerframework.checker.nullness.qual.Nullable;\n\n");
    }
    out.append("/**\n * ").append(TableWriter.javadoc(decision.says()));
    out.append(" The first rule whose conditions all hold decides.\n *\n * <ol>\n");
    for (Rule rule : decision.rules()) {
      out.append(" *   <li>").append(conditions(rule)).append(": ").append(rule.event());
      out.append(" (").append(TableWriter.javadoc(rule.rfc())).append("). ");
      out.append(TableWriter.javadoc(rule.story())).append('\n');
    }
    out.append(" * </ol>\n */\npublic final class ").append(className(decision)).append(" {\n");
    factsInterface(out, asked);
    arrays(out, decision, asked, number);
    out.append("  private ").append(className(decision)).append("() {}\n\n");
    ask(out);
    String event = module.machine() + "Event";
    out.append("  /** The event that the facts make")
        .append(maySkip ? "; null when something else decides" : "")
        .append(". */\n  public static ")
        .append(maySkip ? "@Nullable " : "")
        .append(event)
        .append(" event(long known) {\n    return EVENTS[rule(known)];\n  }\n\n");
    out.append("  /** How many rules there are. */\n  static int ruleCount() {\n");
    out.append("    return EVENTS.length;\n  }\n\n");
    text(out, "Why a rule decides as it does.", "story", "STORY");
    text(out, "Where a rule comes from.", "rfc", "RFC");
    describe(out, decision, asked);
    value(out, asked);
    return out.append("}\n").toString();
  }

  private static String conditions(Rule rule) {
    if (rule.when().isEmpty()) {
      return "otherwise";
    }
    List<String> parts = new ArrayList<>();
    for (Condition condition : rule.when()) {
      parts.add(
          switch (condition.value()) {
            case "TRUE" -> condition.fact();
            case "FALSE" -> "not " + condition.fact();
            default -> condition.fact() + " is " + condition.value();
          });
    }
    return String.join(", ", parts);
  }

  private List<Fact> asked(Decision decision) {
    Set<String> names = new LinkedHashSet<>();
    decision.rules().forEach(rule -> rule.when().forEach(c -> names.add(c.fact())));
    return names.stream().map(module::fact).toList();
  }

  private void factsInterface(StringBuilder out, List<Fact> asked) {
    out.append("  /** What is asked, each at most once and not before a rule needs it. */\n");
    out.append("  public interface Facts {\n");
    for (Fact fact : asked) {
      out.append("    /** ").append(TableWriter.javadoc(fact.says())).append(" */\n    ");
      out.append(fact.isBoolean() ? "boolean" : module.machine() + "Facts." + fact.name());
      out.append(' ').append(TableWriter.methodName(fact.name())).append("();\n\n");
    }
    if (!asked.isEmpty()) {
      out.setLength(out.length() - 1);
    }
    out.append("  }\n\n");
  }

  private void arrays(StringBuilder out, Decision decision, List<Fact> asked, int number) {
    List<Object> start = new ArrayList<>();
    List<Object> fact = new ArrayList<>();
    List<Object> value = new ArrayList<>();
    List<Object> events = new ArrayList<>();
    List<Object> stories = new ArrayList<>();
    List<Object> sections = new ArrayList<>();
    List<String> names = asked.stream().map(Fact::name).toList();
    for (Rule rule : decision.rules()) {
      start.add(fact.size());
      for (Condition condition : rule.when()) {
        int index = names.indexOf(condition.fact());
        fact.add(index);
        value.add(asked.get(index).values().indexOf(condition.value()) + 1);
      }
      events.add(
          rule.event().equals(DecisionModule.NO_EVENT)
              ? "null"
              : module.machine() + "Event." + TableWriter.constant(rule.event()));
      stories.add(TableWriter.quoted(rule.story()));
      sections.add(TableWriter.quoted(rule.rfc()));
    }
    start.add(fact.size());
    List<Object> shift = new ArrayList<>();
    List<Object> mask = new ArrayList<>();
    int at = 64 - DecisionChecks.FACT_BITS;
    for (Fact one : asked) {
      shift.add(at);
      mask.add((1 << DecisionChecks.bits(one)) - 1);
      at += DecisionChecks.bits(one);
    }
    out.append("  /** The low eight bits of what is known say which decision asked. */\n");
    out.append("  private static final long DECISION = ").append(number).append(";\n\n");
    array(out, "byte", "START", start);
    array(out, "byte", "FACT", fact);
    array(out, "byte", "VALUE", value);
    array(out, "byte", "SHIFT", shift);
    array(out, "byte", "MASK", mask);
    array(out, module.machine() + "Event", "EVENTS", events);
    array(out, "String", "STORY", stories);
    array(out, "String", "RFC", sections);
  }

  private static void array(StringBuilder out, String type, String name, List<Object> cells) {
    out.append("  private static final ").append(type).append("[] ").append(name).append(" = {");
    boolean isLong = !type.equals("byte");
    for (int i = 0; i < cells.size(); i++) {
      out.append(isLong ? "\n    " : i == 0 ? "" : " ").append(cells.get(i));
      out.append(i + 1 < cells.size() ? "," : "");
    }
    out.append(isLong ? "\n  };\n\n" : "};\n\n");
  }

  private static void ask(StringBuilder out) {
    out.append(
        """
          /**
           * Asks for facts in the order of the rules until one of them decides. Gives what was asked,
           * packed; never zero.
           */
          public static long ask(Facts facts) {
            long known = DECISION;
            for (int rule = 0; ; rule++) {
              int condition = START[rule];
              while (condition < START[rule + 1]) {
                int fact = FACT[condition];
                long value = known >>> SHIFT[fact] & MASK[fact];
                if (value == 0) {
                  value = value(facts, fact);
                  known |= value << SHIFT[fact];
                }
                if (value != VALUE[condition]) {
                  break;
                }
                condition++;
              }
              if (condition == START[rule + 1]) {
                return known;
              }
            }
          }

          /** The place of the rule that decides, from zero, by what {@link #ask} gave. */
          public static int rule(long known) {
            for (int rule = 0; ; rule++) {
              int condition = START[rule];
              while (condition < START[rule + 1]
                  && (known >>> SHIFT[FACT[condition]] & MASK[FACT[condition]])
                      == VALUE[condition]) {
                condition++;
              }
              if (condition == START[rule + 1]) {
                return rule;
              }
            }
          }

        """);
  }

  private static void text(StringBuilder out, String says, String method, String array) {
    out.append("  /** ").append(says).append(" */\n  public static String ").append(method);
    out.append("(int rule) {\n    return ").append(array).append("[rule];\n  }\n\n");
  }

  private void describe(StringBuilder out, Decision decision, List<Fact> asked) {
    out.append("  /** What was asked and what the answers were: {@code NAME FACT=VALUE …}. */\n");
    out.append("  public static String describe(long known) {\n");
    out.append("    StringBuilder out = new StringBuilder(\"").append(decision.name());
    out.append("\");\n    for (int fact = 0; fact < NAMES.length; fact++) {\n");
    out.append("      int value = (int) (known >>> SHIFT[fact] & MASK[fact]);\n");
    out.append("      if (value != 0) {\n        out.append(' ').append(NAMES[fact])");
    out.append(".append('=').append(VALUES[fact][value - 1]);\n      }\n    }\n");
    out.append("    return out.toString();\n  }\n\n");
    List<Object> names = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Fact fact : asked) {
      names.add(TableWriter.quoted(fact.name()));
      values.add(
          "{" + String.join(", ", fact.values().stream().map(TableWriter::quoted).toList()) + "}");
    }
    array(out, "String", "NAMES", names);
    array(out, "String[]", "VALUES", values);
  }

  private void value(StringBuilder out, List<Fact> asked) {
    out.append("  private static int value(Facts facts, int fact) {\n");
    out.append("    return switch (fact) {\n");
    for (int i = 0; i < asked.size(); i++) {
      Fact fact = asked.get(i);
      String call = "facts." + TableWriter.methodName(fact.name()) + "()";
      out.append("      case ").append(i).append(" -> ");
      out.append(fact.isBoolean() ? call + " ? 2 : 1" : call + ".ordinal() + 1").append(";\n");
    }
    out.append("      default -> throw new IllegalArgumentException(\"no fact\");\n    };\n  }\n");
  }
}
