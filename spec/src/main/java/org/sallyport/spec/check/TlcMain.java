// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tlc2.TLC;
import tlc2.TLCGlobals;
import util.SimpleFilenameToStream;

/**
 * The program of a {@link TlcProcess}: for every four lines that come it runs TLC and ends what TLC
 * prints with the line {@value #END}.
 */
final class TlcMain {
  /** The line behind each run. */
  static final String END = "sallyport: the run is over";

  /**
   * Which of TLC's polynomials makes the fingerprints of states. Left alone it draws one for each
   * run, so that a run would depend on chance, and fingerprints of several would meet where runs
   * share static fields: once in thousands TLC ended a complete search with a division by zero, by
   * the least distance of two fingerprints.
   */
  private static final String FINGERPRINT = "5";

  private TlcMain() {}

  /** Runs until there are no more lines: folder, module, configuration and scratch folder. */
  public static void main(String[] none) throws IOException {
    int status = 1;
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String folder = lines.readLine(); folder != null; folder = lines.readLine()) {
        run(Path.of(folder), lines.readLine(), lines.readLine(), lines.readLine());
        System.out.println("\n" + END); // whatever stands in the line already
      }
      status = 0;
    } finally {
      System.exit(status); // TLC leaves threads behind
    }
  }

  private static void run(Path folder, String module, String configuration, String scratch) {
    TLCGlobals.mainChecker = null;
    TLCGlobals.simulator = null;
    TLCGlobals.metaDir = null;
    TLCGlobals.useView = false;
    TLC tlc = new TLC();
    String[] arguments = {
      "-tool",
      "-nowarning",
      "-lncheck",
      "final",
      "-fp",
      FINGERPRINT,
      "-workers",
      "1",
      "-metadir",
      scratch,
      "-config",
      configuration,
      folder.resolve(module + ".tla").toString()
    };
    if (tlc.handleParameters(arguments)) {
      tlc.setResolver(new SimpleFilenameToStream(folder.toString()));
      int ignored = tlc.process(); // its messages say more than its code
      assert ignored >= 0;
    }
  }
}
