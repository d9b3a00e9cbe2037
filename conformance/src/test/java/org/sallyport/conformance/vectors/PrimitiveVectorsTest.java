package org.sallyport.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
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
                    VectorRunner.primitives().stream().map(runner -> file(runner, library))));
  }

  private static DynamicContainer file(VectorRunner runner, CryptoLibrary library) {
    FileResult result = runner.run(library);
    DynamicTest hasCases =
        DynamicTest.dynamicTest(
            "has cases", () -> assertFalse(result.cases().isEmpty(), runner.file()));
    Stream<DynamicTest> cases =
        result.cases().stream()
            .map(each -> DynamicTest.dynamicTest(each.name(), () -> assertPasses(each)));
    return DynamicContainer.dynamicContainer(
        runner.file(), Stream.concat(Stream.of(hasCases), cases));
  }

  private static void assertPasses(CaseResult result) {
    if (!result.pass()) {
      assertEquals(result.expected(), result.observed(), result.name());
      throw new AssertionError(result);
    }
  }
}
