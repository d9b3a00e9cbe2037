// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.selftest.KnownAnswer;
import org.sallyport.engine.crypto.selftest.KnownAnswers;

/** The self-test of the bare machine, asked of every library that there is here. */
final class KnownAnswersOfLibrariesTest {
  @Test
  void everyLibraryGivesEveryAnswer() {
    for (CryptoLibrary library : NativeLevels.andTheRest()) {
      assertEquals(List.of(), KnownAnswers.failures(library), library.name());
    }
  }

  @Test
  void noLibraryGivesAWrongAnswer() {
    List<KnownAnswer> corrupted = KnownAnswers.all().stream().map(KnownAnswer::corrupted).toList();
    for (CryptoLibrary library : NativeLevels.andTheRest()) {
      assertEquals(
          corrupted.size(), KnownAnswers.failures(library, corrupted).size(), library.name());
    }
  }
}
