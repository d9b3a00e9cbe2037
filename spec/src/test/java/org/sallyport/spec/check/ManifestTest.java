// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.spec.SpecFolder;
import org.sallyport.spec.table.IsolatedTlc;
import org.sallyport.spec.table.Machine;
import org.sallyport.spec.table.SpecException;

class ManifestTest {
  @TempDir Path scratch;

  @Test
  void everyPropertyHasAClaimAModelAndAMutant() {
    // Reading refuses anything else.
    Manifest manifest = Manifest.read(SpecFolder.PATH);
    assertFalse(manifest.models().isEmpty());
    assertFalse(manifest.mutants().isEmpty());
  }

  @Test
  void everyMutantFitsItsModuleExactlyOnce() throws IOException {
    for (Manifest.Mutant mutant : Manifest.read(SpecFolder.PATH).mutants()) {
      String shipped = Files.readString(SpecFolder.PATH.resolve(mutant.file() + ".tla"));
      assertNotEquals(shipped, MutantFolder.broken(SpecFolder.PATH, mutant), mutant.name());
    }
  }

  @Test
  void everyActionIsReadByASystemModuleOrExcepted() {
    List<String> problems = new ArrayList<>();
    ModelChecker checker = new ModelChecker(SpecFolder.PATH, line -> {});
    checker.compareUnread(checker.unreadActions(SpecFolder.machines()), problems);
    assertEquals(List.of(), problems);
  }

  @Test
  void actionThatNoSystemModuleReadsIsFound() throws IOException {
    SpecFolder.changed(scratch, "EsnSystem", "Does(row, \"HighIsNext\")", "FALSE");
    Manifest manifest = Manifest.read(SpecFolder.PATH);
    List<Machine> machines = List.of(IsolatedTlc.evaluate(scratch, "Esn"));
    assertEquals(
        List.of("Esn HighIsNext"),
        UnreadActions.of(module -> ParsedModule.parse(scratch, module), manifest, machines));
  }

  @Test
  void exceptionsAreComparedBothWays() {
    List<String> problems = new ArrayList<>();
    List<Manifest.Excepted> excepted =
        List.of(new Manifest.Excepted("b", "why"), new Manifest.Excepted("c", "why"));
    Exceptions.compare(List.of("a", "b"), excepted, "found", "list", problems);
    assertEquals(List.of("found: a", "take it out of list: c"), problems);
  }

  @Test
  void exceptionListedTwiceIsRefused() throws IOException {
    String text = Files.readString(SpecFolder.PATH.resolve(Manifest.FILE));
    String entry = "{\n      \"name\": \"SendCounter RefuseSend\",";
    String twice = text.replace(entry, entry + "\n      \"why\": \"x\"\n    },\n    " + entry);
    assertTrue(!twice.equals(text), "the manifest has the entry");
    Files.writeString(scratch.resolve(Manifest.FILE), twice);
    SpecException refusal = assertThrows(SpecException.class, () -> Manifest.read(scratch));
    assertTrue(
        String.valueOf(refusal.getMessage())
            .contains("the exception SendCounter RefuseSend is listed twice"),
        refusal::getMessage);
  }

  @Test
  void mutantThatDoesNotFitIsRefused() {
    Manifest.Mutant absent =
        new Manifest.Mutant("Absent", "", "Esn", "no such text", "", "Esn", "TypeOk");
    Manifest.Mutant twice =
        new Manifest.Mutant("Twice", "", "Esn", "HighIsSame", "", "Esn", "TypeOk");
    assertTrue(refusal(absent).contains("does not fit"));
    assertTrue(refusal(twice).contains("ambiguous"));
  }

  @Test
  void propertyWithoutMutantIsRefused() throws IOException {
    String text = Files.readString(SpecFolder.PATH.resolve(Manifest.FILE));
    Files.createDirectory(scratch.resolve("models"));
    try (var models = Files.list(SpecFolder.PATH.resolve("models"))) {
      for (Path model : models.toList()) {
        Files.copy(model, scratch.resolve("models").resolve(model.getFileName().toString()));
      }
    }
    Files.writeString(
        scratch.resolve(Manifest.FILE),
        text.replace("\"mustViolate\": \"NoDowngrade\"", "\"mustViolate\": \"NeverWithoutAuth\""));
    SpecException refused = assertThrows(SpecException.class, () -> Manifest.read(scratch));
    assertTrue(
        refused.getMessage().contains("no mutant violates HthSystem!NoDowngrade"),
        refused.getMessage());
  }

  private static String refusal(Manifest.Mutant mutant) {
    return assertThrows(SpecException.class, () -> MutantFolder.broken(SpecFolder.PATH, mutant))
        .getMessage();
  }
}
