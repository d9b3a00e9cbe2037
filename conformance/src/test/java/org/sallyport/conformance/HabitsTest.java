// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Machine;

/** What no compiler keeps: licence lines, names in documents, the form of scripts and of C. */
final class HabitsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String LICENCE = "SPDX-License-Identifier: Apache-2.0";
  private static final Set<String> SOURCES = Set.of("java", "tla", "c", "h", "S", "css", "sh");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NAME =
      Pattern.compile("`([A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*(?:\\.[a-z][A-Za-z0-9]*)?)(?:\\(\\))?`");
  private static final int HEAD_OCTETS = 200;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path scratch;

  @Test
  void everySourceFileNamesItsLicence() throws IOException {
    List<Path> sources = files(HabitsTest::isSource);
    assertTrue(sources.size() > 1000, () -> "only " + sources.size() + " files were found");
    assertEquals(
        List.of(), sources.stream().filter(file -> !head(file).contains(LICENCE)).toList());
  }

  @Test
  void shellcheckFindsNothing() throws IOException, LabException {
    List<Path> scripts = files(file -> head(file).matches("(?s)#!\\S*(/| )(ba)?sh\\b.*"));
    assertTrue(scripts.size() >= 4, scripts::toString);
    Path wrong = Files.writeString(scratch.resolve("wrong.sh"), "#!/bin/sh\nrm $1\n");
    assertFalse(run("shellcheck", List.of(wrong)).isEmpty(), "a wrong script is found");
    assertEquals("", run("shellcheck", scripts));
  }

  @Test
  void everyFileOfCHasTheFormOfTheProject() throws IOException, LabException {
    List<Path> sources = files(file -> Set.of("c", "h").contains(suffix(file)));
    assertTrue(sources.size() > 20, sources::toString);
    Files.copy(ROOT.resolve(".clang-format"), scratch.resolve(".clang-format"));
    Path wrong = Files.writeString(scratch.resolve("wrong.c"), "int  f(void) {return 0;}\n");
    assertFalse(run("clang-format", dryRun(List.of(wrong))).isEmpty(), "another form is found");
    assertEquals("", run("clang-format", dryRun(sources)));
  }

  /**
   * A class, a module or a member that a document names in backquotes is somewhere in the sources.
   * The change log tells of what was, too; names with a path may be of what does not exist yet.
   */
  @Test
  void documentsNameWhatThereIs() throws IOException {
    Set<String> words = new HashSet<>();
    for (Path file :
        files(file -> isSource(file) || Set.of("json", "xml").contains(suffix(file)))) {
      WORD.matcher(Files.readString(file)).results().map(MatchResult::group).forEach(words::add);
      words.add(file.getFileName().toString().replaceFirst("\\..*", ""));
    }
    List<Path> documents =
        files(file -> suffix(file).equals("md") && !file.endsWith("CHANGELOG.md"));
    assertTrue(documents.size() > 10, documents::toString);
    List<String> unknown = new ArrayList<>();
    for (Path document : documents) {
      for (String name : namesIn(Files.readString(document))) {
        if (!words.containsAll(List.of(name.split("\\.")))) {
          unknown.add(ROOT.relativize(document) + ": " + name);
        }
      }
    }
    assertEquals(List.of(), unknown);
    assertEquals(
        List.of("EspInbound.open", "IkeSa"),
        namesIn("`EspInbound.open()` and `IkeSa`, not `ESP`, `ike/IkeSa` or IkeSa"));
  }

  /** Names of two words or more, as classes have, with a member or without. */
  private static List<String> namesIn(String document) {
    return NAME.matcher(document).results().map(found -> found.group(1)).toList();
  }

  private static List<String> dryRun(List<Path> files) {
    return Stream.concat(Stream.of("--dry-run", "--Werror"), files.stream().map(Path::toString))
        .toList();
  }

  private static boolean isSource(Path file) {
    return SOURCES.contains(suffix(file))
        || head(file).startsWith("#!")
        || file.getFileName().toString().equals("sallyport");
  }

  private static String suffix(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String head(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD_OCTETS), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return fail("cannot read " + file, e);
    }
  }

  /** The files of the project; what is built, fetched or a test vector is not its own. */
  private static List<Path> files(Predicate<Path> isWanted) throws IOException {
    Set<String> foreign = Set.of("target", ".git", ".sallyport", ".library", "corpus", "vectors");
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isForeign =
                foreign.contains(folder.getFileName().toString())
                    && !folder.toString().contains("/java/");
            return isForeign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && isWanted.test(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** What the tool reports; skipped where it is missing, but not in continuous integration. */
  private static String run(String tool, List<?> arguments) throws LabException {
    boolean isThere = Machine.missingPrograms(tool).isEmpty();
    if (!isThere && System.getenv("CI") != null) {
      fail(tool + " is missing; ./sallyport setup installs it");
    }
    Assumptions.assumeTrue(isThere, tool + " is missing; ./sallyport setup installs it");
    String[] words = arguments.stream().map(Object::toString).toArray(String[]::new);
    Command.Outcome outcome = Command.of(tool).and(words).within(LIMIT).run();
    return outcome.exitCode() == 0 ? "" : outcome.output() + " exit code " + outcome.exitCode();
  }
}
