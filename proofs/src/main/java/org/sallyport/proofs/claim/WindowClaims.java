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
import org.sallyport.proofs.wrong.WrongWindow;

/** The anti-replay window does what RFC 4303 §3.4.3 says, whatever has come before. */
public final class WindowClaims {
  private static final String TOOL = "Z3 on the compiled class";

  private WindowClaims() {}

  /** All of them, the wrong variants at the end. */
  public static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    claims.add(
        right(
            "window-initial",
            "For any size of 32 to 65536, what the constructor makes stands for the empty set of numbers",
            WindowStep::initialState));
    claims.add(
        right("window-sizes", "The constructor refuses every other size", WindowStep::otherSizes));
    claims.add(
        right(
            "window-forms",
            "A lemma: for any size W, T - W < number <= T is the same said by words of the bitmap",
            WindowStep::windowForms));
    claims.add(
        right(
            "window-check",
            "From any state of a window of any size and for any 64-bit number, check passes exactly what the RFC's set admits, gives the"
                + " right reason otherwise, and moves nothing",
            WindowStep::check));
    claims.add(
        right(
            "window-advance",
            "From any state of a window of any size and for any 64-bit number, advance accepts exactly the authentic numbers that the RFC's"
                + " set admits; then T is the highest and the bitmap stands for the set with the number; otherwise nothing moves and"
                + " the reason is right",
            WindowStep::advance));
    for (WrongWindow variant : WrongWindow.values()) {
      for (int size : variant.sizes()) {
        claims.add(
            size == WrongWindow.EVERY_SIZE
                ? wrong(variant, "", z3 -> new WindowStep(z3, variant.wrong().replacement()))
                : wrong(
                    variant,
                    "-" + size,
                    z3 -> new WindowStep(z3, variant.wrong().replacement(), size)));
      }
    }
    return claims;
  }

  private static Claim right(String name, String statement, Function<WindowStep, Answer> decision) {
    return new Claim(
        name,
        statement,
        TOOL,
        Verdict.PROVED,
        () -> decide(z3 -> new WindowStep(z3, Map.of()), decision));
  }

  private static Claim wrong(
      WrongWindow variant, String suffix, Function<Context, WindowStep> step) {
    return new Claim(
        "wrong-window-" + variant.wrong().label() + suffix,
        "Refuted: " + variant.wrong().story(),
        TOOL,
        Verdict.REFUTED,
        () -> decide(step, variant.inCheck() ? WindowStep::check : WindowStep::advance));
  }

  private static Answer decide(
      Function<Context, WindowStep> step, Function<WindowStep, Answer> decision) {
    try (Context z3 = new Context()) {
      return decision.apply(step.apply(z3));
    }
  }
}
