// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.spec.SpecFolder;

/** Decisions and shapes that may not be generated stop the build with file, line and name. */
class DecisionsTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // An undeclared fact, and a value that a fact does not have.
        "When(<<Not(\"Outstanding\")>> | When(<<Not(\"Outstandig\")>> | the fact Outstandig is not declared",
        "When(<<Not(\"Outstanding\")>> | When(<<IsValue(\"Outstanding\", \"Maybe\")>> | the fact Outstanding has no value Maybe",
        "Fact(\"TriesRemain\",     \"The request was not sent as often as it may be.\") | Fact(\"TriesRemain\", \"\") | fact TriesRemain is not documented",
        "When(<<Is(\"TriesRemain\")>>, | When(<<Is(\"Verified\")>>, | no rule asks for the fact TriesRemain",
        // A rule that another covers, one that all before it cover, one that contradicts itself.
        "When(<<Is(\"IdExpected\"), Not(\"Verified\")>>, \"RcvUnverified\" | When(<<Is(\"IdExpected\")>>, \"RcvUnverified\" | the rule for RcvRequestNew in Request is never reached: the rule for RcvUnverified",
        "Otherwise(\"TriesUsedUp\" | When(<<Is(\"TriesRemain\"), Not(\"TriesRemain\")>>, \"TriesUsedUp\" | the rule for TriesUsedUp contradicts itself",
        "When(<<Not(\"IdAnsweredLast\")>>, \"RcvRequestOther\", \"RFC 7296 2.3\", \"Neither the next nor the last.\"), | When(<<Not(\"IdAnsweredLast\")>>, \"RcvRequestOther\", \"RFC 7296 2.3\", \"Neither.\"), When(<<Is(\"IdAnsweredLast\")>>, \"RcvRequestOther\", \"RFC 7296 2.3\", \"Else.\"), | is never reached",
        // A list that does not decide everything.
        "Otherwise(\"TriesUsedUp\" | When(<<Not(\"TriesRemain\")>>, \"TriesUsedUp\" | RetransmitTimer does not end with a rule without conditions",
        // An event that there is not, and one that no rule yields.
        "\"RetransmitDue\", \"RFC | \"RetransmitDew\", \"RFC | Exchange has no event RetransmitDew",
        "\"RetransmitDue\", \"RFC | \"TriesUsedUp\", \"RFC | yields the event RetransmitDue",
        "\"RetransmitDue\", \"RFC | \"StopRequested\", \"RFC | the event StopRequested is in LocalEvents, but a rule yields it",
        // A rule without its reason.
        "\"RetransmitDue\", \"RFC 7296 2.1\" | \"RetransmitDue\", \"\" | lacks its section or story",
      })
  void wrongDecisionsAreRefusedWithFileLineAndName(String replace, String with, String named)
      throws IOException {
    SpecFolder.changed(scratch, "ExchangeDecisions", replace, with);
    List<Machine> machines = List.of(IsolatedTlc.evaluate(scratch, "Exchange"));
    SpecException refused =
        assertThrows(SpecException.class, () -> GenerateTables.decisions(scratch, machines));
    assertTrue(refused.getMessage().contains(named), refused.getMessage());
    assertTrue(
        refused.getMessage().matches("(?s).*Exchange(Decisions)?\\.tla(:[0-9]+)?: .*"),
        refused.getMessage());
  }

  @Test
  void theLineIsThatOfTheRule() throws IOException {
    SpecFolder.changed(
        scratch,
        "ExchangeDecisions",
        "When(<<Not(\"Outstanding\")>>",
        "When(<<Not(\"Outstood\")>>");
    List<Machine> machines = List.of(IsolatedTlc.evaluate(scratch, "Exchange"));
    SpecException refused =
        assertThrows(SpecException.class, () -> GenerateTables.decisions(scratch, machines));
    List<String> lines = java.nio.file.Files.readAllLines(scratch.resolve("ExchangeDecisions.tla"));
    int line =
        1 + lines.indexOf(lines.stream().filter(l -> l.contains("Outstood")).findFirst().get());
    assertTrue(
        refused.getMessage().contains("ExchangeDecisions.tla:" + line + ": "),
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<<\"IDr\", \"AUTH\">> | <<\"IDr\", \"AUT\">> | shape AuthResponse names the payload AUT, which the wire format lacks",
        "<<\"N\">>, <<>>, <<\"SA\", \"SK\", \"SKF\">> | <<\"N\">>, <<>>, <<\"N\", \"SK\", \"SKF\">> | shape InitNotification both requires and forbids N",
        "\"IKE_AUTH\",        \"request\" | \"IKE_AUTHENTICATE\", \"request\" | is of the exchange IKE_AUTHENTICATE, which there is not",
        "<<\"KE\",      34, | <<\"KE\",      33, | payload KE is declared twice",
        "<<\"SA\",      33, | <<\"SA\",      3, | payload SA has the number 3, IKEv2 has 33 to 127",
        "<<\"SA\", \"Nonce\">>, <<>>, <<\"SK\", \"SKF\">>, \"RFC 7296 1.3\" | <<\"SK\", \"Nonce\">>, <<>>, <<\"SKF\">>, \"RFC 7296 1.3\" | shape CreateChildRequest requires SK inside SK",
      })
  void wrongShapesAreRefusedByName(String replace, String with, String named) throws IOException {
    SpecFolder.changed(scratch, ShapeModule.NAME, replace, with);
    ShapeModule module = IsolatedTlc.shapes(scratch, ShapeModule.NAME);
    List<String> problems = ShapeChecks.problems(module);
    assertTrue(problems.stream().anyMatch(p -> p.contains(named)), problems::toString);
  }
}
