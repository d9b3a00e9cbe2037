package org.sallyport.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sallyport.conformance.CaseResult;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.sim.crypto.CryptoLibraries;

/** Every primitive vector on every crypto library that this machine has. */
final class PrimitiveVectorsTest {
  @TestFactory
  Stream<DynamicContainer> vectors() {
    return CryptoLibraries.available().stream()
        .map(
            library ->
                DynamicContainer.dynamicContainer(
                    library.name(),
                    VectorSuite.primitives().stream().map(suite -> file(suite, library))));
  }

  private static DynamicContainer file(VectorSuite suite, CryptoLibrary library) {
    List<CaseResult> results = new ArrayList<>();
    suite.run(library, results::add);
    DynamicTest hasCases =
        DynamicTest.dynamicTest("has cases", () -> assertFalse(results.isEmpty(), suite.name()));
    Stream<DynamicTest> cases =
        results.stream()
            .map(each -> DynamicTest.dynamicTest(each.name(), () -> assertPasses(each)));
    return DynamicContainer.dynamicContainer(
        suite.name(), Stream.concat(Stream.of(hasCases), cases));
  }

  private static void assertPasses(CaseResult result) {
    if (!result.pass()) {
      assertEquals(result.expected(), result.observed(), result.name());
    }
    assertTrue(result.pass(), result.toString());
  }
}
