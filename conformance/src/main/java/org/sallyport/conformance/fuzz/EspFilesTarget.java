// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.List;
import org.sallyport.conformance.report.JsonReport;
import org.sallyport.conformance.suite.ConformanceRun;
import org.sallyport.conformance.suite.ConformanceSuite;
import org.sallyport.conformance.suite.SuiteReport;
import org.sallyport.conformance.suite.esp.EspCases;
import org.sallyport.conformance.suite.esp.ReplayScenarios;
import org.sallyport.conformance.suite.file.UserFile;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.sim.command.UsageException;

/**
 * Files of {@code conform --esp-cases} and {@code --replay-scenarios}: a file is refused with
 * words, or each of its cases ends in a result.
 */
public final class EspFilesTarget {
  private static final CryptoLibrary LIBRARY = new BouncyCastleLibrary();
  private static final long MOST_PACKETS = 4096;

  private EspFilesTarget() {}

  /** For Jazzer and for the corpus. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    UserFile file = new UserFile("fuzz", bytes);
    try {
      check(isScenarios(bytes) ? ReplayScenarios.of(file, LIBRARY) : EspCases.of(file, LIBRARY));
    } catch (UsageException refused) {
      FuzzTarget.require(refused.getMessage().contains("remedy: "), "a refusal has a remedy");
    }
  }

  private static boolean isScenarios(byte[] bytes) {
    return bytes.length > 0 && (bytes[0] == 's' || bytes[0] == '#');
  }

  /** Millions of packets are legal and only slow: what is repeated much is not run. */
  private static void check(ConformanceSuite suite) {
    if (suite instanceof ReplayScenarios scenarios && scenarios.packetCount() > MOST_PACKETS) {
      return;
    }
    SuiteReport report = ConformanceRun.run(suite);
    FuzzTarget.require(!report.results().isEmpty(), "a file that is taken has cases");
    report
        .results()
        .forEach(result ->
            FuzzTarget.require(
                !result.observed().startsWith("threw"), "nothing throws: " + result));
    FuzzTarget.require(JsonReport.of(List.of(report)).endsWith("]\n"), "JSON is whole");
  }
}
