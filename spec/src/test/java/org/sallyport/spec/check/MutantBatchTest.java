// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
    return batches(mutants).stream()
        .map(batch -> batch.mutants().stream().map(Manifest.Mutant::name).toList())
        .toList();
  }

  private List<MutantBatch> batches(List<Manifest.Mutant> mutants) {
    return MutantBatch.of(
        mutants,
        MANIFEST,
        SpecFolder.PATH,
        name -> parsed.computeIfAbsent(name, n -> ParsedModule.parse(SpecFolder.PATH, n)));
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

  /** TLC keeps the places of names: a new one would get that of TRUE. */
  @Test
  void whatDefinesANameHasAJvmOfItsOwn() {
    Manifest.Mutant known = MANIFEST.mutants().get(0);
    List<Manifest.Mutant> mutants =
        Stream.of("Sent == 1", "Sent(a, b) == a", "Sent = 1", known.replace())
            .map(with ->
                new Manifest.Mutant(
                    "Of " + with,
                    known.says(),
                    known.file(),
                    known.replace(),
                    with,
                    known.model(),
                    known.mustViolate()))
            .toList();
    List<MutantBatch> batches = batches(mutants);
    assertEquals(3, batches.size());
    assertEquals(mutants.subList(2, 4), batches.get(2).mutants());
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
    assertTrue(
        batches.stream().allMatch(batch -> batch.size() <= MutantBatch.MOST), batches::toString);
    assertEquals(
        acquire.stream().sorted().toList(),
        batches.stream().flatMap(List::stream).sorted().toList());
  }
}
