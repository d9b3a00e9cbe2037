// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines as swanctl 5.9.8 prints them. */
class SwanctlOutputTest {
  @Test
  void nestedSectionsAndLists() {
    String output =
        "list-sa event {c {uniqueid=2 state=ESTABLISHED initiator-spi=f1a11ff4762ba6fd"
            + " responder-spi=401f9cc09508a9ca tasks-queued=[A B] child-sas {k-1 {name=k"
            + " state=INSTALLED local-ts=[10.1.0.0/24]} k-2 {name=k state=DELETED}}}}\n"
            + "list-sas reply {}\n";
    List<Map<String, Object>> all = SwanctlOutput.securityAssociations(output);
    assertEquals(1, all.size());
    Map<String, Object> ike = all.getFirst();
    assertEquals("ESTABLISHED", SwanctlOutput.value(ike, "state"));
    assertEquals("401f9cc09508a9ca", SwanctlOutput.value(ike, "responder-spi"));
    List<Map<String, Object>> children =
        SwanctlOutput.sections(SwanctlOutput.section(ike, "child-sas"));
    assertEquals(2, children.size());
    assertEquals("INSTALLED", SwanctlOutput.value(children.get(0), "state"));
    assertEquals("DELETED", SwanctlOutput.value(children.get(1), "state"));
  }

  @Test
  void nothingIsNothing() {
    assertTrue(SwanctlOutput.securityAssociations("list-sas reply {}\n").isEmpty());
    assertTrue(SwanctlOutput.securityAssociations("").isEmpty());
  }

  @Test
  void aLineThatBreaksOffEnds() {
    List<Map<String, Object>> all =
        SwanctlOutput.securityAssociations("list-sa event {c {state=CONNECTING child-sas {");
    assertEquals("CONNECTING", SwanctlOutput.value(all.getFirst(), "state"));
  }
}
