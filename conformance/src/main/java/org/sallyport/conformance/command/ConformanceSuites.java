// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.conformance.suite.ConformanceSuite;
import org.sallyport.conformance.suite.esp.BurstAndCounterCases;
import org.sallyport.conformance.suite.esp.EspCases;
import org.sallyport.conformance.suite.esp.EspPacketVectors;
import org.sallyport.conformance.suite.esp.ReplayScenarios;
import org.sallyport.conformance.suite.ike.IkeSampleSuites;
import org.sallyport.conformance.suite.vectors.VectorSuite;
import org.sallyport.sim.crypto.CryptoLibraries;

/** Every suite that {@code sallyport conform} runs, in the order of the report. */
public final class ConformanceSuites {
  private ConformanceSuites() {}

  /** All suites; each call makes new ones. */
  public static List<ConformanceSuite> all() {
    List<ConformanceSuite> suites = new ArrayList<>(VectorSuite.primitives());
    suites.addAll(IkeSampleSuites.all());
    suites.add(new EspPacketVectors());
    CryptoLibraries.available().forEach(library -> suites.add(EspCases.builtIn(library)));
    suites.addAll(ReplayScenarios.builtIn(CryptoLibraries.best()));
    suites.add(new BurstAndCounterCases(CryptoLibraries.best()));
    return List.copyOf(suites);
  }
}
