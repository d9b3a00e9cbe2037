// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.CaseResult.Outcome;
import org.sallyport.sim.command.UsageException;

class FieldSuiteTest {
  private static final Situation FIRST = new Situation(1, "the first", "all is well");

  private static CaseResult result(Trial... trials) {
    List<CaseResult> results = new ArrayList<>();
    new FieldSuite(List.of(FIRST), List.of(trials), situation -> {}).run(results::add);
    assertEquals(1, results.size());
    return results.getFirst();
  }

  /**
   * Every situation that has a trial is as it should be; what module proofs has is tested there.
   */
  @TestFactory
  Stream<DynamicTest> situations() {
    return FieldTrials.all().stream()
        .map(trial -> {
          Situation situation = Situation.all().get(trial.number() - 1);
          String name = situation.number() + " " + situation.text();
          return DynamicTest.dynamicTest(
              name,
              () -> {
                trial.need().missing().ifPresent(missing -> assumeTrue(false, missing));
                Observations seen = new Observations();
                trial.course().run(seen);
                assertEquals(List.of(), seen.wrong());
                assertTrue(seen.count() > 0, "nothing was observed");
              });
        });
  }

  @Test
  void theSituationsAreNumberedWithoutGap() {
    List<Integer> numbers = Situation.all().stream().map(Situation::number).toList();
    assertEquals(IntStream.rangeClosed(1, 53).boxed().toList(), numbers);
  }

  @Test
  void aTrialThatSeesNothingFails() {
    assertEquals(Outcome.FAILED, result(Trial.of(1, seen -> {})).outcome());
  }

  @Test
  void aTrialThatSeesOneWrongThingFails() {
    CaseResult result =
        result(
            Trial.of(
                1,
                seen -> {
                  seen.same("one", 1, 1);
                  seen.same("two", 2, 3);
                }));
    assertEquals(Outcome.FAILED, result.outcome());
    assertEquals("not so: two is 2 (3)", result.observed());
  }

  @Test
  void aTrialThatThrowsFails() {
    Trial trial =
        Trial.of(
            1,
            seen -> {
              seen.same("one", 1, 1);
              throw new IllegalStateException("broken");
            });
    assertEquals(Outcome.FAILED, result(trial).outcome());
  }

  @Test
  void aTrialThatSeesWhatIsRightPasses() {
    assertEquals(Outcome.PASSED, result(Trial.of(1, seen -> seen.same("one", 1, 1))).outcome());
  }

  @Test
  void aSituationWithoutTrialIsNotTried() {
    assertEquals(Outcome.NOT_RUN, result().outcome());
  }

  @Test
  void twoTrialsOfOneSituationAreRefused() {
    Trial trial = Trial.of(1, seen -> seen.same("one", 1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FieldSuite(List.of(FIRST), List.of(trial, trial), situation -> {}));
  }

  @Test
  void aNumberThatNoSituationHasIsRefused() {
    assertEquals(15, Situation.chosen(List.of("15")).getFirst().number());
    assertThrows(UsageException.class, () -> Situation.chosen(List.of("54")));
    assertThrows(UsageException.class, () -> Situation.chosen(List.of("one")));
  }
}
