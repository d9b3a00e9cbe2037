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
  private static final String TYPE = "org/sallyport/engine/dataplane/esp/ReplayWindow";
  private static final int[] SIZES = {64, 128, 1024};

  /** The smallest, and two that are not multiples of 64. */
  private static final int[] MORE_SIZES = {32, 33, 100};

  private WindowClaims() {}

  /** All of them, the wrong variants at the end. */
  public static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    for (int size : SIZES) {
      addAll(claims, size);
    }
    for (int size : MORE_SIZES) {
      addAll(claims, size);
    }
    for (WrongWindow variant : WrongWindow.values()) {
      for (int size : variant.sizes()) {
        claims.add(wrong(variant, size));
      }
    }
    return claims;
  }

  private static void addAll(List<Claim> claims, int size) {
    String window = "a window of " + size;
    add(
        claims,
        "window-initial-" + size,
        "A fresh window of " + size + " stands for the empty set of numbers",
        size,
        WindowStep::initialState);
    add(
        claims,
        "window-forms-" + size,
        "A lemma: T - " + size + " < number <= T is the same said by words of the bitmap",
        size,
        WindowStep::windowForms);
    add(
        claims,
        "window-check-" + size,
        "From any state of "
            + window
            + " and for any 64-bit number, check passes exactly what the RFC's set admits and moves nothing",
        size,
        WindowStep::check);
    add(
        claims,
        "window-advance-" + size,
        "From any state of "
            + window
            + ", advance accepts exactly the authentic numbers that the RFC's set admits; then T is the highest and the bitmap stands"
            + " for the set with the number; otherwise nothing moves",
        size,
        WindowStep::advance);
  }

  private static void add(
      List<Claim> claims,
      String name,
      String statement,
      int size,
      Function<WindowStep, Answer> decision) {
    claims.add(
        new Claim(name, statement, TOOL, Verdict.PROVED, () -> decide(size, Map.of(), decision)));
  }

  private static Claim wrong(WrongWindow variant, int size) {
    return new Claim(
        "wrong-window-" + variant.label() + "-" + size,
        "Refuted: " + variant.story(),
        TOOL,
        Verdict.REFUTED,
        () ->
            decide(
                size,
                Map.of(TYPE + "." + variant.method(), variant.type().getName().replace('.', '/')),
                variant.inCheck() ? WindowStep::check : WindowStep::advance));
  }

  private static Answer decide(
      int size, Map<String, String> replacements, Function<WindowStep, Answer> decision) {
    try (Context z3 = new Context()) {
      return decision.apply(new WindowStep(z3, size, replacements));
    }
  }
}
