// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.List;

/**
 * What a run of the checker showed.
 *
 * @param results one per model and mutant, in the manifest's order
 * @param coverage how many rows of each table were fired; empty unless every CI model was run
 * @param antecedents how many antecedents the properties have; 0 unless every CI model was run
 * @param idle those that occur in no model, {@code Module!Property: text}
 * @param unread actions that no system module reads, {@code Machine Action}; likewise
 * @param problems what is wrong that belongs to no single model
 * @param seconds how long everything took
 */
public record CheckReport(
    List<ModelResult> results,
    List<RowCoverage> coverage,
    int antecedents,
    List<String> idle,
    List<String> unread,
    List<String> problems,
    double seconds) {
  /**
   * How much of a machine's table the models fire.
   *
   * @param machine the machine
   * @param rows how many rows its table has besides refusals
   * @param fired how many of them some model fires
   * @param notFired the others, {@code State x Event}
   */
  public record RowCoverage(String machine, int rows, int fired, List<String> notFired) {}

  /** Whether everything is as the manifest says. */
  public boolean passed() {
    return problems.isEmpty() && results.stream().allMatch(ModelResult::passed);
  }
}
