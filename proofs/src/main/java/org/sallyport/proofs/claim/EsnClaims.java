// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import java.util.List;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.wrong.WrongSequence;

/** Extended sequence numbers are inferred as RFC 4303 Appendix A2.2 means it. */
public final class EsnClaims {
  private EsnClaims() {}

  /** All of them, the wrong variants at the end. */
  public static List<Claim> all() {
    CompiledClaims claims = new CompiledClaims("esn", "Z3 on the compiled class");
    claims.holds(
        "esn-reconstructs",
        "For any T, any window of 32 to 65536 and any number of the sender in T - W + 1 ... T - W +"
            + " 2^32, that number is inferred from its low half",
        (z3, replaced) -> new EsnStep(z3, replaced).reconstructs());
    claims.holds(
        "esn-is-least",
        "For any T, any window and any low half, the inferred number is the least one with that low"
            + " half that is not left of the window; where none is left in 64 bits, one that the"
            + " window refuses",
        (z3, replaced) -> new EsnStep(z3, replaced).isTheLeast());
    claims.holds(
        "esn-off",
        "Without extended numbers, for any T and any window, the number is what came with the"
            + " packet: 32 bits and nothing above",
        (z3, replaced) -> new EsnStep(z3, replaced).isPlain());
    claims.refuted(WrongSequence.all());
    return claims.all();
  }
}
