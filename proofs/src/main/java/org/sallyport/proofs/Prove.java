// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sallyport.proofs.claim.CounterClaims;
import org.sallyport.proofs.claim.EsnClaims;
import org.sallyport.proofs.claim.InboundClaims;
import org.sallyport.proofs.claim.IvClaims;
import org.sallyport.proofs.claim.MachineClaims;
import org.sallyport.proofs.claim.TableClaims;
import org.sallyport.proofs.claim.WindowClaims;

/** All claims of this module. */
public final class Prove {
  private Prove() {}

  /**
   * Every claim, in the order of the report.
   *
   * @param specification the folder of the TLA+ modules
   */
  public static List<Claim> claims(Path specification) {
    List<Claim> claims = new ArrayList<>();
    claims.addAll(WindowClaims.all());
    claims.addAll(EsnClaims.all());
    claims.addAll(InboundClaims.all());
    claims.addAll(CounterClaims.all());
    claims.addAll(IvClaims.all());
    claims.addAll(MachineClaims.all());
    claims.addAll(TableClaims.all(specification));
    return List.copyOf(claims);
  }

  /**
   * Decides the claims one after the other.
   *
   * @param progress told each outcome as it comes
   */
  public static List<ProofResult> run(List<Claim> claims, Consumer<ProofResult> progress) {
    List<ProofResult> results = new ArrayList<>();
    for (Claim claim : claims) {
      ProofResult result = claim.run();
      progress.accept(result);
      results.add(result);
    }
    return List.copyOf(results);
  }
}
