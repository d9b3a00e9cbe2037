// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TlcOutputTest {
  private static final String VIOLATION =
      """
      @!@!@STARTMSG 2110:1 @!@!@
      Invariant NoNumberTwice is violated.
      @!@!@ENDMSG 2110 @!@!@
      @!@!@STARTMSG 2217:4 @!@!@
      1: <Initial predicate>
      /\\ top = 0
      /\\ lastAction = [who |-> "none", does |-> "Init", received |-> <<>>, firings |-> <<>>, sent |-> <<>>]
      @!@!@ENDMSG 2217 @!@!@
      @!@!@STARTMSG 2217:4 @!@!@
      2: <DeliverPacket line 1>
      /\\ top = 1
      /\\ lastAction = [ who |-> "sender", does |-> "DeliverPacket", received |-> <<>>,
        firings |-> << [who |-> "receiver", machine |-> "ReplayWindow", from |-> "Arrived",
             on |-> "CheckAhead", next |-> "Checked", refusal |-> FALSE] >>,
        sent |-> <<[from |-> "sender", to |-> "receiver", kind |-> "packet", number |-> 1]>> ]
      @!@!@ENDMSG 2217 @!@!@
      @!@!@STARTMSG 2199:0 @!@!@
      6,343 states generated, 2,167 distinct states found, 811 states left on queue.
      @!@!@ENDMSG 2199 @!@!@
      @!@!@STARTMSG 2194:0 @!@!@
      The depth of the complete state graph search is 8.
      @!@!@ENDMSG 2194 @!@!@
      """;

  @Test
  void violationIsNamedCountedAndDrawn() {
    TlcOutput output = new TlcOutput(line -> {});
    VIOLATION.lines().forEach(output::accept);
    TlcOutcome outcome = output.outcome(1);
    assertEquals("NoNumberTwice", outcome.result());
    assertEquals(2167, outcome.distinctStates());
    assertEquals(8, outcome.depth());
    String drawn = SequenceDiagram.draw(outcome.counterexample().orElseThrow());
    assertEquals(
        """
             sender                                           receiver
          1  | DeliverPacket                                  |
             | ReplayWindow: Arrived --CheckAhead--> Checked  |
             |   top: 0 → 1                                   |
             |--------------- packet number 1 --------------->|
        """,
        drawn);
  }

  @Test
  void rowsFiredAreCollected() {
    TlcOutput output = new TlcOutput(line -> {});
    output.accept("<<\"ROW\", \"Esn\", \"Off\", \"LowBelowEdge\">>");
    assertTrue(output.outcome(1).rows().contains("Esn Off LowBelowEdge"));
  }

  @Test
  void crashIsAnErrorWithItsMessage() {
    TlcOutput output = new TlcOutput(line -> {});
    output.accept("@!@!@STARTMSG 1000:1 @!@!@");
    output.accept("TLC threw an unexpected exception.");
    output.accept("@!@!@ENDMSG 1000 @!@!@");
    assertEquals("error", output.outcome(1).result());
    assertTrue(output.outcome(1).detail().contains("unexpected exception"));
  }

  /** A violation that was told before the JVM ended may be half of what there was to tell. */
  @Test
  void whatIsCutOffShowsNothing() {
    TlcOutput output = new TlcOutput(line -> {});
    VIOLATION.lines().forEach(output::accept);
    output.broken();
    assertEquals("error", output.outcome(1).result());
  }

  @Test
  void statesAreParsed() {
    Map<String, TlaValue> state =
        TlaValue.parseState("/\\ a = (1 :> {\"x\"} @@ 2 :> {})\n/\\ b = << [c |-> -3], TRUE >>");
    assertEquals("[1={x}, 2={}]", state.get("a").toString());
    assertEquals("<[c=-3], TRUE>", state.get("b").toString());
    assertThrows(IllegalArgumentException.class, () -> TlaValue.parse("[a |->"));
    assertThrows(IllegalArgumentException.class, () -> TlaValue.parse("1 2"));
  }
}
