// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.mutate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sallyport.sim.command.EnvironmentException;

/**
 * PIT over packages of the engine, one after the other, by the Maven profile {@code mutate}. A
 * package's mutations are tested by the tests of its top package below the root, so that a run ends
 * within the hour, and a test that notices a change stands near what it tests.
 */
public final class PitRun {
  private static final String ENGINE = "org.sallyport.engine.";

  private final Path home;
  private final PrintWriter progress;

  /**
   * A run in a checkout.
   *
   * @param progress gets a line for each package, with an estimate
   */
  public PitRun(Path home, PrintWriter progress) {
    this.home = home;
    this.progress = progress;
  }

  /**
   * Mutates the packages.
   *
   * @param packages names below the engine's root package
   * @return PIT's report of each
   * @throws EnvironmentException if Maven or PIT failed
   */
  public List<Path> run(List<String> packages) throws IOException, InterruptedException {
    long started = System.nanoTime();
    long octets = 0;
    long octetsDone = 0;
    for (String name : packages) {
      octets += octetsOf(name);
    }
    List<Path> reports = new ArrayList<>();
    for (String name : packages) {
      progress.printf(
          Locale.ROOT,
          "mutating %s (%d of %d%s)%n",
          name,
          reports.size() + 1,
          packages.size(),
          octetsDone == 0 ? "" : ", " + left(started, octetsDone, octets));
      progress.flush();
      reports.add(run(name));
      octetsDone += octetsOf(name);
    }
    return reports;
  }

  /** What is left, if PIT goes on with the sources as quickly as before. */
  private static String left(long started, long octetsDone, long octets) {
    double elapsedNs = System.nanoTime() - started;
    long leftNs = (long) (elapsedNs / octetsDone * (octets - octetsDone));
    return "about " + (Duration.ofNanos(leftNs).toMinutes() + 1) + " min left";
  }

  /** The package below the root that a package is in, or is. */
  public static String topOf(String name) {
    return name.replaceFirst("\\..*", "");
  }

  private long octetsOf(String name) throws IOException {
    Path folder =
        home.resolve("engine/src/main/java/org/sallyport/engine").resolve(name.replace('.', '/'));
    long octets = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        octets += Files.size(file);
      }
    }
    return octets;
  }

  private Path run(String name) throws IOException, InterruptedException {
    Path written = home.resolve("engine/target/pit-reports/mutations.xml");
    Files.deleteIfExists(written);
    Path log = home.resolve(".sallyport/mutate-" + name + ".log");
    Files.createDirectories(log.getParent());
    Process maven =
        new ProcessBuilder(
                home.resolve("mvnw").toString(),
                "-B",
                "-Dkernel.skip=true",
                "-f",
                home.resolve("pom.xml").toString(),
                "-pl",
                "engine",
                "-am",
                "-Pmutate",
                "-Dmutate.classes=" + ENGINE + name + ".*",
                "-Dmutate.tests=" + ENGINE + topOf(name) + ".*",
                "process-test-classes")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread ender = new Thread(maven::destroy);
    Runtime.getRuntime().addShutdownHook(ender);
    int result = maven.waitFor();
    Runtime.getRuntime().removeShutdownHook(ender);
    if (result != 0 || !Files.isRegularFile(written)) {
      throw new EnvironmentException(
          "PIT failed on " + name, "its output is in " + log + "; the tests have to pass");
    }
    Path report = written.resolveSibling(name + ".xml");
    return Files.move(written, report, StandardCopyOption.REPLACE_EXISTING);
  }
}
