// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.spec.SpecFolder;

class TraceValidatorIT {
  private static final String COOKIE_FACTS =
      "InitRequest MajorVersionHigher=FALSE Syntax=Good ShapeFits=TRUE CookieRequired=TRUE"
          + " CookieValid=FALSE";
  private static final String ANSWER_FACTS =
      "Response Outstanding=TRUE IdExpected=TRUE ExchangeMatches=TRUE Verified=TRUE Completes=FALSE";
  private static final String INIT_FACTS =
      "InitResponse Syntax=Good Notification=None ShapeFits=TRUE SpiPresent=TRUE NonceForeign=TRUE"
          + " ProposalFound=TRUE GroupMatches=TRUE PublicValueGood=TRUE";
  private static final String KEY_FACTS = "KeyExchange SecretAgreed=TRUE";
  private static final String AUTH_FACTS =
      "Response Encrypted=TRUE Verified=TRUE Asked=Auth Syntax=Good AuthPresent=TRUE ShapeFits=TRUE"
          + " IdentityKnown=TRUE AuthVerifies=TRUE ErrorNotified=FALSE ChildAcceptable=TRUE";

  private static final List<Firing> HANDSHAKE =
      List.of(
          new Firing("Hth", 1, "Idle", "InitiateRequested", "Generating"),
          new Firing("Hth", 1, "Generating", "KeyPairReady", "InitSent"),
          new Firing("Exchange", 1, "Quiet", "SendRequested", "Awaiting"),
          new Firing("Exchange", 1, "Awaiting", "RcvResponseProvisional", "Awaiting", ANSWER_FACTS),
          new Firing("Hth", 1, "InitSent", "RcvInitResponse", "Deriving", INIT_FACTS),
          new Firing("Hth", 1, "Deriving", "KeyExchangeDone", "AuthSent", KEY_FACTS),
          new Firing("Hth", 1, "AuthSent", "RcvAuthResponse", "Established", AUTH_FACTS),
          new Firing("Hth", 0, "Idle", "RcvInitRequestNeedsCookie", "Idle", COOKIE_FACTS),
          new Firing("SendCounter", 9, "Counting", "SendEarly", "Counting"),
          new Firing("Esn", 9, "WithinCycle", "LowBelowEdge", "WithinCycle"),
          new Firing("ReplayWindow", 9, "Arrived", "CheckAhead", "Checked"),
          new Firing("ReplayWindow", 9, "Arrived", "CheckAhead", "Checked"),
          new Firing("ReplayWindow", 9, "Checked", "AdvanceAhead", "Accepted"),
          new Firing("ReplayWindow", 9, "Checked", "AdvanceSeen", "Refused"));

  private final TraceValidator validator = new TraceValidator(SpecFolder.PATH);

  @Test
  void traceOfAllMachinesIsAccepted() {
    TraceVerdict verdict = validator.validate(HANDSHAKE);
    assertTrue(verdict.accepted(), verdict::reason);
  }

  @Test
  void emptyTraceIsAccepted() {
    assertTrue(validator.validate(List.of()).accepted());
  }

  @Test
  void wrongNextStateIsRejected() {
    rejected(
        with(4, new Firing("Hth", 1, "InitSent", "RcvInitResponse", "Established")), 4, "Deriving");
  }

  @Test
  void leftOutFiringIsRejected() {
    List<Firing> trace = new ArrayList<>(HANDSHAKE);
    trace.remove(4);
    rejected(trace, 4, "not in Deriving but in {InitSent}");
  }

  @Test
  void instanceThatDoesNotStartAtTheBeginningIsRejected() {
    rejected(
        with(3, new Firing("Exchange", 2, "Awaiting", "RcvResponseExpected", "Quiet")),
        3,
        "not in Awaiting");
  }

  @Test
  void advanceWithoutCheckIsRejected() {
    rejected(
        with(11, new Firing("ReplayWindow", 9, "Checked", "IcvInvalid", "Refused")),
        12,
        "not in Checked");
  }

  @Test
  void unknownNamesAreRejected() {
    rejected(
        with(5, new Firing("Hth", 1, "AuthSent", "RcvNothing", "Established")),
        5,
        "no event RcvNothing");
    rejected(with(5, new Firing("Hth", 1, "AuthSent", "Rcv\">>", "Established")), 5, "is no name");
    rejected(with(5, new Firing("Smtp", 1, "Closed", "Listen", "Listening")), 5, "no machine Smtp");
  }

  private static List<Firing> with(int index, Firing firing) {
    List<Firing> trace = new ArrayList<>(HANDSHAKE);
    trace.set(index, firing);
    return trace;
  }

  private void rejected(List<Firing> trace, int index, String reason) {
    TraceVerdict verdict = validator.validate(trace);
    assertFalse(verdict.accepted());
    assertEquals(index, verdict.index(), verdict::reason);
    assertTrue(verdict.reason().contains(reason), verdict::reason);
  }
}
