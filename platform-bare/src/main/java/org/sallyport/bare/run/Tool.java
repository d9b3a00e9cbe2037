// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.run;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program of the host.
 *
 * @param name what it is called on the search path
 * @param debianPackage the Debian package that has it
 */
public record Tool(String name, String debianPackage) {
  private static final int TOLD_LINES = 15;

  /** Where the program is, if the search path has it. */
  public Optional<Path> find() {
    String searchPath = System.getenv("PATH");
    if (searchPath == null) {
      return Optional.empty();
    }
    for (String directory : searchPath.split(File.pathSeparator)) {
      Path candidate = Path.of(directory, name);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Where the program is; a refusal that names the package otherwise. */
  public Path require() {
    return find()
        .orElseThrow(() ->
            new ToolException(
                name + " is not on this machine", "apt-get install " + debianPackage));
  }

  /**
   * Runs the program to its end and returns what it printed; a failure is refused with its last
   * lines.
   *
   * @param directory where it runs
   */
  public String run(Path directory, Duration limit, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(require().toString());
    command.addAll(arguments);
    Path output = null;
    try {
      output = Files.createTempFile("tool", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(new File("/dev/null"))
              .start();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String text = Files.readString(output, StandardCharsets.ISO_8859_1);
      if (!ended) {
        throw failure("did not end within " + limit.toSeconds() + " s", command, text);
      }
      if (process.exitValue() != 0) {
        throw failure("failed with exit code " + process.exitValue(), command, text);
      }
      return text;
    } catch (IOException unusable) {
      throw new ToolException(name + " could not be run: " + unusable.getMessage(), unusable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ToolException(name + " was interrupted", interrupted);
    } finally {
      remove(output);
    }
  }

  private ToolException failure(String how, List<String> command, String text) {
    List<String> lines = text.lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size());
    return new ToolException(
        name + " " + how + ": " + String.join(" ", command) + "\n  " + String.join("\n  ", last));
  }

  private static void remove(Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException leftOver) {
        throw new ToolException("a temporary file stays behind: " + file, leftOver);
      }
    }
  }
}
