// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import java.util.List;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.wrong.WrongCounter;

/**
 * The sender's counter never repeats and never cycles (RFC 4303 §3.3.3), asks for a new association
 * once and audits its end once, from any state and with any soft limit.
 */
public final class CounterClaims {
  private CounterClaims() {}

  /** Three claims for each width of the number, the wrong variants at the end. */
  public static List<Claim> all() {
    CompiledClaims claims = new CompiledClaims("counter", "Z3 on the compiled class");
    for (boolean extended : new boolean[] {false, true}) {
      String width = extended ? "64" : "32";
      claims.holds(
          "counter-initial-" + width,
          "A new counter of "
              + width
              + " bits stands at the number used last, for any such number and any soft limit, has"
              + " asked and audited nothing, and is exhausted if that was the last; past the last"
              + " there is none",
          (z3, replaced) -> new CounterStep(z3, extended, replaced).initialState());
      claims.holds(
          "counter-step-" + width,
          "From any state of a "
              + width
              + "-bit counter: a packet gets the number after the last one given, or the counter"
              + " has given its last number and refuses, saying so; it never cycles; it asks for a"
              + " new association when it first gives a number at or past the soft limit, or its"
              + " last, and never again, and audits when it gives the last",
          (z3, replaced) -> new CounterStep(z3, extended, replaced).step());
      claims.holds(
          "counter-told-" + width,
          "What a "
              + width
              + "-bit counter asks for or audits is told once, and telling it changes nothing else",
          (z3, replaced) -> new CounterStep(z3, extended, replaced).told());
    }
    claims.refuted(WrongCounter.all());
    return claims.all();
  }
}
