// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sallyport.spec.file.SystemReason;
import org.sallyport.spec.table.SpecException;

/**
 * One run of TLC.
 *
 * @param folder where the module is
 * @param module the module, without {@code .tla}
 * @param configuration the model's configuration
 * @param size how much work is expected
 */
public record TlcRun(Path folder, String module, Path configuration, Size size) {
  /** How much work a run is expected to be: what its JVM is told. */
  public enum Size {
    /** Seconds, most of which would go into optimising code that then hardly runs. */
    SHORT,
    /** Long enough for the optimising compiler to pay. */
    LONG,
    /** Minutes, and millions of states. */
    LARGE;

    List<String> flags() {
      return switch (this) {
        case SHORT -> List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        case LONG -> List.of("-Xmx1g", "-XX:+UseParallelGC");
        case LARGE -> List.of("-Xmx6g", "-XX:+UseParallelGC");
      };
    }
  }

  /**
   * Runs TLC to its end, in a JVM of its own.
   *
   * @param progress is told each progress line of TLC
   */
  TlcOutcome run(Consumer<String> progress) {
    try (TlcProcess process = TlcProcess.start(size)) {
      return process.run(this, progress);
    } catch (IOException e) {
      throw new SpecException("Cannot run TLC on " + module + ": " + SystemReason.withFile(e), e);
    }
  }

  /**
   * What TLC says of a recorded trace.
   *
   * @param holds whether the specification allows it
   * @param rejectedAt the place of the first firing that it does not allow, from one; 0 if TLC
   *     failed
   * @param reason why not
   */
  public record Validation(boolean holds, int rejectedAt, String reason) {}

  /** Runs TLC on a module that follows a trace. */
  public Validation validate() {
    TlcOutcome outcome = run(line -> {});
    if (outcome.verdict() == TlcOutcome.Verdict.HOLDS) {
      return new Validation(true, 0, "");
    }
    return new Validation(
        false,
        outcome.rejection().map(TlcOutcome.Rejection::at).orElse(0),
        outcome.rejection().map(TlcOutcome.Rejection::reason).orElse(outcome.detail()));
  }

  /** Deletes a folder with all that is in it. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
