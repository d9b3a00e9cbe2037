// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.spec.SpecFolder;

/**
 * Every system module starts under TLC as an editor starts it: by its name alone, with the
 * configuration that lies beside it. A few random behaviours show that it runs.
 */
class EditorRunIT {
  private static final long PATIENCE_SECONDS = 60;

  /**
   * TLC's exit codes: no error, and a violated liveness property, which a behaviour that is cut off
   * may seem to violate.
   */
  private static final Set<Integer> STARTED = Set.of(0, 13);

  @TempDir Path scratch;

  static List<String> systemModules() {
    return Manifest.read(SpecFolder.PATH).modules().stream()
        .map(Manifest.SystemModule::name)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("systemModules")
  void runsWithTheConfigurationBesideIt(String module) throws Exception {
    Path output = scratch.resolve("output.txt");
    Process tlc =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                tlcJar(),
                "tlc2.TLC",
                "-metadir",
                scratch.resolve("states").toString(),
                "-simulate",
                "num=3",
                "-depth",
                "8",
                module)
            .directory(SpecFolder.PATH.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!tlc.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      tlc.destroyForcibly();
    }
    int code = tlc.waitFor();
    assertTrue(STARTED.contains(code), () -> module + ": " + code + "\n" + read(output));
    assertTrue(read(output).contains("ROW"), () -> module + " fires rows\n" + read(output));
  }

  private static String tlcJar() throws Exception {
    return Path.of(tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
