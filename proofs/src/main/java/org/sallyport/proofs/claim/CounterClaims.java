// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.ProofResult.Verdict;
import org.sallyport.proofs.wrong.WrongCounter;

/**
 * The sender's counter never repeats and never cycles (RFC 4303 §3.3.3), asks for a new association
 * once and audits its end once, from any state and with any soft limit.
 */
public final class CounterClaims {
  private static final String TOOL = "Z3 on the compiled class";

  private CounterClaims() {}

  /** Three claims for each width of the number, the wrong variants at the end. */
  public static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    for (boolean extended : new boolean[] {false, true}) {
      String width = extended ? "64" : "32";
      claims.add(
          right(
              "counter-initial-" + width,
              "A new counter of "
                  + width
                  + " bits stands at the number used last, for any such number and any soft limit, has asked and audited nothing, and is"
                  + " exhausted if that was the last; past the last there is none",
              extended,
              CounterStep::initialState));
      claims.add(
          right(
              "counter-step-" + width,
              "From any state of a "
                  + width
                  + "-bit counter: a packet gets the number after the last one given, or the counter has given its last number and refuses,"
                  + " saying so; it never cycles; it asks for a new association when it first gives a number at or past the soft limit, or"
                  + " its last, and never again, and audits when it gives the last",
              extended,
              CounterStep::step));
      claims.add(
          right(
              "counter-told-" + width,
              "What a "
                  + width
                  + "-bit counter asks for or audits is told once, and telling it changes nothing else",
              extended,
              CounterStep::told));
    }
    for (WrongCounter variant : WrongCounter.values()) {
      claims.add(
          new Claim(
              "wrong-counter-" + variant.wrong().label(),
              "Refuted: " + variant.wrong().story(),
              TOOL,
              Verdict.REFUTED,
              () -> decide(true, variant.wrong().replacement(), refutedBy(variant))));
    }
    return claims;
  }

  private static Function<CounterStep, Answer> refutedBy(WrongCounter variant) {
    return switch (variant) {
      case USED_UP -> CounterStep::initialState;
      case LAST_MISSED, SIGNED, FORGETS_AUDIT, ASKS_ALWAYS -> CounterStep::step;
      case ASKS_TWICE -> CounterStep::told;
    };
  }

  private static Claim right(
      String name, String statement, boolean extended, Function<CounterStep, Answer> decision) {
    return new Claim(
        name, statement, TOOL, Verdict.PROVED, () -> decide(extended, Map.of(), decision));
  }

  private static Answer decide(
      boolean extended, Map<String, String> replacements, Function<CounterStep, Answer> decision) {
    try (Context z3 = new Context()) {
      return decision.apply(new CounterStep(z3, extended, replacements));
    }
  }
}
