// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.ConformanceRun;
import org.sallyport.conformance.suite.ConformanceSuite;

/** Every case of every suite, as a test of its own. */
final class ConformanceSuitesTest {
  @TestFactory
  Stream<DynamicContainer> suites() {
    return ConformanceSuites.all().stream().map(ConformanceSuitesTest::container);
  }

  @Test
  void namesAreDistinct() {
    List<String> names = ConformanceSuites.all().stream().map(ConformanceSuite::name).toList();
    Set<String> distinct = new HashSet<>(names);
    assertEquals(names.size(), distinct.size(), () -> names.toString());
  }

  private static DynamicContainer container(ConformanceSuite suite) {
    return DynamicContainer.dynamicContainer(
        suite.name(),
        ConformanceRun.run(suite).results().stream()
            .map(each -> DynamicTest.dynamicTest(each.name(), () -> assertPasses(each))));
  }

  private static void assertPasses(CaseResult result) {
    if (!result.pass()) {
      assertEquals(result.expected(), result.observed(), result.name());
      throw new AssertionError(result);
    }
  }
}
