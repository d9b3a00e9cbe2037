// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The launcher in a folder of its own, where nothing is built, with a Maven that does what a trial
 * wants of it.
 *
 * @param path the folder, whose name has a blank
 */
record LauncherFolder(TemporaryFolder above, Path path) implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  /**
   * A folder.
   *
   * @param maven the body of a shell script that stands for Maven
   */
  static LauncherFolder of(String maven) throws IOException {
    TemporaryFolder above = TemporaryFolder.empty();
    Path path = Files.createDirectory(above.path().resolve("a clone"));
    Path root = ProjectFolder.root();
    Files.copy(root.resolve("sallyport"), path.resolve("sallyport"));
    Path help = Files.createDirectories(path.resolve("docs").resolve("help"));
    Files.copy(root.resolve("docs").resolve("help.txt"), path.resolve("docs").resolve("help.txt"));
    try (Stream<Path> files = Files.list(root.resolve("docs").resolve("help"))) {
      for (Path file : files.toList()) {
        Files.copy(file, help.resolve(file.getFileName().toString()));
      }
    }
    Path script = path.resolve("mvnw");
    Files.writeString(script, "#!/usr/bin/env bash\n" + maven + "\n");
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + " cannot be made executable");
    }
    return new LauncherFolder(above, path);
  }

  /** Starts the launcher; its output goes to a file of the folder. */
  Process start(String output, String... words) throws IOException {
    return start(output, List.of(), words);
  }

  /** The same with words in front of the launcher, such as those that change the user. */
  Process start(String output, List<String> before, String... words) throws IOException {
    List<String> all = new ArrayList<>(before);
    all.add(path.resolve("sallyport").toString());
    all.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(path.resolve(output).toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  /** What a launcher has said, when it has ended. */
  String said(String output, Process process) throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the launcher did not end within " + LIMIT_SECONDS + " s");
    }
    return Files.readString(path.resolve(output), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    above.close();
  }
}
