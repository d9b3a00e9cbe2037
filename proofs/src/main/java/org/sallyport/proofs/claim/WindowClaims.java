// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import java.util.List;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.wrong.WrongWindow;

/** The anti-replay window does what RFC 4303 §3.4.3 says, whatever has come before. */
public final class WindowClaims {
  private WindowClaims() {}

  /** All of them, the wrong variants at the end. */
  public static List<Claim> all() {
    CompiledClaims claims = new CompiledClaims("window", "Z3 on the compiled class");
    claims.holds(
        "window-initial",
        "For any size of 32 to 65536, what the constructor makes stands for the empty set of"
            + " numbers",
        (z3, replaced) -> new WindowStep(z3, replaced).initialState());
    claims.holds(
        "window-sizes",
        "The constructor refuses every other size",
        (z3, replaced) -> new WindowStep(z3, replaced).otherSizes());
    claims.holds(
        "window-forms",
        "A lemma: for any size W, T - W < number <= T is the same said by words of the bitmap",
        (z3, replaced) -> new WindowStep(z3, replaced).windowForms());
    claims.holds(
        "window-check",
        "From any state of a window of any size and for any 64-bit number, check passes exactly"
            + " what the RFC's set admits, gives the right reason otherwise, and moves nothing",
        (z3, replaced) -> new WindowStep(z3, replaced).check());
    claims.holds(
        "window-advance",
        "From any state of a window of any size and for any 64-bit number, advance accepts exactly"
            + " the authentic numbers that the RFC's set admits; then T is the highest and the"
            + " bitmap stands for the set with the number; otherwise nothing moves and the reason"
            + " is right",
        (z3, replaced) -> new WindowStep(z3, replaced).advance());
    for (WrongWindow.Sized variant : WrongWindow.all()) {
      for (int size : variant.sizes()) {
        boolean isEvery = size == WrongWindow.EVERY_SIZE;
        claims.refuted(
            variant.wrong(),
            isEvery ? "" : "-" + size,
            (z3, replaced) ->
                decide(
                    variant.wrong().claim(),
                    isEvery ? new WindowStep(z3, replaced) : new WindowStep(z3, replaced, size)));
      }
    }
    return claims.all();
  }

  private static Answer decide(String claim, WindowStep step) {
    return switch (claim) {
      case "window-check" -> step.check();
      case "window-advance" -> step.advance();
      default -> throw new IllegalArgumentException("no claim of a window's variants: " + claim);
    };
  }
}
