// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that is run to its end within a bounded time.
 *
 * @param words the program and its arguments
 * @param environment variables on top of our own
 * @param limit how long it may take
 */
public record Command(List<String> words, Map<String, String> environment, Duration limit) {
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(15);

  /** Copies what it is given. */
  public Command {
    words = List.copyOf(words);
    environment = new TreeMap<>(environment);
  }

  /** A command with the usual limit of 15 s. */
  public static Command of(String... words) {
    return new Command(List.of(words), Map.of(), USUAL_LIMIT);
  }

  /** The same with another limit. */
  public Command within(Duration otherLimit) {
    return new Command(words, environment, otherLimit);
  }

  /** The same with an environment variable more. */
  public Command with(String variable, Path value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value.toString());
    return new Command(words, more, limit);
  }

  /** The same with further arguments. */
  public Command and(String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return new Command(all, environment, limit);
  }

  /** Runs it and gives what it printed, however it ended. */
  public Outcome run() throws LabException {
    Process process = start();
    FutureTask<String> output =
        new FutureTask<>(
            () -> new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    Thread.ofVirtual().start(output);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LabException(this + " did not end within " + limit.toSeconds() + " s");
      }
      return new Outcome(process.exitValue(), output.get(5, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException unreadable) {
      throw new LabException("the output of " + this + " could not be read", unreadable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LabException(this + " was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Runs it; anything but exit code 0 is a failure that shows what it printed. */
  public String runOrThrow() throws LabException {
    Outcome outcome = run();
    if (outcome.exitCode() != 0) {
      throw new LabException(
          this + " ended with " + outcome.exitCode() + ": " + outcome.output().strip());
    }
    return outcome.output();
  }

  private Process start() throws LabException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException refused) {
      throw new LabException("cannot start " + this, refused);
    }
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }

  /**
   * How a program ended.
   *
   * @param exitCode its exit code
   * @param output standard output and standard error
   */
  public record Outcome(int exitCode, String output) {}
}
