// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.List;
import java.util.Set;

/**
 * A state machine as its TLA+ module defines it.
 *
 * @param name the module's name, for instance {@code Hth}
 * @param states documented state names, the initial one first
 * @param events documented event names
 * @param actions documented action names
 * @param stateSets documented sets of states
 * @param alwaysRefused events that no state answers, on purpose
 * @param localEvents events that no message makes: timers, operator, application
 * @param rows one row for every pair of state and event, ordered by state, then event
 * @param written the rows that the module writes down, in its order: {@code Rows}
 * @param mentions every name that the module uses, declared or not
 */
public record Machine(
    String name,
    List<Name> states,
    List<Name> events,
    List<Name> actions,
    List<StateSet> stateSets,
    Set<String> alwaysRefused,
    Set<String> localEvents,
    List<Row> rows,
    List<Row> written,
    List<Mention> mentions) {

  /**
   * A name with the sentence that documents it.
   *
   * @param name as in the module, for instance {@code InitSent}
   * @param says what it stands for
   * @param place file and line
   */
  public record Name(String name, String says, String place) {}

  /**
   * A name that is used somewhere in the module.
   *
   * @param name one capitalised word in quotes; sections and stories have several
   * @param place file and line
   */
  public record Mention(String name, String place) {}

  /**
   * States that have something in common, which models and code ask for by this name.
   *
   * @param name with the sentence that documents it
   * @param states those that are in it
   */
  public record StateSet(Name name, Set<String> states) {}

  /**
   * One row of the table.
   *
   * @param role {@code initiator}, {@code responder} or {@code both}
   * @param from the state it starts in
   * @param on the event it answers
   * @param next the state it ends in
   * @param actions what is done, in order
   * @param rfc where the rule comes from
   * @param story the rule in a sentence
   * @param refusal whether the event is refused here
   * @param place file and line; of a refusal those of the branch that makes it
   */
  public record Row(
      String role,
      String from,
      String on,
      String next,
      List<String> actions,
      String rfc,
      String story,
      boolean refusal,
      String place) {}
}
