// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jazzer's libFuzzer driver in a JVM of its own, so that what it instruments and breaks is its. */
public final class JazzerProcess {
  private static final String DRIVER = "com.code_intelligence.jazzer.Jazzer";
  private static final Pattern PROGRESS =
      Pattern.compile("^#(\\d+)\\s.*cov: (\\d+).*corp: (\\d+).*");
  private static final int LONGEST_INPUT = 8192;

  // The first input loads and instruments every class, on a busy machine for more than ten seconds.
  private static final int INPUT_SECONDS = 60;

  private final Class<?> target;
  private final Path work;
  private final List<Path> corpora;

  /**
   * A run that is not started yet.
   *
   * @param target the class with the entry method, see the package
   * @param work where log and findings go; made when it is not there
   * @param corpora folders of inputs: new ones are written to the first, all are read
   */
  public JazzerProcess(Class<?> target, Path work, List<Path> corpora) {
    this.target = target;
    this.work = work;
    this.corpora = List.copyOf(corpora);
  }

  /**
   * What came of it.
   *
   * @param executions how many inputs were put to the target
   * @param coverage control-flow edges reached
   * @param inputs size of the corpus in memory at the end
   * @param finding the file of the input that broke a law; null when none did
   * @param log all that the fuzzer printed
   */
  public record Outcome(long executions, long coverage, long inputs, Path finding, Path log) {}

  /** Searches for so many seconds, or until something is found. */
  public Outcome search(int seconds, Consumer<String> progress) {
    return run(List.of("-max_total_time=" + seconds), progress);
  }

  /** Copies from the later corpora into the first what adds coverage, as little as does it. */
  public Outcome merge(Consumer<String> progress) {
    return run(List.of("-merge=1"), progress);
  }

  private Outcome run(List<String> options, Consumer<String> progress) {
    Path log = work.resolve("log.txt");
    try {
      Files.createDirectories(work);
      for (Path corpus : corpora) {
        Files.createDirectories(corpus);
      }
      List<Path> findingsBefore = findings();
      Process process =
          new ProcessBuilder(command(options))
              .redirectErrorStream(true)
              .directory(work.toFile())
              .start();
      Outcome outcome = follow(process, log, progress);
      int exitCode = process.waitFor();
      List<Path> found = new ArrayList<>(findings());
      found.removeAll(findingsBefore);
      if (exitCode != 0 && found.isEmpty()) {
        throw new IllegalStateException(
            "the fuzzer ended with " + exitCode + " and no finding; see " + log);
      }
      Path finding = found.isEmpty() ? null : found.getFirst();
      return new Outcome(outcome.executions, outcome.coverage, outcome.inputs, finding, log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while fuzzing", stopped);
    }
  }

  private List<String> command(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-ea:org.sallyport...", "-Xmx768m", "-XX:+UseSerialGC"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), DRIVER));
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=org.sallyport.**");
    command.add("--reproducer_path=" + work);
    command.add("-artifact_prefix=" + work + "/");
    command.add("-max_len=" + LONGEST_INPUT);
    command.add("-timeout=" + INPUT_SECONDS);
    command.add("-rss_limit_mb=3072");
    command.add("-print_final_stats=1");
    command.addAll(options);
    corpora.forEach(corpus -> command.add(corpus.toAbsolutePath().toString()));
    return command;
  }

  private static Outcome follow(Process process, Path log, Consumer<String> progress)
      throws IOException {
    long executions = 0;
    long coverage = 0;
    long inputs = 0;
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var writer = Files.newBufferedWriter(log, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        writer.write(line);
        writer.newLine();
        Matcher matcher = PROGRESS.matcher(line);
        if (matcher.matches()) {
          executions = Math.max(executions, Long.parseLong(matcher.group(1)));
          coverage = Math.max(coverage, Long.parseLong(matcher.group(2)));
          inputs = Long.parseLong(matcher.group(3));
          progress.accept(executions + " inputs, " + coverage + " edges");
        } else if (line.startsWith("stat::number_of_executed_units:")) {
          executions = Long.parseLong(line.substring(line.indexOf(':', 6) + 1).strip());
        }
      }
    }
    return new Outcome(executions, coverage, inputs, null, log);
  }

  private List<Path> findings() throws IOException {
    try (var files = Files.list(work)) {
      return files
          .filter(
              file -> file.getFileName().toString().matches("(crash|timeout|oom|leak)-[0-9a-f]+"))
          .sorted()
          .toList();
    }
  }
}
