// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void aSlipIsNamedWhateverItsCase() {
    List<String> known = List.of("HthClose", "HthCrash", "Tcp");
    assertEquals("; did you mean HthClose?", Nearest.hint("hthclos", known));
    assertEquals("; did you mean Tcp?", Nearest.hint("Tpc", known));
  }

  @Test
  void withoutASlipEverythingIsListedOrAFewOfMany() {
    assertEquals("; there are One, Two", Nearest.hint("Something", List.of("One", "Two")));
    List<String> many = IntStream.range(1000, 1101).mapToObj(Integer::toString).toList();
    assertEquals("; there are 101, such as 1000, 1001, 1002", Nearest.hint("Something", many));
  }
}
