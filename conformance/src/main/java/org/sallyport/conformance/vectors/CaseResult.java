package org.sallyport.conformance.vectors;

/**
 * The outcome of one conformance case.
 *
 * @param name unique within its file
 * @param expected what the vector demands, as text
 * @param observed what came out, as text
 */
public record CaseResult(String name, String expected, String observed, boolean pass) {
  /** A case that passes when the two texts are equal. */
  public static CaseResult of(String name, String expected, String observed) {
    return new CaseResult(name, expected, observed, expected.equals(observed));
  }
}
