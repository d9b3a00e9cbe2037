// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs;

/**
 * The outcome of one claim.
 *
 * @param claim a short name
 * @param statement what is claimed, in a sentence
 * @param tool what decides it
 * @param expected what it must come to: a deliberately wrong variant must be refuted
 * @param observed what it came to
 * @param seconds how long it took
 * @param detail how it was proved, or the counterexample in numbers
 */
public record ProofResult(
    String claim,
    String statement,
    String tool,
    Verdict expected,
    Verdict observed,
    double seconds,
    String detail) {
  /** What a claim can come to. */
  public enum Verdict {
    /** It holds for every case it speaks of. */
    PROVED,
    /** There is a counterexample. */
    REFUTED,
    /** It could not be decided; the detail says why. */
    FAILED
  }

  /** Whether it came to what it must. */
  public boolean pass() {
    return expected == observed;
  }
}
