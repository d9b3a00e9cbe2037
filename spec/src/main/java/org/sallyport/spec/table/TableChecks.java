// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold of a table before Java is written from it. */
public final class TableChecks {
  private static final List<String> ROLES = List.of("initiator", "responder", "both");

  private TableChecks() {}

  /**
   * Lists everything that is wrong with a table; an empty list means that it may be used.
   *
   * @param machine a table with one row for every pair of state and event
   */
  public static List<String> problems(Machine machine) {
    List<String> problems = new ArrayList<>();
    Set<String> states = unique("state", machine.states(), problems);
    Set<String> events = unique("event", machine.events(), problems);
    Set<String> actions = unique("action", machine.actions(), problems);
    written(machine, states, events, problems);
    stateSets(machine, states, problems);
    totality(machine, problems);
    coverage(machine, states, events, actions, problems);
    reachability(machine, problems);
    mentions(machine, problems);
    return problems;
  }

  private static Set<String> unique(String kind, List<Machine.Name> names, List<String> problems) {
    Set<String> seen = new LinkedHashSet<>();
    for (Machine.Name name : names) {
      if (!name.name().matches("[A-Z][A-Za-z0-9]*")) {
        problems.add(name.place() + ": " + kind + " " + name.name() + " is not in CamelCase");
      }
      if (name.says().isBlank()) {
        problems.add(name.place() + ": " + kind + " " + name.name() + " is not documented");
      }
      if (!seen.add(name.name())) {
        problems.add(name.place() + ": " + kind + " " + name.name() + " is declared twice");
      }
    }
    return seen;
  }

  /** A misspelt name equals nothing: without this it would only make a row or a refusal vanish. */
  private static void mentions(Machine machine, List<String> problems) {
    Set<String> declared = new LinkedHashSet<>();
    Stream.of(machine.states(), machine.events(), machine.actions())
        .flatMap(List::stream)
        .forEach(name -> declared.add(name.name()));
    machine.stateSets().forEach(set -> declared.add(set.name().name()));
    for (Machine.Mention mention : machine.mentions()) {
      boolean isTold =
          problems.stream().anyMatch(problem -> problem.contains(" " + mention.name() + ", a"));
      if (!isTold && !declared.contains(mention.name())) {
        problems.add(
            mention.place()
                + ": "
                + mention.name()
                + " is declared in none of StateDocs, EventDocs and ActionDocs"
                + Nearest.meant(mention.name(), declared));
      }
    }
  }

  /** A table takes the rows of declared pairs only, and one of each. */
  private static void written(
      Machine machine, Set<String> states, Set<String> events, List<String> problems) {
    Map<String, Machine.Row> first = new LinkedHashMap<>();
    for (Machine.Row row : machine.written()) {
      if (!ROLES.contains(row.role())) {
        problems.add(
            row.place()
                + ": "
                + label(row)
                + " is of the role "
                + row.role()
                + "; known are "
                + ROLES);
      }
      if (!states.contains(row.from())) {
        problems.add(
            row.place()
                + ": "
                + label(row)
                + " begins in "
                + row.from()
                + ", a state that is not declared in StateDocs");
      }
      if (!events.contains(row.on())) {
        problems.add(
            row.place()
                + ": "
                + label(row)
                + " answers "
                + row.on()
                + ", an event that is not declared in EventDocs");
      }
      Machine.Row other = first.putIfAbsent(label(row), row);
      if (other != null) {
        problems.add(
            row.place()
                + ": "
                + label(row)
                + " has two rows: \""
                + other.story()
                + "\" and \""
                + row.story()
                + "\"");
      }
    }
  }

  private static void stateSets(Machine machine, Set<String> states, List<String> problems) {
    unique(
        "state set", machine.stateSets().stream().map(Machine.StateSet::name).toList(), problems);
    for (Machine.StateSet set : machine.stateSets()) {
      if (set.states().isEmpty()) {
        problems.add(set.name().place() + ": state set " + set.name().name() + " is empty");
      }
      for (String state : set.states()) {
        if (!states.contains(state)) {
          problems.add(
              set.name().place()
                  + ": "
                  + set.name().name()
                  + " has "
                  + state
                  + ", a state that is not declared in StateDocs");
        }
      }
    }
  }

  private static void totality(Machine machine, List<String> problems) {
    int index = 0;
    for (Machine.Name state : machine.states()) {
      for (Machine.Name event : machine.events()) {
        Machine.Row row = index < machine.rows().size() ? machine.rows().get(index) : null;
        index++;
        if (row == null || !row.from().equals(state.name()) || !row.on().equals(event.name())) {
          problems.add(machine.name() + ": no row for " + state.name() + " x " + event.name());
        } else if (row.rfc().isBlank() || row.story().isBlank()) {
          problems.add(row.place() + ": the row " + label(row) + " lacks its section or story");
        }
      }
    }
  }

  private static void coverage(
      Machine machine,
      Set<String> states,
      Set<String> events,
      Set<String> actions,
      List<String> problems) {
    Set<String> usedActions = new HashSet<>();
    Set<String> usedEvents = new HashSet<>();
    for (Machine.Row row : machine.rows()) {
      usedActions.addAll(row.actions());
      if (!states.contains(row.next())) {
        problems.add(
            row.place()
                + ": "
                + label(row)
                + " leads to "
                + row.next()
                + ", a state that is not declared in StateDocs");
      }
      for (String action : row.actions()) {
        if (!actions.contains(action)) {
          problems.add(
              row.place()
                  + ": "
                  + label(row)
                  + " does "
                  + action
                  + ", an action that is not declared in ActionDocs");
        }
      }
      if (row.refusal()) {
        if (!row.next().equals(row.from())) {
          problems.add(row.place() + ": the refusal " + label(row) + " changes the state");
        }
      } else {
        usedEvents.add(row.on());
      }
    }
    for (Machine.Name action : machine.actions()) {
      if (!usedActions.contains(action.name())) {
        problems.add(action.place() + ": no row does " + action.name());
      }
    }
    for (String meant : machine.alwaysRefused()) {
      if (!events.contains(meant)) {
        problems.add(machine.name() + ".tla: AlwaysRefused has " + meant + ", which is no event");
      }
    }
    for (Machine.Name event : machine.events()) {
      boolean meant = machine.alwaysRefused().contains(event.name());
      boolean used = usedEvents.contains(event.name());
      if (!used && !meant) {
        problems.add(
            event.place() + ": no row answers " + event.name() + ", nor is it in AlwaysRefused");
      } else if (used && meant) {
        problems.add(event.place() + ": " + event.name() + " is in AlwaysRefused but has a row");
      }
    }
  }

  private static void reachability(Machine machine, List<String> problems) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    // Geometry machines never move: each of their states is entered from outside.
    boolean moves = machine.rows().stream().anyMatch(row -> !row.next().equals(row.from()));
    if (!moves) {
      return;
    }
    open.add(machine.states().get(0).name());
    while (!open.isEmpty()) {
      String state = open.remove();
      if (reached.add(state)) {
        machine.rows().stream()
            .filter(row -> row.from().equals(state))
            .forEach(row -> open.add(row.next()));
      }
    }
    for (Machine.Name state : machine.states()) {
      if (!reached.contains(state.name())) {
        problems.add(state.place() + ": " + state.name() + " cannot be reached");
      }
    }
  }

  private static String label(Machine.Row row) {
    return row.from() + " x " + row.on();
  }
}
