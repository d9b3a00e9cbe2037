package org.sallyport.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.ProofResult.Verdict;

/** Every claim, as a test of its own. */
final class ProveTest {
  private static final Path SPECIFICATION = Path.of("..", "spec", "src", "main", "tla");

  @TestFactory
  Stream<DynamicTest> claims() {
    return Prove.claims(SPECIFICATION).stream()
        .map(claim -> DynamicTest.dynamicTest(claim.name(), () -> assertComesTo(claim)));
  }

  private static void assertComesTo(Claim claim) {
    ProofResult result = claim.run();
    assertEquals(claim.expected(), result.observed(), claim.statement() + ": " + result.detail());
  }

  @Test
  void namesAreDistinctAndEveryKindIsThere() {
    List<String> names = Prove.claims(SPECIFICATION).stream().map(Claim::name).toList();
    Set<String> distinct = new HashSet<>(names);
    assertEquals(names.size(), distinct.size());
    for (String needed :
        List.of(
            "window-advance-64",
            "window-advance-128",
            "window-advance-1024",
            "esn-reconstructs",
            "wrong-window-left-edge-64",
            "wrong-esn-unguarded-decrement",
            "machine-agrees",
            "table-Hth",
            "table-ReplayWindow")) {
      assertTrue(distinct.contains(needed), needed);
    }
  }

  @Test
  void whatGoesWrongIsAnOutcomeAndDoesNotPass() {
    Claim broken =
        new Claim(
            "broken",
            "",
            "",
            Verdict.REFUTED,
            () -> {
              throw new IllegalStateException("no answer");
            });
    ProofResult result = broken.run();
    assertEquals(Verdict.FAILED, result.observed());
    assertTrue(!result.pass() && result.detail().contains("no answer"));
    assertTrue(!new Claim("", "", "", Verdict.REFUTED, () -> Answer.proved("")).run().pass());
  }
}
