// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.NamedSuite;

/** The situations as a suite: one case for each number, those without a trial included. */
public final class FieldSuite extends NamedSuite {
  private static final String NAME = "field";

  private final List<Situation> situations;
  private final Consumer<Situation> progress;
  private final Map<Integer, Trial> trials = new HashMap<>();

  /**
   * A suite.
   *
   * @param situations what is to be tried
   * @param trials at most one for a number
   * @param progress told of each situation before it is tried
   */
  public FieldSuite(List<Situation> situations, List<Trial> trials, Consumer<Situation> progress) {
    super(NAME, Situation.RESOURCE);
    this.progress = progress;
    this.situations = List.copyOf(situations);
    for (Trial trial : trials) {
      if (this.trials.put(trial.number(), trial) != null) {
        throw new IllegalArgumentException("two trials of situation " + trial.number());
      }
    }
  }

  @Override
  public void run(Sink sink) {
    for (Situation situation : situations) {
      sink.accept(result(situation));
    }
  }

  private CaseResult result(Situation situation) {
    Trial trial = trials.get(situation.number());
    Optional<String> missing =
        trial == null ? Optional.of("no trial exists yet") : trial.need().missing();
    String name = "%02d %s".formatted(situation.number(), situation.text());
    if (trial == null || missing.isPresent()) {
      return CaseResult.notRun(NAME, name, situation.right(), missing.orElseThrow(), origin());
    }
    progress.accept(situation);
    Observations seen = new Observations();
    try {
      trial.course().run(seen);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return CaseResult.thrown(NAME, name, situation.right(), interrupted, origin());
    } catch (Exception | AssertionError thrown) {
      return CaseResult.thrown(NAME, name, situation.right(), thrown, origin());
    }
    boolean pass = seen.count() > 0 && seen.wrong().isEmpty();
    String observed =
        seen.count() == 0
            ? "the trial observed nothing"
            : pass ? "so it is (" + seen.count() + " observations)" : seen.wrong().getFirst();
    return new CaseResult(
        NAME, name, situation.right(), observed, pass, origin(), String.join("\n", seen.wrong()));
  }
}
