// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs along: its output goes to a file, and it is ended by its process id. */
public final class LabProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final Process process;
  private final Path log;

  private LabProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program.
   *
   * @param name how messages call it
   * @param words program and arguments
   * @param environment variables on top of our own
   * @param log where standard output and standard error go
   */
  public static LabProcess start(
      String name, List<String> words, Map<String, String> environment, Path log)
      throws LabException {
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new LabProcess(name, builder.start(), log);
    } catch (IOException refused) {
      throw new LabException("cannot start " + name, refused);
    }
  }

  /** Where its output is. */
  public Path log() {
    return log;
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Fails, with the end of its output, when it has ended. */
  public void requireAlive() throws LabException {
    if (!process.isAlive()) {
      throw new LabException(
          name
              + " has ended with exit code "
              + process.exitValue()
              + ": "
              + String.join(" | ", TextFile.tail(log, 5)));
    }
  }

  /**
   * Asks it to end (SIGTERM), and after 5 s makes it.
   *
   * @return its exit code
   */
  public int stop() throws LabException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while " + name + " was to end");
    }
  }

  @Override
  public void close() throws LabException {
    stop();
  }
}
