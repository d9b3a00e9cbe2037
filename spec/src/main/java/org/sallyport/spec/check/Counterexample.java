// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A behaviour that breaks a property, as the steps that the system module tells of in its variable
 * {@code lastAction}.
 *
 * @param steps the steps in order; the initial state is none
 * @param ending what comes after the last step: nothing, stuttering, or the return to an earlier
 *     step
 */
public record Counterexample(List<Step> steps, String ending) {
  /**
   * One step.
   *
   * @param who the participant that moved
   * @param does the action's name
   * @param received messages that came in
   * @param firings rows fired
   * @param sent messages that went out
   * @param changed what else changed, a line each
   */
  public record Step(
      String who,
      String does,
      List<TlaValue> received,
      List<Firing> firings,
      List<TlaValue> sent,
      List<String> changed) {}

  /**
   * A row that was fired.
   *
   * @param place file and line of the row, or of the refusal; empty as long as it is not known
   */
  public record Firing(
      String who,
      String machine,
      String from,
      String on,
      String next,
      boolean refusal,
      String place) {}

  /** The same with the places of its rows. */
  Counterexample located(RowPlaces places) {
    return new Counterexample(steps.stream().map(step -> located(step, places)).toList(), ending);
  }

  private static Step located(Step step, RowPlaces places) {
    List<Firing> firings =
        step.firings().stream()
            .map(firing ->
                new Firing(
                    firing.who(),
                    firing.machine(),
                    firing.from(),
                    firing.on(),
                    firing.next(),
                    firing.refusal(),
                    places.of(firing.machine(), firing.from(), firing.on())))
            .toList();
    return new Step(step.who(), step.does(), step.received(), firings, step.sent(), step.changed());
  }

  /** Reads the steps out of the states of a trace. */
  static Counterexample of(List<Map<String, TlaValue>> states, String ending) {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < states.size(); i++) {
      steps.add(step(states.get(i - 1), states.get(i)));
    }
    return new Counterexample(List.copyOf(steps), ending);
  }

  private static Step step(Map<String, TlaValue> before, Map<String, TlaValue> after) {
    TlaValue told = after.getOrDefault("lastAction", new TlaValue.Atom(""));
    List<Firing> firings = new ArrayList<>();
    for (TlaValue firing : told.field("firings").items()) {
      firings.add(
          new Firing(
              firing.field("who").toString(),
              firing.field("machine").toString(),
              firing.field("from").toString(),
              firing.field("on").toString(),
              firing.field("next").toString(),
              firing.field("refusal").toString().equals("TRUE"),
              ""));
    }
    return new Step(
        told.field("who").toString(),
        told.field("does").toString(),
        told.field("received").items(),
        List.copyOf(firings),
        told.field("sent").items(),
        Difference.of(before, after));
  }
}
