// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The self-tests that need no board, on a JVM: what they expect is what Java says. */
class HostChecksTest {
  @Test
  void aJvmPassesTheChecksOfTheLanguage() {
    SelfTest test = new SelfTest();
    LanguageChecks.addTo(test);
    ExceptionChecks.addTo(test);
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, Check> entry : test.checks().entrySet()) {
      String fault = SelfTest.fault(entry.getValue());
      if (fault != null) {
        faults.add(entry.getKey() + ": " + fault);
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(test.checks().size() >= 20, "all checks are there");
  }

  @Test
  void aFaultAndAnExceptionAreFaults() {
    assertEquals("wrong", SelfTest.fault(() -> "wrong"));
    assertTrue(
        SelfTest.fault(
                () -> {
                  throw new IllegalStateException("broken");
                })
            .contains("broken"));
  }
}
