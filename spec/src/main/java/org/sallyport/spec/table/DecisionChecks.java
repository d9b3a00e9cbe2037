// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.spec.table.DecisionModule.Condition;
import org.sallyport.spec.table.DecisionModule.Decision;
import org.sallyport.spec.table.DecisionModule.Fact;
import org.sallyport.spec.table.DecisionModule.Rule;

/** What must hold of decisions before Java is written from them. */
public final class DecisionChecks {
  /** Bits that a packed set of facts has beside the number of its decision. */
  static final int FACT_BITS = 56;

  private final DecisionModule module;
  private final Machine machine;
  private final List<String> problems = new ArrayList<>();

  private DecisionChecks(DecisionModule module, Machine machine) {
    this.module = module;
    this.machine = machine;
  }

  /**
   * Lists everything that is wrong, each with file and line; an empty list means that the decisions
   * may be used.
   *
   * @param machine the machine whose events are decided
   */
  public static List<String> problems(DecisionModule module, Machine machine) {
    DecisionChecks checks = new DecisionChecks(module, machine);
    checks.facts();
    Set<String> names = new HashSet<>();
    for (Decision decision : module.decisions()) {
      if (!names.add(decision.name())) {
        checks.problem(decision.place(), "decision " + decision.name() + " is declared twice");
      }
      checks.rules(decision);
    }
    checks.events();
    return checks.problems;
  }

  private void problem(String place, String what) {
    problems.add(place + ": " + what);
  }

  private void facts() {
    Set<String> used = new HashSet<>();
    for (Decision decision : module.decisions()) {
      decision.rules().forEach(rule -> rule.when().forEach(c -> used.add(c.fact())));
    }
    Set<String> seen = new HashSet<>();
    for (Fact fact : module.facts()) {
      if (!fact.name().matches("[A-Z][A-Za-z0-9]*")) {
        problem(fact.place(), "fact " + fact.name() + " is not in CamelCase");
      }
      if (!seen.add(fact.name())) {
        problem(fact.place(), "fact " + fact.name() + " is declared twice");
      }
      if (fact.says().isBlank()) {
        problem(fact.place(), "fact " + fact.name() + " is not documented");
      }
      if (!used.contains(fact.name())) {
        problem(fact.place(), "no rule asks for the fact " + fact.name());
      }
      if (new HashSet<>(fact.values()).size() < 2) {
        problem(fact.place(), "fact " + fact.name() + " has fewer than two values");
      }
    }
  }

  private void rules(Decision decision) {
    List<Rule> rules = decision.rules();
    boolean areDeclared = true;
    for (Rule rule : rules) {
      areDeclared &= conditions(rule);
      boolean isEvent =
          rule.event().equals(DecisionModule.NO_EVENT)
              || machine.events().stream().anyMatch(event -> event.name().equals(rule.event()));
      if (!isEvent) {
        problem(rule.place(), machine.name() + " has no event " + rule.event());
      }
      if (rule.rfc().isBlank() || rule.story().isBlank()) {
        problem(rule.place(), "the rule for " + rule.event() + " lacks its section or story");
      }
    }
    if (rules.isEmpty() || !rules.get(rules.size() - 1).when().isEmpty()) {
      problem(decision.place(), decision.name() + " does not end with a rule without conditions");
    }
    if (areDeclared) {
      reachability(decision);
      size(decision);
    }
  }

  private boolean conditions(Rule rule) {
    boolean areDeclared = true;
    for (Condition condition : rule.when()) {
      Fact fact = module.fact(condition.fact());
      if (fact == null) {
        problem(rule.place(), "the fact " + condition.fact() + " is not declared in FactDocs");
        areDeclared = false;
      } else if (!fact.values().contains(condition.value())) {
        problem(
            rule.place(), "the fact " + condition.fact() + " has no value " + condition.value());
        areDeclared = false;
      }
    }
    return areDeclared;
  }

  private void reachability(Decision decision) {
    for (int i = 0; i < decision.rules().size(); i++) {
      Rule rule = decision.rules().get(i);
      Map<String, String> assumed = new HashMap<>();
      boolean isConsistent = true;
      for (Condition condition : rule.when()) {
        String before = assumed.put(condition.fact(), condition.value());
        isConsistent &= before == null || before.equals(condition.value());
      }
      if (!isConsistent) {
        problem(rule.place(), "the rule for " + rule.event() + " contradicts itself");
      } else if (!isReachable(decision.rules(), 0, i, assumed)) {
        problem(
            rule.place(),
            "the rule for "
                + rule.event()
                + " in "
                + decision.name()
                + " is never reached: "
                + coveredBy(decision.rules(), i));
      }
    }
  }

  // Whether the facts can be such that none of the rules from index on, up to the last, holds.
  private boolean isReachable(List<Rule> rules, int index, int last, Map<String, String> assumed) {
    if (index == last) {
      return true;
    }
    Rule before = rules.get(index);
    for (Condition condition : before.when()) {
      String value = assumed.get(condition.fact());
      if (value != null && !value.equals(condition.value())) {
        return isReachable(rules, index + 1, last, assumed);
      }
    }
    for (Condition condition : before.when()) {
      if (assumed.containsKey(condition.fact())) {
        continue;
      }
      for (String other : module.fact(condition.fact()).values()) {
        if (!other.equals(condition.value())) {
          Map<String, String> wider = new HashMap<>(assumed);
          wider.put(condition.fact(), other);
          if (isReachable(rules, index + 1, last, wider)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String coveredBy(List<Rule> rules, int index) {
    for (Rule before : rules.subList(0, index)) {
      if (rules.get(index).when().containsAll(before.when())) {
        return "the rule for " + before.event() + " at " + before.place() + " covers it";
      }
    }
    return "the rules before it cover it together";
  }

  private void size(Decision decision) {
    Set<String> used = new HashSet<>();
    decision.rules().forEach(rule -> rule.when().forEach(c -> used.add(c.fact())));
    int bits = used.stream().mapToInt(name -> bits(module.fact(name))).sum();
    if (bits > FACT_BITS) {
      problem(
          decision.place(),
          decision.name() + " needs " + bits + " bits for its facts, " + FACT_BITS + " are there");
    }
  }

  /** Bits that a fact takes: zero stands for "not asked". */
  static int bits(Fact fact) {
    return 32 - Integer.numberOfLeadingZeros(fact.values().size());
  }

  private void events() {
    Set<String> yielded = new HashSet<>();
    for (Decision decision : module.decisions()) {
      decision.rules().forEach(rule -> yielded.add(rule.event()));
    }
    for (Machine.Name event : machine.events()) {
      boolean isLocal = machine.localEvents().contains(event.name());
      boolean isYielded = yielded.contains(event.name());
      if (!isLocal && !isYielded) {
        problem(
            machine.name() + ".tla",
            "no rule of "
                + module.machine()
                + DecisionModule.SUFFIX
                + " yields the event "
                + event.name()
                + ", nor is it in LocalEvents");
      } else if (isLocal && isYielded) {
        problem(
            machine.name() + ".tla",
            "the event " + event.name() + " is in LocalEvents, but a rule yields it");
      }
    }
    for (String local : machine.localEvents()) {
      if (machine.events().stream().noneMatch(event -> event.name().equals(local))) {
        problem(machine.name() + ".tla", "LocalEvents names " + local + ", which is no event");
      }
    }
  }
}
