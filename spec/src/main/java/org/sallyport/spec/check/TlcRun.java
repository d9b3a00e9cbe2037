// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sallyport.spec.file.SystemReason;
import org.sallyport.spec.table.SpecException;

/**
 * One run of TLC in a JVM of its own: TLC keeps its state in static fields, so two runs cannot
 * share one. TLC uses one thread, so that its counts are exactly repeatable.
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

    private List<String> flags() {
      return switch (this) {
        case SHORT -> List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        case LONG -> List.of("-Xmx1g", "-XX:+UseParallelGC");
        case LARGE -> List.of("-Xmx6g", "-XX:+UseParallelGC");
      };
    }
  }

  /**
   * Runs TLC to its end.
   *
   * @param progress is told each progress line of TLC
   */
  TlcOutcome run(Consumer<String> progress) {
    try {
      Path scratch = Files.createTempDirectory("sallyport-tlc");
      try {
        return run(scratch, progress);
      } finally {
        delete(scratch);
      }
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

  private TlcOutcome run(Path scratch, Consumer<String> progress) throws IOException {
    long startNs = System.nanoTime();
    List<String> archive = ClassArchive.flags();
    Process process =
        new ProcessBuilder(command(scratch, archive))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    Thread killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    TlcOutput output = new TlcOutput(progress);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        output.accept(line);
      }
      process.waitFor();
      ClassArchive.written(archive);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new SpecException("Interrupted while TLC checked " + module, e);
    } finally {
      Runtime.getRuntime().removeShutdownHook(killer);
    }
    return output.outcome((System.nanoTime() - startNs) / 1e9);
  }

  private List<String> command(Path scratch, List<String> archive) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(size.flags());
    command.addAll(archive);
    command.add("-Djava.io.tmpdir=" + scratch);
    command.add("-cp");
    command.add(tlcJar());
    command.addAll(List.of("tlc2.TLC", "-tool", "-nowarning", "-lncheck", "final"));
    command.addAll(List.of("-workers", "1", "-metadir", scratch.resolve("states").toString()));
    command.addAll(List.of("-config", configuration.toAbsolutePath().toString(), module + ".tla"));
    return command;
  }

  /** The archive that TLC was loaded from. */
  private static String tlcJar() {
    return Path.of(
            java.net.URI.create(
                tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
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
