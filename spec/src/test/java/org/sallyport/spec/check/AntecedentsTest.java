// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.spec.SpecFolder;

class AntecedentsTest {
  private static final String WORLD =
      """
      ---- MODULE World ----
      EXTENDS Naturals, TLC
      VARIABLES count
      Init == count = 0
      Next == count < 3 /\\ count' = count + 1
      Spec == Init /\\ [][Next]_count
      Occurs == \\A n \\in 0..9 : (/\\ n = 2
                                 /\\ n = count) => count > 1
      Never == LET seven == 7 IN count = seven => FALSE
      Steps == [][(count = 2 /\\ count' = 3) => TRUE]_count
      Grows(before, after) == after < before => FALSE
      Back == [][Grows(count, count')]_count
      ====
      """;

  @TempDir Path folder;

  @Test
  void antecedentsAreFoundWithWhatBindsThem() throws IOException {
    ParsedModule module = world();
    Antecedent occurs = Antecedents.of(module, "Occurs").get(0);
    assertEquals("/\\ n = 2 /\\ n = count", occurs.text());
    assertEquals("World.tla:7", occurs.place());
    assertTrue(Antecedents.of(module, "Steps").get(0).ofStep());
    assertEquals(
        "after < before of Grows(count, count')", Antecedents.of(module, "Back").get(0).text());
  }

  @Test
  void antecedentsThatOccurAreToldOfAndOthersAreNot() throws IOException {
    ParsedModule module = world();
    List<Antecedent> all =
        List.of("Occurs", "Never", "Steps", "Back").stream()
            .flatMap(property -> Antecedents.of(module, property).stream())
            .toList();
    Path model = folder.resolve("World.cfg");
    Files.writeString(model, "SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\nINVARIANTS Occurs Never\n");
    Path target = Files.createDirectory(folder.resolve("probed"));
    Path probed = ProbedModel.write(folder, target, "World", model, all);
    TlcOutcome outcome =
        new TlcRun(target, ProbedModel.MODULE, probed, TlcRun.Size.SHORT).run(line -> {});
    assertEquals("ok", outcome.result(), outcome::detail);
    assertEquals(4, outcome.distinctStates());
    assertEquals(Set.of(0, 2), outcome.occurred());
  }

  @Test
  void unknownNamesAreNamedWithThoseMeant() throws IOException {
    Path model = folder.resolve("Odd.cfg");
    Files.writeString(model, "SPECIFICATION Spek\nCONSTANTS\n  Counts = 3\nINVARIANTS Ocurs\n");
    List<String> problems = ConfigurationNames.problems(world(), ModelConfiguration.read(model));
    assertEquals(3, problems.size(), problems::toString);
    assertEquals("no property Ocurs; did you mean Occurs?", problems.get(0));
    assertEquals("no operator Spek; did you mean Spec?", problems.get(1));
  }

  @Test
  void rowsAndRefusalsArePlacedInTheSource() throws IOException {
    RowPlaces places = new RowPlaces(SpecFolder.PATH);
    List<String> hth = Files.readAllLines(SpecFolder.PATH.resolve("Hth.tla"));
    int row = line(places.of("Hth", "Idle", "InitiateRequested"));
    assertTrue(hth.get(row - 1).contains("\"Idle\", \"InitiateRequested\""), hth.get(row - 1));
    int refusal = line(places.of("Hth", "Idle", "RcvNotAuthentic"));
    assertTrue(hth.get(refusal - 1).contains("Refuse(s, e"), hth.get(refusal - 1));
  }

  @Test
  void differencesGoDownToTheFields() {
    assertEquals(
        List.of("a.x.state: Idle → Open", "log: appended 2", "set: without 1", "set: with 3"),
        Difference.of(
            TlaValue.parseState(
                "/\\ a = [x |-> [state |-> \"Idle\", n |-> 1]]\n/\\ log = <<1>>\n/\\ set = {1}"),
            TlaValue.parseState(
                "/\\ a = [x |-> [state |-> \"Open\", n |-> 1]]\n/\\ log = <<1, 2>>\n/\\ set = {3}")));
  }

  @Test
  void everySystemModuleHasAConfigurationThatEditorsFind() throws IOException {
    for (Manifest.SystemModule system : Manifest.read(SpecFolder.PATH).modules()) {
      Path beside = SpecFolder.PATH.resolve(system.name() + ".cfg");
      assertTrue(Files.isRegularFile(beside), () -> beside + " is missing: link a model there");
      String text = Files.readString(beside);
      boolean isModel = false;
      for (Manifest.Model model : Manifest.read(SpecFolder.PATH).models()) {
        isModel |=
            model.module().equals(system.name())
                && text.equals(
                    Files.readString(ModelConfiguration.file(SpecFolder.PATH, model.name())));
      }
      assertTrue(isModel, () -> beside + " is no model of " + system.name());
    }
  }

  private static int line(String place) {
    assertTrue(place.startsWith("Hth.tla:"), place);
    return Integer.parseInt(place.substring("Hth.tla:".length()));
  }

  private ParsedModule world() throws IOException {
    Files.writeString(folder.resolve("World.tla"), WORLD);
    return ParsedModule.parse(folder, "World");
  }
}
