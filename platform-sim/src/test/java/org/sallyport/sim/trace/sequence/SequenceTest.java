// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.trace.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.sallyport.sim.trace.sequence.SequenceEvent.Mark;
import org.sallyport.sim.trace.sequence.SequenceEvent.Message;
import org.sallyport.sim.trace.sequence.SequenceEvent.Note;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SequenceTest {
  private static final List<String> HOSTS = List.of("left", "right");
  private static final List<SequenceEvent> EVENTS =
      List.of(
          new Message(0, 1_000_000, "left", "right", "IKE_SA_INIT request 0", Mark.DELIVERED),
          new Note(1_000_000, "right", "Idle --RcvInit--> Answered"),
          new Message(1_000_000, 1_000_000, "right", "left", "IKE_SA_INIT <r> & 0", Mark.LOST),
          new Message(2_500_000, 4_000_000, "right", "left", "again", Mark.DUPLICATE),
          new Message(5_000_000, 5_000_000, "left", "right", "x", Mark.REPLAYED));

  @Test
  void textShowsColumnsArrowsAndFates() {
    assertEquals(
        """
                    ms    left                         right
                            |                            |
                 0.000      |-- IKE_SA_INIT request 0 -->|  +1.000
                 1.000      |                            * Idle --RcvInit--> Answered
                 1.000      |    X IKE_SA_INIT <r> & 0 --|  lost
                 2.500      |<......... again ...........|  +1.500  duplicate
                 5.000      |------------ x ------------>|  replayed by an attacker
        """,
        SequenceText.draw(HOSTS, EVENTS));
  }

  @Test
  void arrowsSpanColumnsOfHostsBetween() {
    String text =
        SequenceText.draw(
            List.of("a", "b", "c"), List.of(new Message(0, 0, "a", "c", "over", Mark.DELIVERED)));
    String arrow = text.lines().skip(2).findFirst().orElseThrow();
    assertTrue(arrow.matches(" +0\\.000 +\\|-+ over -+>\\|"), arrow);
  }

  @Test
  void unknownHostIsOurBug() {
    List<SequenceEvent> stray = List.of(new Note(0, "nobody", "?"));
    assertThrows(IllegalArgumentException.class, () -> SequenceText.draw(HOSTS, stray));
    assertThrows(IllegalArgumentException.class, () -> SequenceSvg.draw("t", HOSTS, stray));
  }

  @Test
  void svgIsWellFormedSelfContainedAndComplete() throws Exception {
    String svg = SequenceSvg.draw("run <1>", HOSTS, EVENTS);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertEquals("svg", document.getDocumentElement().getNodeName());
    String text = document.getDocumentElement().getTextContent();
    for (String expected :
        List.of("run <1>", "left", "IKE_SA_INIT <r> & 0 (lost)", "Idle --RcvInit--> Answered")) {
      assertTrue(text.contains(expected), expected);
    }
    assertEquals(1, svg.split("http").length - 1, "only the namespace is an address");
    assertEquals(svg, SequenceSvg.draw("run <1>", HOSTS, EVENTS));
  }
}
