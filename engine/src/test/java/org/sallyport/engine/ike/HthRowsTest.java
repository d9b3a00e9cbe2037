// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.HthTable;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.ike.DeletePayload;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkeHeader;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.UnknownPayload;

/** What arrives in every state of an IKE SA, authentic or not, and what meets its end. */
final class HthRowsTest {
  private static final int EXCHANGE_AT = 18;
  private static final int FLAGS_AT = 19;
  private static final int MESSAGE_ID_AT = 20;

  private static final UnknownPayload CRITICAL =
      new UnknownPayload(200, true, OctetString.of(new byte[4]));

  private final IkePair pair = new IkePair();

  /** The initiator has keys and has sent IKE_AUTH, which is lost; the responder waits for it. */
  private void answered() {
    pair.upToAuth();
    pair.wire.clear();
    assertEquals(HthState.INIT_ANSWERED, pair.b.state());
  }

  /** The responder has asked for the end, and the peer has not heard of it. */
  private void deleting() {
    pair.establish();
    pair.b.engine.close(pair.b.peer, pair.nowNs);
    pair.wire.clear();
    assertEquals(HthState.DELETING, pair.b.state());
  }

  private void fired(IkePair.End end, String move) {
    assertTrue(end.trace.contains("Hth 1 " + move), () -> end.trace.toString());
  }

  // RFC 7296 §1.2, §2.21.2: what cannot be an IKE_AUTH request ends the handshake, answered.
  @Test
  void malformedAuthRequestIsRefused() {
    answered();
    pair.deliver(pair.sealed(pair.a, ExchangeType.IKE_AUTH, false, 1));
    fired(pair.b, "INIT_ANSWERED RCV_AUTH_REQUEST_MALFORMED LINGERING");
    assertNotNull(pair.lastSent().notification(NotifyType.INVALID_SYNTAX));
    assertEquals(0, pair.b.sad.everInstalled);
  }

  // RFC 7296 §2.5.
  @Test
  void unknownCriticalPayloadInAuthRequestIsRefused() {
    answered();
    pair.deliver(pair.sealed(pair.a, ExchangeType.IKE_AUTH, false, 1, CRITICAL));
    fired(pair.b, "INIT_ANSWERED RCV_AUTH_REQUEST_UNKNOWN_CRITICAL LINGERING");
    assertNotNull(pair.lastSent().notification(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD));
    assertEquals(0, pair.b.sad.everInstalled);
  }

  // RFC 7296 §1.2: the peer is who it says, and refuses the Child SA; the close goes on.
  @Test
  void childRefusedWhileTheHandshakeIsAbandoned() {
    AddressRange elsewhere = TrafficSelectors.ofPrefix(IkePair.address("172.16.0.0"), 12);
    pair.b.selectors(List.of(elsewhere), List.of(IkePair.NET_A));
    pair.upToAuth();
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    pair.run();
    fired(pair.a, "ABANDONING RCV_AUTH_RESPONSE_CHILD_REFUSED DELETING");
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(0, pair.a.sad.everInstalled + pair.b.sad.everInstalled);
  }

  // RFC 7296 §2.25.2: what crosses our delete is answered and changes nothing.
  @Test
  void requestsThatCrossTheDeleteAreAnswered() {
    deleting();
    crossing(ExchangeType.CREATE_CHILD_SA, "RCV_REQUEST_MALFORMED");
    assertNotNull(pair.lastSent().notification(NotifyType.INVALID_SYNTAX));
    crossing(ExchangeType.INFORMATIONAL, "RCV_REQUEST_UNKNOWN_CRITICAL", CRITICAL);
    assertNotNull(pair.lastSent().notification(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD));
    crossing(
        ExchangeType.CREATE_CHILD_SA,
        "RCV_CREATE_CHILD_REQUEST",
        PeerCasesTest.offer(IkePair.GCM),
        PeerCasesTest.nonce());
    assertEquals(1, pair.lastSent().notifications().size());
    assertEquals(HthState.DELETING, pair.b.state());
  }

  private void crossing(ExchangeType exchange, String event, IkePayload... payloads) {
    int before = pair.sent.size();
    pair.request(pair.a, exchange, payloads);
    fired(pair.b, "DELETING " + event + " DELETING");
    assertEquals(before + 1, pair.sent.size(), "answered");
  }

  // RFC 7296 §2.4: a peer that begins anew knows nothing of an IKE SA that is being deleted.
  @Test
  void restartedPeerSupersedesWhatIsBeingDeleted() {
    deleting();
    pair.start(pair.a);
    pair.initiate(pair.a);
    pair.run();
    pair.b.runTasks(pair.nowNs);
    fired(pair.b, "DELETING SUPERSEDED CLOSED");
    assertEquals(1, pair.b.status().size());
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  /** Sends IKE_SA_INIT and awaits the answer: the initiator is in InitSent. */
  private void initSent() {
    pair.start();
    pair.initiate(pair.a);
    pair.wire.clear();
  }

  /** The end that is in a state; the other one has its keys wherever there are any. */
  private IkePair.End enter(HthState state) {
    switch (state) {
      case INIT_SENT -> initSent();
      case CLOSED -> {
        initSent();
        pair.a.engine.close(pair.a.peer, pair.nowNs);
      }
      case INIT_ANSWERED, AUTH_SENT -> answered();
      case ABANDONING -> {
        answered();
        pair.a.engine.close(pair.a.peer, pair.nowNs);
      }
      case ESTABLISHED -> pair.establish();
      case DELETING -> deleting();
      case LINGERING -> {
        pair.establish();
        pair.a.engine.close(pair.a.peer, pair.nowNs);
        pair.run();
      }
      default -> throw new IllegalArgumentException(state.specName());
    }
    boolean isInitiator =
        EnumSet.of(HthState.INIT_SENT, HthState.CLOSED, HthState.AUTH_SENT, HthState.ABANDONING)
            .contains(state);
    IkePair.End end = isInitiator ? pair.a : pair.b;
    assertEquals(state, end.state());
    return end;
  }

  private static List<IkePayload> payloads(HthEvent event) {
    UnknownPayload broken = new UnknownPayload(33, false, OctetString.of(new byte[1]));
    return switch (event) {
      case RCV_AUTH_REQUEST_LATE, RCV_INFORMATIONAL_REQUEST -> List.of();
      case RCV_AUTH_REQUEST_UNKNOWN_CRITICAL, RCV_REQUEST_UNKNOWN_CRITICAL -> List.of(CRITICAL);
      case RCV_AUTH_REQUEST_MALFORMED, RCV_REQUEST_MALFORMED -> List.of(broken);
      case RCV_DELETE_IKE -> List.of(DeletePayload.ofIkeSa());
      case RCV_DELETE_CHILD ->
          List.of(DeletePayload.ofEsp(List.of(OctetString.of(new byte[] {0, 0, 18, 52}))));
      case RCV_CREATE_CHILD_REQUEST ->
          List.of(PeerCasesTest.offer(IkePair.GCM), PeerCasesTest.nonce());
      default -> throw new IllegalArgumentException(event.specName());
    };
  }

  private static ExchangeType exchange(HthEvent event) {
    return switch (event) {
      case RCV_AUTH_REQUEST_LATE, RCV_AUTH_REQUEST_UNKNOWN_CRITICAL, RCV_AUTH_REQUEST_MALFORMED ->
          ExchangeType.IKE_AUTH;
      case RCV_CREATE_CHILD_REQUEST -> ExchangeType.CREATE_CHILD_SA;
      default -> ExchangeType.INFORMATIONAL;
    };
  }

  static List<Arguments> authenticRequests() {
    List<Arguments> all = new ArrayList<>();
    for (HthState state :
        List.of(
            HthState.AUTH_SENT,
            HthState.ABANDONING,
            HthState.INIT_ANSWERED,
            HthState.ESTABLISHED,
            HthState.DELETING)) {
      for (HthEvent event :
          List.of(
              HthEvent.RCV_AUTH_REQUEST_LATE,
              HthEvent.RCV_AUTH_REQUEST_UNKNOWN_CRITICAL,
              HthEvent.RCV_AUTH_REQUEST_MALFORMED,
              HthEvent.RCV_INFORMATIONAL_REQUEST,
              HthEvent.RCV_DELETE_IKE,
              HthEvent.RCV_DELETE_CHILD,
              HthEvent.RCV_CREATE_CHILD_REQUEST,
              HthEvent.RCV_REQUEST_UNKNOWN_CRITICAL,
              HthEvent.RCV_REQUEST_MALFORMED)) {
        boolean isOpen = state == HthState.INIT_ANSWERED;
        boolean isOfOpen =
            event == HthEvent.RCV_AUTH_REQUEST_UNKNOWN_CRITICAL
                || event == HthEvent.RCV_AUTH_REQUEST_MALFORMED;
        if (isOpen ? event != HthEvent.RCV_AUTH_REQUEST_LATE : !isOfOpen) {
          all.add(Arguments.of(state, event));
        }
      }
    }
    return all;
  }

  // RFC 7296 §1.2, §2.21.3: a peer that has the keys may send any request in any state.
  @ParameterizedTest
  @MethodSource("authenticRequests")
  void authenticRequestsAreTakenForWhatTheyAre(HthState state, HthEvent event) {
    IkePair.End end = enter(state);
    IkePair.End from = pair.other(end);
    int children = end.sad.byInboundSpi.size();
    long id = end == pair.a ? 0 : state == HthState.INIT_ANSWERED ? 1 : 2;
    IkePayload[] payloads = payloads(event).toArray(IkePayload[]::new);
    pair.deliver(pair.sealed(from, exchange(event), false, id, payloads));
    int row = HthTable.row(state, event);
    fired(end, state + " " + event + " " + HthTable.next(row));
    if (HthTable.isRefusal(row)) {
      assertEquals(state, end.state());
      assertEquals(children, end.sad.byInboundSpi.size());
      assertTrue(state.isOpening() || state == HthState.ABANDONING, "every other is answered");
    } else {
      byte[] answer = pair.sent.get(pair.sent.size() - 1).octets();
      assertEquals(exchange(event).number(), answer[EXCHANGE_AT]);
      assertEquals(IkeHeader.FLAG_RESPONSE, answer[FLAGS_AT] & IkeHeader.FLAG_RESPONSE);
      assertEquals(id, Octets.i32(answer, MESSAGE_ID_AT));
    }
  }

  // RFC 7296 §2.21: anyone can send these.
  @ParameterizedTest
  @EnumSource(
      names = {
        "INIT_SENT",
        "CLOSED",
        "AUTH_SENT",
        "ABANDONING",
        "INIT_ANSWERED",
        "ESTABLISHED",
        "DELETING",
        "LINGERING"
      })
  void whatIsUnauthenticatedMovesNothing(HthState state) {
    IkePair.End end = enter(state);
    int children = end.sad.byInboundSpi.size();
    boolean fromInitiator = end == pair.b;
    long id = end == pair.a ? 0 : state == HthState.INIT_ANSWERED ? 1 : 2;
    id += state == HthState.LINGERING ? 1 : 0;
    IkeSa sa = IkePair.only(end);
    IkePayload notify = NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED);
    UnknownPayload garbage = new UnknownPayload(46, false, OctetString.of(new byte[60]));
    for (IkePayload payload : List.of(notify, garbage)) {
      pair.deliverOnly(
          pair.clear(
              end,
              sa.initiatorSpi(),
              sa.responderSpi(),
              ExchangeType.INFORMATIONAL,
              fromInitiator,
              false,
              id,
              payload));
    }
    fired(end, state + " RCV_UNAUTHENTICATED_NOTIFY " + state);
    fired(end, state + " RCV_NOT_AUTHENTIC " + state);
    assertEquals(state, end.state());
    assertEquals(children, end.sad.byInboundSpi.size());
  }

  private static IkeProposal of(KeyExchangeMethod group) {
    return new IkeProposal(IkePair.GCM.suite(), PrfAlgorithm.HMAC_SHA2_256, group);
  }

  /** The IKE SA that {@code a} begins. */
  private IkeSa begun() {
    return pair.a.engine.table().active().stream()
        .filter(IkeSa::isInitiator)
        .findFirst()
        .orElseThrow();
  }

  private void answerInClear(IkePayload... payloads) {
    pair.deliverOnly(
        pair.clear(
            pair.a, begun().initiatorSpi(), 0, ExchangeType.IKE_SA_INIT, false, true, 0, payloads));
  }

  private static NotifyPayload wants(int group) {
    return NotifyPayload.of(
        NotifyType.INVALID_KE_PAYLOAD, OctetString.of(new byte[] {0, (byte) group}));
  }

  /** Brings the handshake that {@code a} begins to a state; what it computes there is not yet. */
  private void compute(HthState state) {
    assertTrue(pair.a.engine.initiate(pair.a.peer, IkePair.ADDRESS_A, pair.nowNs));
    if (state == HthState.GENERATING) {
      return;
    }
    pair.compute(pair.a);
    if (state == HthState.REGENERATING) {
      pair.wire.clear();
      answerInClear(wants(19));
    } else {
      pair.deliver(pair.wire.remove());
      pair.deliverOnly(pair.wire.remove());
    }
    if (state == HthState.ABANDONING) {
      pair.compute(pair.a);
      pair.wire.clear();
      pair.a.engine.close(pair.a.peer, pair.nowNs);
    }
  }

  // RFC 7296 §2.4: INITIAL_CONTACT of the peer does not end what the host itself is beginning.
  @ParameterizedTest
  @EnumSource(names = {"GENERATING", "REGENERATING", "DERIVING", "ABANDONING"})
  void handshakeThatTheHostBeginsIsNotSuperseded(HthState state) {
    List<IkeProposal> groups = List.of(IkePair.GCM, of(KeyExchangeMethod.ECP_256));
    pair.with(groups, groups).start();
    pair.initiate(pair.b);
    pair.deliver(pair.wire.remove());
    pair.deliver(pair.wire.remove());
    IkePair.Datagram authRequest = pair.wire.remove();
    compute(state);
    pair.deliverOnly(authRequest);
    pair.a.runTasks(pair.nowNs);
    assertTrue(
        pair.a.trace.contains("Hth 2 " + state + " SUPERSEDED " + state), pair.a.trace::toString);
    assertNotEquals(HthState.CLOSED, begun().state());
    assertEquals(1, pair.a.sad.byInboundSpi.size(), "of the peer's handshake");
  }
}
