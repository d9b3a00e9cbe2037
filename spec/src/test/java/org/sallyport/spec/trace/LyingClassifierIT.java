// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.spec.SpecFolder;
import org.sallyport.spec.table.DecisionModule;
import org.sallyport.spec.table.GenerateTables;
import org.sallyport.spec.table.Machine;

/**
 * A classifier that lies is caught, in every machine whose events are decided: a trace in which
 * every rule has decided once is accepted up to its last firing, whose facts differ from those that
 * make its event by one.
 */
class LyingClassifierIT {
  private static final List<Machine> MACHINES = GenerateTables.evaluate(SpecFolder.PATH);
  private static final Pattern START = Pattern.compile("Start <- \\{\"(\\w+)\"");

  private final TraceValidator validator = new TraceValidator(SpecFolder.PATH);

  static List<DecisionModule> modules() {
    return GenerateTables.decisions(SpecFolder.PATH, MACHINES);
  }

  /** The facts, in the order in which they are asked for, that make a rule decide. */
  private record Verdict(String decision, Map<String, String> facts, String event) {
    String text() {
      return decision
          + facts.entrySet().stream()
              .map(fact -> " " + fact.getKey() + "=" + fact.getValue())
              .collect(Collectors.joining());
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("modules")
  void factsThatDoNotMakeTheEventAreRejected(DecisionModule module) throws IOException {
    Machine machine =
        MACHINES.stream().filter(m -> m.name().equals(module.machine())).findFirst().orElseThrow();
    List<Firing> trace = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (DecisionModule.Decision decision : module.decisions()) {
      for (Verdict verdict : verdicts(module, decision).values()) {
        if (!verdict.event().equals(DecisionModule.NO_EVENT)) {
          verdicts.add(verdict);
          trace.add(firing(machine, trace.size() + 1, verdict.event(), verdict.text()));
        }
      }
    }
    assertFalse(verdicts.isEmpty());
    Verdict truth = verdicts.get(verdicts.size() - 1);
    Verdict lie = lie(module, truth);
    trace.add(firing(machine, trace.size() + 1, truth.event(), lie.text()));

    TraceVerdict verdict = validator.validate(trace);
    assertFalse(verdict.accepted());
    assertEquals(trace.size() - 1, verdict.index(), verdict::reason);
    String reason = verdict.reason();
    assertTrue(
        reason.contains("the facts make " + lie.event() + ", not " + truth.event())
            || reason.contains(", which was not asked"),
        reason);
  }

  /** For each rule of a decision that can decide, the facts of which it does. */
  private static Map<Integer, Verdict> verdicts(
      DecisionModule module, DecisionModule.Decision decision) {
    Map<Integer, Verdict> found = new LinkedHashMap<>();
    explore(module, decision, 0, 0, new LinkedHashMap<>(), found);
    return found;
  }

  private static void explore(
      DecisionModule module,
      DecisionModule.Decision decision,
      int rule,
      int condition,
      Map<String, String> facts,
      Map<Integer, Verdict> found) {
    DecisionModule.Rule tried = decision.rules().get(rule);
    if (condition == tried.when().size()) {
      found.putIfAbsent(
          rule, new Verdict(decision.name(), new LinkedHashMap<>(facts), tried.event()));
      return;
    }
    DecisionModule.Condition asked = tried.when().get(condition);
    String known = facts.get(asked.fact());
    List<String> values = known != null ? List.of(known) : module.fact(asked.fact()).values();
    for (String value : values) {
      boolean holds = value.equals(asked.value());
      facts.put(asked.fact(), value);
      explore(module, decision, holds ? rule : rule + 1, holds ? condition + 1 : 0, facts, found);
      if (known == null) {
        facts.remove(asked.fact());
      }
    }
  }

  /** The same with one fact changed so that the event does not follow any more. */
  private static Verdict lie(DecisionModule module, Verdict truth) {
    DecisionModule.Decision decision =
        module.decisions().stream()
            .filter(d -> d.name().equals(truth.decision()))
            .findFirst()
            .orElseThrow();
    for (String fact : truth.facts().keySet()) {
      for (String value : module.fact(fact).values()) {
        Map<String, String> facts = new LinkedHashMap<>(truth.facts());
        facts.put(fact, value);
        String event = decided(decision, facts);
        if (!event.equals(truth.event())) {
          return new Verdict(truth.decision(), facts, event);
        }
      }
    }
    throw new AssertionError("no fact of " + truth + " matters");
  }

  /** The event that the facts make, or nothing if one that is asked for is missing. */
  private static String decided(DecisionModule.Decision decision, Map<String, String> facts) {
    for (DecisionModule.Rule rule : decision.rules()) {
      boolean isOpen = true;
      boolean isMissing = false;
      for (DecisionModule.Condition condition : rule.when()) {
        String known = facts.get(condition.fact());
        isMissing |= known == null;
        isOpen &= known == null || known.equals(condition.value());
      }
      if (isOpen) {
        return isMissing ? "" : rule.event();
      }
    }
    throw new AssertionError("the last rule of " + decision.name() + " has no condition");
  }

  private static Firing firing(Machine machine, long id, String event, String facts)
      throws IOException {
    String module = Files.readString(SpecFolder.PATH.resolve("Trace" + machine.name() + ".tla"));
    Matcher start = START.matcher(module);
    String state = start.find() ? start.group(1) : machine.states().get(0).name();
    String next =
        machine.rows().stream()
            .filter(row -> row.from().equals(state) && row.on().equals(event))
            .findFirst()
            .orElseThrow()
            .next();
    return new Firing(machine.name(), id, state, event, next, facts);
  }
}
