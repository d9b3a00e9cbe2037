// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import java.util.List;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.wrong.WrongInbound;

/** Infer, check, verify and advance are one: each has the same number of the same packet. */
public final class InboundClaims {
  private InboundClaims() {}

  /** One claim for each width of the number, the wrong variants at the end. */
  public static List<Claim> all() {
    CompiledClaims claims = new CompiledClaims("inbound", "Z3 on the compiled classes");
    for (boolean extended : new boolean[] {true, false}) {
      claims.holds(
          extended ? "inbound-esn" : "inbound-32",
          "For any packet of an association "
              + (extended ? "with" : "without")
              + " extended numbers and any states of its window: the number that the RFC means is"
              + " checked, its high half enters the ICV, it alone is advanced, and the packet is"
              + " handed on exactly if it is authentic and the RFC's set admits its number then",
          (z3, replaced) -> new InboundStep(z3, extended, replaced).decide());
    }
    claims.refuted(WrongInbound.all());
    return claims.all();
  }
}
