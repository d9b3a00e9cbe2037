// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.spec.SpecFolder;
import org.sallyport.spec.table.SpecException;

class ModelCheckIT {
  private static final int JOBS = Runtime.getRuntime().availableProcessors();

  @TempDir Path scratch;

  @Test
  void everyModelIsAsTheManifestSaysAndEveryRowIsFired() {
    CheckReport report =
        checker(SpecFolder.PATH)
            .check(new ModelChecker.Request(false, false, List.of(), JOBS, false));
    assertTrue(report.passed(), () -> Reports.text(report));
    assertFalse(report.coverage().isEmpty());
  }

  @Test
  void everyMutantIsCaught() {
    CheckReport report =
        checker(SpecFolder.PATH)
            .check(new ModelChecker.Request(false, true, List.of(), JOBS, false));
    assertTrue(report.passed(), () -> Reports.text(report));
  }

  /** As if TLC had lost or kept states of the mutants that it ran before in the same JVM. */
  @Test
  void mutantsAreInDoubtWhenTlcDoesNotFindWhatIsUnbrokenAfterThem() throws IOException {
    SpecFolder.changed(scratch, "CookiesDecisions", "No secret makes it.", "No secret made it.");
    copyModels();
    Path manifest = scratch.resolve(Manifest.FILE);
    long states = Manifest.read(scratch).model("Cookies").distinctStates();
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("\"distinctStates\": " + states + ",", "\"distinctStates\": 7,"));
    List<ModelResult> several = mutants("Cookies").results();
    String doubt =
        "in doubt: after the mutants of CookiesSystem, Cookies, unbroken, gives ok and "
            + states
            + " distinct states instead of 7";
    for (ModelResult result : several) {
      assertFalse(result.passed(), result::name);
      assertTrue(result.problems().get(0).startsWith(doubt), () -> result.problems().toString());
    }
    assertTrue(mutants("CookieOfZeroes").passed(), "it had a JVM of its own");
  }

  private CheckReport mutants(String... names) {
    return checker(scratch)
        .check(new ModelChecker.Request(false, true, List.of(names), JOBS, false));
  }

  @Test
  void brokenSpecificationFailsWithADiagram() throws IOException {
    SpecFolder.changed(
        scratch,
        "ReplayWindow",
        "\"AdvanceSeen\", \"Refused\", <<\"RefuseSeen\">>",
        "\"AdvanceSeen\", \"Accepted\", <<\"MarkNumber\">>");
    copyModels();
    ModelResult result = onlyWindow().results().get(0);
    assertFalse(result.passed());
    assertEquals("NoNumberTwice", result.result());
    assertTrue(
        result.counterexample().contains("ReplayWindow: Checked --AdvanceSeen--> Accepted"),
        result::counterexample);
  }

  /**
   * TLC says of the first that a record has no such field, of the second nothing, and of the third
   * that an assumption is false. No model runs before they are mended.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CookiesDecisions | Is(\"MatchesCurrent\") | Is(\"MatchesCurent\") | CookiesDecisions.tla:23: the fact MatchesCurent is not declared in FactDocs",
        "CookiesDecisions | When(<<Not(\"NextPeriodOver\")>> | When(<<Not(\"PeriodOver\"), Not(\"NextPeriodOver\")>> | CookiesDecisions.tla:18: the rule for UseInNextPeriod in Use is never reached",
        "Cookies | \"Single\", \"CookieOther\" | \"Singel\", \"CookieOther\" | Cookies.tla:59: Singel x CookieOther begins in Singel",
      })
  void whatABuildWouldRefuseIsNamedWithItsLine(
      String module, String replace, String with, String named) throws IOException {
    SpecFolder.changed(scratch, module, replace, with);
    copyModels();
    for (boolean mutants : List.of(false, true)) {
      List<String> progress = new CopyOnWriteArrayList<>();
      ModelChecker checker = new ModelChecker(scratch, progress::add);
      ModelChecker.Request request =
          new ModelChecker.Request(false, mutants, List.of("Cookies"), JOBS, false);
      SpecException refused = assertThrows(SpecException.class, () -> checker.check(request));
      assertTrue(refused.getMessage().contains("\n  " + named), refused::getMessage);
      assertEquals(List.of(), progress, "no model has run");
    }
  }

  @Test
  void shapesThatABuildWouldRefuseAreNamedToo() throws IOException {
    SpecFolder.changed(
        scratch,
        "IkeShapes",
        "\"IKE_SA_INIT\",     \"request\"",
        "\"IKE_SA_INTI\",     \"request\"");
    copyModels();
    assertRefused(
        "HthHandshake", "IkeShapes.tla:47: shape InitRequest is of the exchange IKE_SA_INTI");
  }

  /** TLC would say that no condition of a CASE is true. */
  @Test
  void anActionThatNoSystemModuleDoesIsNamed() throws IOException {
    SpecFolder.changed(
        scratch,
        "Cookies",
        "<<\"RefuseCookie\",   \"",
        "<<\"CountRefused\",   \"Count it.\">>,\n  <<\"RefuseCookie\",   \"");
    Path cookies = scratch.resolve("Cookies.tla");
    Files.writeString(
        cookies,
        Files.readString(cookies)
            .replace("<<\"RefuseCookie\">>", "<<\"RefuseCookie\", \"CountRefused\">>"));
    copyModels();
    assertRefused("Cookies", "\n  Cookies CountRefused\n");
  }

  private void assertRefused(String model, String named) {
    ModelChecker.Request request =
        new ModelChecker.Request(false, false, List.of(model), JOBS, false);
    ModelChecker checker = checker(scratch);
    SpecException refused = assertThrows(SpecException.class, () -> checker.check(request));
    assertTrue(refused.getMessage().contains(named), refused::getMessage);
  }

  @Test
  void otherCountsThanTheManifestsAreAChangeOfTheModelAndNoFailure() throws IOException {
    SpecFolder.changed(scratch, "ReplayWindow", "A replay, refused", "A replay refused");
    copyModels();
    Path configuration = scratch.resolve("models").resolve("ReplayWindow.cfg");
    Files.writeString(
        configuration, Files.readString(configuration).replace("MaxNumber = 5", "MaxNumber = 2"));
    CheckReport report = onlyWindow();
    ModelResult result = report.results().get(0);
    assertEquals(ModelResult.Verdict.CHANGED, result.verdict());
    assertFalse(report.passed());
    String text = Reports.text(report);
    assertTrue(text.contains("the model has changed: "), text);
    assertFalse(text.contains("FAIL"), text);
  }

  private CheckReport onlyWindow() {
    return checker(scratch)
        .check(new ModelChecker.Request(false, false, List.of("ReplayWindow"), 1, false));
  }

  private static ModelChecker checker(Path folder) {
    return new ModelChecker(folder, line -> {});
  }

  private void copyModels() throws IOException {
    Files.copy(SpecFolder.PATH.resolve(Manifest.FILE), scratch.resolve(Manifest.FILE));
    Files.createDirectory(scratch.resolve("models"));
    try (var models = Files.list(SpecFolder.PATH.resolve("models"))) {
      for (Path model : models.toList()) {
        Files.copy(model, scratch.resolve("models").resolve(model.getFileName().toString()));
      }
    }
  }
}
