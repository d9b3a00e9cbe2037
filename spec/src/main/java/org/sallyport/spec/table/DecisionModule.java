// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.List;

/**
 * How the events of a machine are decided, as the module {@code <Machine>Decisions} defines it.
 *
 * @param machine the machine whose events are decided, for instance {@code Hth}
 * @param facts what may be asked, in the order of {@code FactDocs}
 * @param decisions the ordered lists of rules
 */
public record DecisionModule(String machine, List<Fact> facts, List<Decision> decisions) {
  /** The outcome of a rule after which there is no event yet. */
  public static final String NO_EVENT = "NoEvent";

  /** The suffix of a module's name that makes it one of decisions. */
  public static final String SUFFIX = "Decisions";

  /** The fact of this name, or null. */
  public Fact fact(String name) {
    return facts.stream().filter(fact -> fact.name().equals(name)).findFirst().orElse(null);
  }

  /**
   * Something about what came in.
   *
   * @param values what it may be: {@code FALSE} and {@code TRUE}, or names
   * @param says the sentence that documents it
   * @param place file and line, for messages
   */
  public record Fact(String name, List<String> values, String says, String place) {
    /** Whether it is true or false. */
    public boolean isBoolean() {
      return values.equals(List.of("FALSE", "TRUE"));
    }
  }

  /** An ordered list of rules; the first whose conditions all hold decides. */
  public record Decision(String name, String says, List<Rule> rules, String place) {}

  /** A rule: when every condition holds, it is this event. */
  public record Rule(List<Condition> when, String event, String rfc, String story, String place) {}

  /** A fact has this value. */
  public record Condition(String fact, String value) {}
}
