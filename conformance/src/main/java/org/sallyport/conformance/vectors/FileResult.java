package org.sallyport.conformance.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of one vector file against one library.
 *
 * @param file name under {@code vectors/}
 * @param library {@link org.sallyport.engine.crypto.CryptoLibrary#name()}
 * @param notApplicable how many cases were left out, by reason
 */
public record FileResult(
    String file, String library, List<CaseResult> cases, Map<String, Integer> notApplicable) {

  /** Freezes its parts. */
  public FileResult {
    cases = List.copyOf(cases);
    notApplicable = Map.copyOf(notApplicable);
  }

  /** The cases that did not pass. */
  public List<CaseResult> failures() {
    return cases.stream().filter(result -> !result.pass()).toList();
  }

  /** Collects outcomes while a file is run. */
  public static final class Collector {
    private final List<CaseResult> cases = new ArrayList<>();
    private final Map<String, Integer> notApplicable = new LinkedHashMap<>();

    /** Adds a case. */
    public void add(CaseResult result) {
      cases.add(result);
    }

    /** Adds a case that passes when the two texts are equal. */
    public void compare(String name, String expected, String observed) {
      add(CaseResult.of(name, expected, observed));
    }

    /** Counts a case that does not apply here. */
    public void leaveOut(String reason) {
      notApplicable.merge(reason, 1, Integer::sum);
    }

    /** What was collected. */
    public FileResult result(String file, String library) {
      return new FileResult(file, library, cases, notApplicable);
    }
  }
}
