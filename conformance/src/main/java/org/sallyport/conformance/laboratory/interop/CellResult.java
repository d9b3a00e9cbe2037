// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import java.nio.file.Path;
import java.util.List;
import org.sallyport.conformance.laboratory.interop.CheckResult.Outcome;

/**
 * How a cell ended.
 *
 * @param cell which
 * @param checks every check, in order
 * @param directory where logs, keys and capture are
 * @param tails the last lines of the logs of both sides, empty when it passed
 */
public record CellResult(Cell cell, List<CheckResult> checks, Path directory, List<String> tails) {
  /** Copies the lists. */
  public CellResult {
    checks = List.copyOf(checks);
    tails = List.copyOf(tails);
  }

  /** Whether every check that the cell has passed. */
  public boolean isPass() {
    return checks.size() == cell.checks().size()
        && checks.stream().allMatch(check -> check.outcome() == Outcome.PASS);
  }

  /** How long it took. */
  public double seconds() {
    return checks.stream().mapToDouble(CheckResult::seconds).sum();
  }
}
