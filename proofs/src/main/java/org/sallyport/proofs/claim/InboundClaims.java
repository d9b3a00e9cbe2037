// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.ProofResult.Verdict;
import org.sallyport.proofs.wrong.WrongInbound;

/** Infer, check, verify and advance are one: each has the same number of the same packet. */
public final class InboundClaims {
  private static final String TOOL = "Z3 on the compiled classes";

  private InboundClaims() {}

  /** One claim for each width of the number, the wrong variants at the end. */
  public static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    for (boolean extended : new boolean[] {true, false}) {
      claims.add(
          new Claim(
              extended ? "inbound-esn" : "inbound-32",
              "For any packet of an association "
                  + (extended ? "with" : "without")
                  + " extended numbers and any states of its window: the number that the RFC means is checked, its high half enters the"
                  + " ICV, it alone is advanced, and the packet is handed on exactly if it is authentic and the RFC's set admits its"
                  + " number then",
              TOOL,
              Verdict.PROVED,
              () -> decide(extended, Map.of())));
    }
    for (WrongInbound variant : WrongInbound.values()) {
      claims.add(
          new Claim(
              "wrong-inbound-" + variant.wrong().label(),
              "Refuted: " + variant.wrong().story(),
              TOOL,
              Verdict.REFUTED,
              () -> decide(variant.extended(), variant.wrong().replacement())));
    }
    return claims;
  }

  private static Answer decide(boolean extended, Map<String, String> replacements) {
    try (Context z3 = new Context()) {
      return new InboundStep(z3, extended, replacements).decide();
    }
  }
}
