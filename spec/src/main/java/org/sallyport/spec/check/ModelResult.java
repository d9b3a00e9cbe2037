// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of one model or mutant.
 *
 * @param name the model's or mutant's name
 * @param kind {@code model} or {@code mutant}
 * @param module the system module
 * @param result {@code ok}, the violated property, {@code Deadlock} or {@code error}
 * @param verdict whether that and the counts are as the manifest says
 * @param distinctStates how many distinct states there are
 * @param depth the depth of the state graph
 * @param seconds how long it took
 * @param claims the properties checked, each with what it says
 * @param problems what is not as it must be, a line each
 * @param counterexample a message-sequence diagram in text, or empty
 * @param diagram the same as SVG, or empty
 */
public record ModelResult(
    String name,
    String kind,
    String module,
    String result,
    Verdict verdict,
    long distinctStates,
    int depth,
    double seconds,
    Map<String, String> claims,
    List<String> problems,
    String counterexample,
    @JsonIgnore String diagram) {
  /** How a model compares with the manifest. */
  public enum Verdict {
    /** Result and counts are as the manifest says. */
    PASSED,
    /** The properties hold, but the model has other states than when the manifest was written. */
    CHANGED,
    /** The result is not the one expected, or TLC failed. */
    FAILED
  }

  /** The same, failed for one more reason. */
  ModelResult failedFor(String problem) {
    List<String> all = new ArrayList<>(problems);
    all.add(problem);
    return new ModelResult(
        name,
        kind,
        module,
        result,
        Verdict.FAILED,
        distinctStates,
        depth,
        seconds,
        claims,
        List.copyOf(all),
        counterexample,
        diagram);
  }

  /** Whether everything is as the manifest says. */
  @JsonProperty("passed")
  public boolean passed() {
    return verdict == Verdict.PASSED;
  }
}
