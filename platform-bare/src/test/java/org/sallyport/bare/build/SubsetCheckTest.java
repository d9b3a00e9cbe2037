// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What uses more than the subset is named, all of it, with the way there. */
class SubsetCheckTest {
  private static List<SubsetOffence> check(String mainClass, Path target) {
    KernelSettings settings = KernelSettings.ofMain(mainClass);
    List<Path> classpath = JavaToC.pathEntries(System.getProperty("java.class.path"));
    return new JavaToC(classpath, settings).compile(target);
  }

  @Test
  void everyUseOfWhatIsMissingIsNamed(@TempDir Path target) {
    List<SubsetOffence> offences = check(SubsetOffender.class.getName(), target);
    String offender = SubsetOffender.class.getName();
    assertNamed(offences, offender + ".first(long)", "java.lang.Math.multiplyHigh(long, long)");
    assertNamed(offences, offender + ".second(long)", "java.lang.Math.multiplyHigh(long, long)");
    assertNamed(offences, offender + ".second(long)", "java.util.HexFormat");
    assertNamed(offences, offender + ".third()", "java.util.concurrent.locks.ReentrantLock");
  }

  private static void assertNamed(List<SubsetOffence> offences, String user, String missing) {
    List<SubsetOffence> found =
        offences.stream()
            .filter(
                offence -> offence.user().startsWith(user) && offence.missing().startsWith(missing))
            .toList();
    assertTrue(!found.isEmpty(), () -> user + " -> " + missing + " is not among\n" + offences);
    List<String> path = found.get(0).callPath();
    assertTrue(
        path.stream().anyMatch(caller -> caller.contains("SubsetOffender.main")),
        () -> "the way to " + user + " does not begin in main: " + path);
  }

  @Test
  void whatKeepsToTheSubsetIsTranslated(@TempDir Path target) {
    assertEquals(List.of(), check(SubsetKeeper.class.getName(), target));
    assertTrue(target.resolve("all.txt").toFile().isFile());
  }
}
