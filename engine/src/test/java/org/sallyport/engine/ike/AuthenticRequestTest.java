// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadType;
import org.sallyport.engine.wire.ike.UnknownPayload;

/** RFC 7296 §2.21: who has authenticated gets an answer to whatever it asks. */
class AuthenticRequestTest {
  private static final int EXCHANGE_AT = 18;

  private final IkePair pair = new IkePair();

  private byte exchangeOfLastSent() {
    return pair.sent.get(pair.sent.size() - 1).octets()[EXCHANGE_AT];
  }

  /** An exchange that nobody knows, by its number, and those that others know. */
  @ParameterizedTest
  @ValueSource(ints = {34, 38, 39, 41, 42, 43, 44, 99, 240, 255})
  void aRequestOfAnyOtherExchangeIsAnErrorAndTheNextIsServed(int exchange) {
    pair.establish();
    if (exchange == ExchangeType.IKE_SA_INIT.number()) {
      return; // belongs to no IKE SA, whatever it says
    }
    long id = IkePair.only(pair.a).window().nextRequestId();
    pair.deliver(pair.sealed(pair.a, exchange, false, id));
    assertNotNull(pair.lastSent().notification(NotifyType.INVALID_SYNTAX));
    assertEquals((byte) exchange, exchangeOfLastSent());
    assertEquals(
        DropReason.NONE,
        pair.deliver(pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, id + 1)));
    assertTrue(pair.lastSent().all().isEmpty(), "the next one is served");
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  @Test
  void aSecondIkeAuthIsAnErrorAndTheNextIsServed() {
    pair.establish();
    int installed = pair.b.sad.everInstalled;
    pair.request(pair.a, ExchangeType.IKE_AUTH);
    assertNotNull(pair.lastSent().notification(NotifyType.INVALID_SYNTAX));
    pair.request(pair.a, ExchangeType.INFORMATIONAL);
    assertTrue(pair.lastSent().all().isEmpty());
    assertEquals(installed, pair.b.sad.everInstalled);
  }

  @Test
  void aSecondIkeAuthWithACriticalPayloadIsAnErrorToo() {
    pair.establish();
    pair.request(
        pair.a, ExchangeType.IKE_AUTH, new UnknownPayload(200, true, OctetString.of(new byte[4])));
    assertNotNull(pair.lastSent().notification(NotifyType.INVALID_SYNTAX));
    assertEquals(HthState.ESTABLISHED, pair.b.state());
    assertTrue(PayloadType.of(200) != PayloadType.NOTIFY, "of an unknown type");
  }

  /** RFC 7296 §2.21.2: the notifications that end an IKE SA without a Delete payload. */
  @ParameterizedTest
  @EnumSource(
      value = NotifyType.class,
      names = {"INVALID_SYNTAX", "UNSUPPORTED_CRITICAL_PAYLOAD", "AUTHENTICATION_FAILED"})
  void anErrorRightAfterIkeAuthEndsTheIkeSa(NotifyType error) {
    pair.establish();
    pair.request(pair.a, ExchangeType.INFORMATIONAL, NotifyPayload.of(error));
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(0, pair.b.sad.byInboundSpi.size());
    assertTrue(pair.b.logged(error.toString()), pair.b.log::toString);
  }

  /** The responder says it in its own first request. */
  @Test
  void anErrorOfTheResponderRightAfterIkeAuthEndsTheIkeSa() {
    pair.establish();
    pair.request(pair.b, ExchangeType.INFORMATIONAL, NotifyPayload.of(NotifyType.INVALID_SYNTAX));
    assertEquals(HthState.LINGERING, pair.a.state());
    assertTrue(pair.a.logged("INVALID_SYNTAX"), pair.a.log::toString);
  }

  @ParameterizedTest
  @EnumSource(
      value = NotifyType.class,
      names = {
        "INVALID_SYNTAX",
        "UNSUPPORTED_CRITICAL_PAYLOAD",
        "INVALID_SPI",
        "TEMPORARY_FAILURE"
      })
  void aLaterErrorEndsNothing(NotifyType error) {
    pair.establish();
    pair.request(pair.a, ExchangeType.INFORMATIONAL);
    pair.request(pair.a, ExchangeType.INFORMATIONAL, NotifyPayload.of(error));
    assertEquals(HthState.ESTABLISHED, pair.b.state());
    assertEquals(1, pair.b.sad.byInboundSpi.size());
  }

  @Test
  void anErrorThatIsNoneOfIkeAuthEndsNothing() {
    pair.establish();
    pair.request(
        pair.a, ExchangeType.INFORMATIONAL, NotifyPayload.of(NotifyType.TEMPORARY_FAILURE));
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  /** RFC 7296 §1.4.1: both ends delete the same pair, the requests cross. */
  @Test
  void deletesThatCrossAreAnsweredWithoutDelete() {
    pair.establish();
    assertTrue(pair.a.engine.closeChild(pair.a.peer, "net", pair.nowNs));
    assertTrue(pair.b.engine.closeChild(pair.b.peer, "net", pair.nowNs));
    IkePair.Datagram ofA = pair.wire.remove();
    IkePair.Datagram ofB = pair.wire.remove();
    pair.deliver(ofA);
    assertTrue(pair.lastSent().deletes().isEmpty(), "b deletes it too");
    pair.deliver(ofB);
    assertTrue(pair.lastSent().deletes().isEmpty(), "a deletes it too");
    pair.run();
    for (IkePair.End end : new IkePair.End[] {pair.a, pair.b}) {
      assertEquals(0, end.sad.byInboundSpi.size());
      assertEquals(HthState.ESTABLISHED, end.state());
    }
  }

  /** A delete that crosses nothing is answered with our half. */
  @Test
  void aDeleteIsAnsweredWithOurHalf() {
    pair.establish();
    assertTrue(pair.a.engine.closeChild(pair.a.peer, "net", pair.nowNs));
    pair.deliver(pair.wire.remove());
    assertEquals(1, pair.lastSent().deletes().size());
  }
}
