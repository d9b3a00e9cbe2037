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
import org.sallyport.proofs.wrong.WrongSequence;

/** Extended sequence numbers are inferred as RFC 4303 Appendix A2.2 means it. */
public final class EsnClaims {
  private static final String TOOL = "Z3 on the compiled class";

  private EsnClaims() {}

  /** All of them, the wrong variants at the end. */
  public static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    claims.add(
        new Claim(
            "esn-reconstructs",
            "For any T, any window of 32 to 65536 and any number of the sender in T - W + 1 ... T - W + 2^32, that number is inferred"
                + " from its low half",
            TOOL,
            Verdict.PROVED,
            () -> decide(Map.of(), EsnStep::reconstructs)));
    claims.add(
        new Claim(
            "esn-is-least",
            "For any T, any window and any low half, the inferred number is the least one with that low half that is not left of the"
                + " window; where none is left in 64 bits, one that the window refuses",
            TOOL,
            Verdict.PROVED,
            () -> decide(Map.of(), EsnStep::isTheLeast)));
    claims.add(
        new Claim(
            "esn-off",
            "Without extended numbers, for any T and any window, the number is what came with the packet: 32 bits and nothing above",
            TOOL,
            Verdict.PROVED,
            () -> decide(Map.of(), EsnStep::isPlain)));
    for (WrongSequence variant : WrongSequence.values()) {
      claims.add(
          new Claim(
              "wrong-esn-" + variant.wrong().label(),
              "Refuted: " + variant.wrong().story(),
              TOOL,
              Verdict.REFUTED,
              () -> decide(variant.wrong().replacement(), refutedBy(variant))));
    }
    return claims;
  }

  private static Function<EsnStep, Answer> refutedBy(WrongSequence variant) {
    return switch (variant) {
      case UNGUARDED_DECREMENT -> EsnStep::isTheLeast;
      case CASE_A_LATE, NEVER_NEXT -> EsnStep::reconstructs;
      case PLAIN_TAKEN_FOR_EXTENDED -> EsnStep::isPlain;
    };
  }

  private static Answer decide(
      Map<String, String> replacements, Function<EsnStep, Answer> decision) {
    try (Context z3 = new Context()) {
      return decision.apply(new EsnStep(z3, replacements));
    }
  }
}
