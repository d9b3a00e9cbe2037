// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.sallyport.sim.command.ExitCode;

/** The first commands in a clone, before anything is built. */
final class LauncherTrials {
  private static final String NOTES_ARGUMENTS =
      "printf '%s\\n' \"$@\" > \"${0%/*}/arguments\"; echo '[ERROR] nothing is built here'; exit 1";
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  private LauncherTrials() {}

  static List<Trial> all() {
    return List.of(
        Trial.of(30, LauncherTrials::pathWithBlank),
        Trial.of(31, LauncherTrials::firstVerb),
        new Trial(32, Need.ROOT, LauncherTrials::secondVerbAndOtherUser));
  }

  private static void pathWithBlank(Observations seen) throws Exception {
    try (LauncherFolder folder = LauncherFolder.of(NOTES_ARGUMENTS)) {
      Process run = folder.start("said", "version");
      folder.said("said", run);
      List<String> arguments = Files.readAllLines(folder.path().resolve("arguments"));
      seen.that(
          "Maven is given the project's file as one word",
          arguments.contains(folder.path().resolve("pom.xml").toString()),
          () -> arguments);
    }
  }

  private static void firstVerb(Observations seen) throws Exception {
    try (LauncherFolder folder = LauncherFolder.of(NOTES_ARGUMENTS)) {
      for (String verb : List.of("simulate", "conform")) {
        String said = folder.said(verb, folder.start(verb, verb));
        seen.contains(said, "the first time: ");
        seen.contains(said, "minutes");
        seen.that(
            verb + " builds no kernel",
            Files.readString(folder.path().resolve("arguments")).contains("-Dkernel.skip=true"),
            () -> said);
      }
      folder.said("boot", folder.start("boot", "boot"));
      seen.that(
          "boot builds one",
          !Files.readString(folder.path().resolve("arguments")).contains("-Dkernel.skip=true"),
          () -> "it does not");
    }
  }

  private static void secondVerbAndOtherUser(Observations seen) throws Exception {
    try (LauncherFolder folder = LauncherFolder.of("touch \"${0%/*}/began\"; sleep 3; exit 1")) {
      Process first = folder.start("first", "version");
      awaitFile(folder.path().resolve("began"));
      Process second = folder.start("second", "version");
      folder.said("first", first);
      seen.contains(folder.said("second", second), "waits for another build in this folder");
      Files.setPosixFilePermissions(
          folder.above().path(), PosixFilePermissions.fromString("rwxr-xr-x"));
      Process other = folder.start("other", AS_NOBODY, "version");
      String said = folder.said("other", other);
      seen.same("exit code of another user", ExitCode.ENVIRONMENT, other.exitValue());
      seen.contains(said, "cannot be written");
      seen.contains(said, "Clone the project to a folder of your own");
    }
  }

  private static void awaitFile(Path file) throws IOException, InterruptedException {
    for (int i = 0; i < 600; i++) {
      if (Files.exists(file)) {
        return;
      }
      Thread.sleep(50);
    }
    throw new IOException(file + " did not come");
  }
}
