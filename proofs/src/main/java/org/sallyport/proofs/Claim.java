// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs;

import org.sallyport.proofs.ProofResult.Verdict;

/**
 * Something to be decided.
 *
 * @param name short, distinct
 * @param statement what is claimed, in a sentence
 * @param tool what decides it
 * @param expected what it must come to
 * @param decision decides it
 */
public record Claim(
    String name, String statement, String tool, Verdict expected, Decision decision) {
  /** Decides a claim. */
  @FunctionalInterface
  public interface Decision {
    /** What it comes to. */
    Answer decide() throws Exception;
  }

  /**
   * A decided claim.
   *
   * @param verdict what it came to
   * @param detail how, or the counterexample
   */
  public record Answer(Verdict verdict, String detail) {
    /** It holds. */
    public static Answer proved(String detail) {
      return new Answer(Verdict.PROVED, detail);
    }

    /** It does not. */
    public static Answer refuted(String counterexample) {
      return new Answer(Verdict.REFUTED, counterexample);
    }
  }

  /** Decides it and takes the time; whatever goes wrong is an outcome. */
  public ProofResult run() {
    long startedNs = System.nanoTime();
    Answer answer;
    try {
      answer = decision.decide();
    } catch (Exception | AssertionError failed) {
      if (failed instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      answer = new Answer(Verdict.FAILED, failed.toString());
    }
    double seconds = (System.nanoTime() - startedNs) / 1e9;
    return new ProofResult(
        name, statement, tool, expected, answer.verdict(), seconds, answer.detail());
  }
}
