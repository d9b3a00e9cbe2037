// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.ProofResult.Verdict;
import org.sallyport.proofs.wrong.WrongMethod;

/**
 * Claims about compiled classes that Z3 decides. A variant with a wrong method is put to the very
 * decision of a claim, which must refute it.
 */
final class CompiledClaims {
  /** Decides something of the classes as they are compiled. */
  @FunctionalInterface
  interface Decision {
    /**
     * @param replacements classes of wrong methods, by the methods they replace
     */
    Answer decide(Context z3, Map<String, String> replacements);
  }

  private final String subject;
  private final String tool;
  private final Map<String, Decision> decisions = new HashMap<>();
  private final List<Claim> claims = new ArrayList<>();

  /**
   * @param subject what is wrong in the variants, as in their names
   * @param tool what decides, for the report
   */
  CompiledClaims(String subject, String tool) {
    this.subject = subject;
    this.tool = tool;
  }

  /** Claims something of the engine as it is. */
  void holds(String name, String statement, Decision decision) {
    decisions.put(name, decision);
    add(name, statement, Verdict.PROVED, decision, Map.of());
  }

  /** With each of the variants the claim that it names, made before, does not hold. */
  void refuted(List<WrongMethod> variants) {
    for (WrongMethod wrong : variants) {
      refuted(wrong, "", decisionOf(wrong));
    }
  }

  private Decision decisionOf(WrongMethod wrong) {
    Decision decision = decisions.get(wrong.claim());
    if (decision == null) {
      throw new IllegalArgumentException("no claim " + wrong.claim());
    }
    return decision;
  }

  /**
   * The same where the decision is the claim's for a part of its cases only.
   *
   * @param suffix of the name
   */
  void refuted(WrongMethod wrong, String suffix, Decision decision) {
    add(
        "wrong-" + subject + "-" + wrong.label() + suffix,
        "Refuted: " + wrong.story(),
        Verdict.REFUTED,
        decision,
        wrong.replacement());
  }

  private void add(
      String name,
      String statement,
      Verdict expected,
      Decision decision,
      Map<String, String> replacements) {
    claims.add(
        new Claim(
            name,
            statement,
            tool,
            expected,
            () -> {
              try (Context z3 = new Context()) {
                return decision.decide(z3, replacements);
              }
            }));
  }

  /** Those made so far, in their order. */
  List<Claim> all() {
    return List.copyOf(claims);
  }
}
