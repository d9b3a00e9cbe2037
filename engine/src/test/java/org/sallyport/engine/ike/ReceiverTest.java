// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.NotifyType;

/**
 * Messages whose header belongs to no IKE SA, and headers that can not be (RFC 7296 §2.5, §3.1).
 */
final class ReceiverTest {
  private static final int RESPONDER_SPI = 8;
  private static final int VERSION = 17;
  private static final int EXCHANGE = 18;
  private static final int FLAGS = 19;
  private static final int INITIATOR = 0x08;
  private static final int RESPONSE = 0x20;

  private final IkePair pair = new IkePair();

  private static IkePair.Datagram with(IkePair.Datagram message, Consumer<byte[]> change) {
    IkePair.Datagram altered = message.copy();
    change.accept(altered.octets());
    return altered;
  }

  /** Drops it for this reason, answers nothing and changes nothing. */
  private void assertDropped(DropReason reason, IkePair.End end, IkePair.Datagram message) {
    int sent = pair.sent.size();
    int saCount = end.status().size();
    end.trace.clear();
    assertEquals(reason, pair.deliver(message));
    assertEquals(sent, pair.sent.size());
    assertEquals(saCount, end.status().size());
    assertEquals(1, end.trace.size(), "no other machine was asked");
    assertTrue(end.trace.get(0).startsWith("Receiver "), end.trace::toString);
  }

  private IkePair.Datagram firstRequest() {
    pair.start().initiate(pair.a);
    return pair.wire.remove();
  }

  /** A request under SK of the initiator, which the responder would take. */
  private IkePair.Datagram probe() {
    pair.establish();
    return pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 2);
  }

  @Test
  void whatIsShorterThanAHeaderOrThanItSays() {
    IkePair.Datagram request = firstRequest();
    for (int length : new int[] {0, 1, 27}) {
      assertDropped(
          DropReason.TRUNCATED,
          pair.b,
          new IkePair.Datagram(
              request.from(), request.to(), Arrays.copyOf(request.octets(), length)));
    }
    for (int change : new int[] {-1, 1}) {
      assertDropped(
          DropReason.LENGTH_MISMATCH,
          pair.b,
          new IkePair.Datagram(
              request.from(),
              request.to(),
              Arrays.copyOf(request.octets(), request.octets().length + change)));
    }
  }

  @Test
  void anExchangeThatNobodyKnows() {
    assertDropped(
        DropReason.UNKNOWN_EXCHANGE_TYPE,
        pair.b,
        with(firstRequest(), octets -> octets[EXCHANGE] = 99));
  }

  /** RFC 7296 §3.1: the initiator's SPI is never zero. */
  @Test
  void anInitiatorWithoutSpi() {
    assertDropped(
        DropReason.BAD_IKE_SPI, pair.b, with(firstRequest(), octets -> Octets.put64(octets, 0, 0)));
  }

  @Test
  void aFirstRequestWithTheSpiOfAResponder() {
    assertDropped(
        DropReason.BAD_IKE_SPI,
        pair.b,
        with(firstRequest(), octets -> Octets.put64(octets, RESPONDER_SPI, 1)));
  }

  @Test
  void aFirstRequestThatIsNotOfTheInitiator() {
    assertDropped(
        DropReason.BAD_IKE_SPI, pair.b, with(firstRequest(), octets -> octets[FLAGS] ^= INITIATOR));
  }

  @Test
  void aFirstAnswerToNobody() {
    pair.start().initiate(pair.a);
    pair.deliver(pair.wire.remove());
    IkePair.Datagram answer = pair.wire.remove();
    assertDropped(DropReason.UNKNOWN_IKE_SPI, pair.a, with(answer, octets -> octets[0] ^= 1));
    assertDropped(
        DropReason.UNKNOWN_IKE_SPI, pair.a, with(answer, octets -> octets[FLAGS] ^= INITIATOR));
    pair.deliver(answer);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
  }

  /** The SPI is one of ours, as a responder: nobody answers an IKE_SA_INIT of a responder. */
  @Test
  void aFirstAnswerToAResponder() {
    pair.establish();
    long ofB = IkePair.only(pair.b).responderSpi();
    assertDropped(
        DropReason.UNKNOWN_IKE_SPI,
        pair.b,
        pair.clear(pair.b, ofB, 7, ExchangeType.IKE_SA_INIT, false, true, 0));
  }

  @Test
  void neitherSpiMayBeAnother() {
    // R7296-2.21.4-1
    IkePair.Datagram probe = probe();
    assertDropped(DropReason.UNKNOWN_IKE_SPI, pair.b, with(probe, octets -> octets[7] ^= 1));
    assertDropped(DropReason.UNKNOWN_IKE_SPI, pair.b, with(probe, octets -> octets[15] ^= 1));
    assertEquals(DropReason.NONE, pair.deliver(probe));
  }

  /** The SPI of a responder in the place of an initiator's, and both SPIs of the right pair. */
  @Test
  void theFlagOfTheInitiatorSaysWhoseSpiIsWhose() {
    IkePair.Datagram probe = probe();
    IkeSa sa = IkePair.only(pair.b);
    assertDropped(
        DropReason.UNKNOWN_IKE_SPI, pair.b, with(probe, octets -> octets[FLAGS] ^= INITIATOR));
    assertDropped(
        DropReason.UNKNOWN_IKE_SPI,
        pair.b,
        with(
            probe,
            octets -> {
              octets[FLAGS] ^= INITIATOR;
              Octets.put64(octets, 0, sa.responderSpi());
              Octets.put64(octets, RESPONDER_SPI, sa.initiatorSpi());
            }));
  }

  /** A payload chain that breaks outside SK says nothing about the IKE SA. */
  @Test
  void whatDoesNotParseInClear() {
    IkePair.Datagram probe = probe();
    assertDropped(
        DropReason.BAD_PAYLOAD_LENGTH, pair.b, with(probe, octets -> Octets.put16(octets, 30, 3)));
  }

  // ---- other versions

  @Test
  void aHigherVersionIsToldOurs() {
    // R7296-2.5-1, R7296-2.5-3
    IkePair.Datagram request = firstRequest();
    assertEquals(
        DropReason.UNSUPPORTED_MAJOR_VERSION,
        pair.deliver(with(request, octets -> octets[VERSION] = 0x30)));
    assertEquals(2, pair.sent.size());
    assertNotNull(pair.lastSentInClear().notification(NotifyType.INVALID_MAJOR_VERSION));
    byte[] answer = pair.sent.get(1).octets();
    assertEquals(RESPONSE, answer[FLAGS], "of the responder, and a response");
    assertEquals(Octets.i64(request.octets(), 0), Octets.i64(answer, 0));
  }

  /** Two hosts that answer each other's answers would never stop (RFC 7296 §2.21.4). */
  @Test
  void anAnswerOfAnotherVersionIsNotAnswered() {
    IkePair.Datagram request = firstRequest();
    assertDropped(
        DropReason.UNSUPPORTED_MAJOR_VERSION,
        pair.b,
        with(
            request,
            octets -> {
              octets[VERSION] = 0x30;
              octets[FLAGS] |= RESPONSE;
            }));
  }

  @Test
  void aLowerVersionIsNotAnswered() {
    IkePair.Datagram request = firstRequest();
    assertDropped(
        DropReason.UNSUPPORTED_MAJOR_VERSION,
        pair.b,
        with(request, octets -> octets[VERSION] = 0x10));
  }
}
