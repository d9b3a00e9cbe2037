// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.mutate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.sim.command.UsageException;

/**
 * Survivors with a reason: lines of {@code KEY | REASON}, where KEY is {@link Mutation#key}. Empty
 * lines and what follows {@code #} at the start of a line are skipped.
 */
public final class ExplainedSurvivors {
  private final Map<String, String> reasons;

  private ExplainedSurvivors(Map<String, String> reasons) {
    this.reasons = reasons;
  }

  /**
   * Reads the list.
   *
   * @throws UsageException naming the line that is wrong
   */
  public static ExplainedSurvivors read(Path file) throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    if (Files.isRegularFile(file)) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        int bar = line.lastIndexOf(" | ");
        if (bar < 0 || line.substring(bar + 3).isBlank()) {
          throw new UsageException(
              file + ":" + (i + 1) + ": a survivor without a reason\n  remedy: KEY | REASON");
        }
        if (reasons.put(line.substring(0, bar), line.substring(bar + 3)) != null) {
          throw new UsageException(file + ":" + (i + 1) + ": this survivor is listed already");
        }
      }
    }
    return new ExplainedSurvivors(reasons);
  }

  /** The survivors of a report that no line explains. */
  public List<Mutation> unexplained(MutationReport report) {
    return report.survivors().stream().filter(m -> !reasons.containsKey(m.key())).toList();
  }

  /**
   * Keys of listed survivors, of packages in the report, on which a test fails now or which are no
   * longer there.
   */
  public List<String> obsolete(MutationReport report) {
    List<String> alive =
        report.mutations().stream()
            .filter(mutation -> !mutation.isKilledByATest())
            .map(Mutation::key)
            .toList();
    List<String> obsolete = new ArrayList<>();
    for (String key : reasons.keySet()) {
      boolean isReported =
          report.byPackage().keySet().stream()
              .anyMatch(name -> key.startsWith(name + ".") && !inner(key, name).contains("."));
      if (isReported && !alive.contains(key)) {
        obsolete.add(key);
      }
    }
    return obsolete;
  }

  private static String inner(String key, String packageName) {
    return key.substring(packageName.length() + 1, key.indexOf('#'));
  }
}
