// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.ConfigProblem;
import org.sallyport.sim.config.GatewayConfigFile;

/** The gateway's TOML configuration: any text is a configuration or a list of problems. */
public final class ConfigurationTarget {
  private static final Path FILE = Path.of("fuzz.toml");

  private ConfigurationTarget() {}

  private static int lines(byte[] bytes) {
    int lines = 1;
    for (byte octet : bytes) {
      lines += octet == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** For Jazzer and for the corpus. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    try {
      GatewayConfigFile.parse(FILE, new String(bytes, StandardCharsets.UTF_8));
    } catch (ConfigException refused) {
      FuzzTarget.require(!refused.problems().isEmpty(), "a refusal has a problem");
      for (ConfigProblem problem : refused.problems()) {
        FuzzTarget.require(
            !problem.problem().isBlank() && !problem.remedy().isBlank(),
            "a problem has words and a remedy");
        FuzzTarget.require(
            problem.line() >= 0 && problem.line() <= lines(bytes), "its line is one of the file");
      }
    }
  }
}
