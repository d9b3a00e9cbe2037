// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A short search for each target. {@code -Dsallyport.fuzz.seconds=N} makes it longer; {@code
 * ./sallyport fuzz} does so with progress.
 */
final class JazzerProcessTest {
  private static final int SECONDS = Integer.getInteger("sallyport.fuzz.seconds", 3);
  private static final int LONG_ENOUGH_SECONDS = 120;

  @TempDir private Path work;

  @ParameterizedTest
  @EnumSource
  void findsNothingInAShortSearch(FuzzTarget target) throws IOException {
    Path kept = Path.of("corpus").resolve(target.folder()).toAbsolutePath();
    JazzerProcess.Outcome outcome =
        new JazzerProcess(target.type(), work, List.of(work.resolve("corpus"), kept))
            .search(SECONDS, text -> {});
    assertNull(outcome.finding(), () -> "finding, see " + log(outcome));
    assertTrue(outcome.executions() > 0 && outcome.coverage() > 0, outcome.toString());
  }

  @Test
  void findsAPlantedDefect() throws IOException {
    JazzerProcess.Outcome outcome =
        new JazzerProcess(PlantedDefect.class, work, List.of(work.resolve("corpus")))
            .search(LONG_ENOUGH_SECONDS, text -> {});
    byte[] finding = Files.readAllBytes(outcome.finding());
    assertEquals("IKE", new String(finding, 0, 3, StandardCharsets.US_ASCII));
  }

  private static String log(JazzerProcess.Outcome outcome) {
    try {
      return Files.readString(outcome.log());
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
