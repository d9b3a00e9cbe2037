// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.sallyport.spec.SpecFolder;

class MutantBatchTest {
  private static final Manifest MANIFEST = Manifest.read(SpecFolder.PATH);

  private final Map<String, ParsedModule> parsed = new ConcurrentHashMap<>();

  private List<List<String>> batches(String... names) {
    List<Manifest.Mutant> mutants =
        MANIFEST.mutants().stream()
            .filter(mutant -> Arrays.asList(names).contains(mutant.name()))
            .toList();
    return MutantBatch.of(
            mutants,
            MANIFEST,
            SpecFolder.PATH,
            name -> parsed.computeIfAbsent(name, n -> ParsedModule.parse(SpecFolder.PATH, n)))
        .stream()
        .map(batch -> batch.mutants().stream().map(Manifest.Mutant::name).toList())
        .toList();
  }

  @Test
  void oneSystemModuleSharesAJvmAndAnotherDoesNot() {
    assertEquals(
        List.of(
            List.of("WindowSenderTooFar", "WindowAcceptsSeen", "WindowMovesBack"),
            List.of("CounterPastLast", "CounterCycles")),
        batches(
            "WindowSenderTooFar",
            "WindowAcceptsSeen",
            "CounterPastLast",
            "WindowMovesBack",
            "CounterCycles"));
  }

  /** WindowMovesBack breaks an action in all steps, WindowSticksAtZero a promise of progress. */
  @Test
  void whatBreaksProgressHasAJvmOfItsOwn() {
    assertEquals(
        List.of(List.of("WindowAcceptsSeen", "WindowMovesBack"), List.of("WindowSticksAtZero")),
        batches("WindowAcceptsSeen", "WindowSticksAtZero", "WindowMovesBack"));
  }

  @Test
  void batchesAreBounded() {
    List<String> acquire =
        MANIFEST.mutants().stream()
            .filter(mutant -> MANIFEST.model(mutant.model()).module().equals("AcquireSystem"))
            .map(Manifest.Mutant::name)
            .toList();
    List<List<String>> batches = batches(acquire.toArray(String[]::new));
    assertTrue(batches.stream().filter(batch -> batch.size() > 1).count() > 1, batches::toString);
    assertTrue(batches.stream().allMatch(batch -> batch.size() <= 24), batches::toString);
    assertEquals(
        acquire.stream().sorted().toList(),
        batches.stream().flatMap(List::stream).sorted().toList());
  }
}
