// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;

/** What a message must carry from outside. */
class MessageShapeTest {
  private static final SecurityAssociationPayload SA =
      new SecurityAssociationPayload(
          List.of(new Proposal(1, 1, OctetString.EMPTY, List.of(Transform.of(1, 20)))));
  private static final KeyExchangePayload KE =
      new KeyExchangePayload(31, OctetString.of(new byte[32]));
  private static final NoncePayload NONCE = new NoncePayload(OctetString.of(new byte[32]));

  private static Refusal check(
      ExchangeType exchange,
      boolean response,
      long responderSpi,
      long messageId,
      IkePayload... payloads) {
    byte[] slot = new byte[2000];
    IkeMessageWriter writer = new IkeMessageWriter().begin(slot, 0, slot.length);
    writer.header(5, responderSpi, exchange, !response, response, messageId);
    for (IkePayload payload : payloads) {
      writer.payload(payload);
    }
    return MessageShape.check(
        assertInstanceOf(IkeMessage.class, IkeParser.parseMessage(slot, 0, writer.finish())));
  }

  private static Refusal checkInit(int flags) {
    byte[] slot = new byte[2000];
    IkeMessageWriter writer = new IkeMessageWriter().begin(slot, 0, slot.length);
    writer.header(5, 0, 0x20, ExchangeType.IKE_SA_INIT.number(), flags, 0);
    writer.payload(SA).payload(KE).payload(NONCE);
    return MessageShape.check(
        assertInstanceOf(IkeMessage.class, IkeParser.parseMessage(slot, 0, writer.finish())));
  }

  private static void assertMissing(PayloadType type, Refusal refusal) {
    assertEquals(DropReason.MISSING_PAYLOAD, reason(refusal));
    assertEquals(type.number(), refusal.payloadType());
  }

  private static DropReason reason(Refusal refusal) {
    return requireNonNull(refusal).reason();
  }

  @Test
  void initNeedsSaKeAndNonce() {
    assertNull(check(ExchangeType.IKE_SA_INIT, false, 0, 0, SA, KE, NONCE));
    assertNull(check(ExchangeType.IKE_SA_INIT, true, 9, 0, SA, KE, NONCE));
    assertEquals(
        DropReason.MISSING_PAYLOAD,
        reason(check(ExchangeType.IKE_SA_INIT, false, 0, 0, KE, NONCE)));
    assertEquals(
        DropReason.MISSING_PAYLOAD,
        reason(check(ExchangeType.IKE_SA_INIT, false, 0, 0, SA, NONCE)));
    assertEquals(
        DropReason.MISSING_PAYLOAD, reason(check(ExchangeType.IKE_SA_INIT, false, 0, 0, SA, KE)));
    assertEquals(
        DropReason.UNEXPECTED_PAYLOAD,
        reason(check(ExchangeType.IKE_SA_INIT, false, 0, 0, SA, KE, NONCE, KE)));
    assertEquals(
        DropReason.UNEXPECTED_PAYLOAD,
        reason(check(ExchangeType.IKE_SA_INIT, false, 0, 0, new EncryptedPayload(0, 32, 40))));
  }

  @Test
  void initHeaderIsThatOfAFirstMessage() {
    assertEquals(
        DropReason.BAD_IKE_SPI,
        reason(check(ExchangeType.IKE_SA_INIT, false, 8, 0, SA, KE, NONCE)));
    assertEquals(
        DropReason.MALFORMED_HEADER,
        reason(check(ExchangeType.IKE_SA_INIT, false, 0, 1, SA, KE, NONCE)));
    assertNull(checkInit(IkeHeader.FLAG_INITIATOR));
    assertNull(checkInit(IkeHeader.FLAG_RESPONSE));
    for (int flags : new int[] {0, IkeHeader.FLAG_INITIATOR | IkeHeader.FLAG_RESPONSE}) {
      assertEquals(DropReason.MALFORMED_HEADER, reason(checkInit(flags)));
    }
  }

  @Test
  void initResponseMayBeNotificationsAlone() {
    NotifyPayload cookie = NotifyPayload.of(NotifyType.COOKIE, OctetString.ofLong(77));
    assertNull(check(ExchangeType.IKE_SA_INIT, true, 0, 0, cookie));
    assertEquals(
        DropReason.MISSING_PAYLOAD, reason(check(ExchangeType.IKE_SA_INIT, false, 0, 0, cookie)));
    assertMissing(
        PayloadType.SECURITY_ASSOCIATION, check(ExchangeType.IKE_SA_INIT, true, 9, 0, KE, NONCE));
  }

  @Test
  void laterExchangesAreEncrypted() {
    assertNull(check(ExchangeType.IKE_AUTH, false, 9, 1, new EncryptedPayload(35, 32, 40)));
    assertEquals(
        DropReason.MISSING_PAYLOAD, reason(check(ExchangeType.IKE_AUTH, false, 9, 1, NONCE)));
    assertEquals(
        DropReason.MISSING_PAYLOAD,
        reason(check(ExchangeType.CREATE_CHILD_SA, false, 9, 1, SA, NONCE)));
    assertNull(
        check(
            ExchangeType.INFORMATIONAL, false, 9, 1, NotifyPayload.of(NotifyType.INVALID_IKE_SPI)));
    assertMissing(PayloadType.ENCRYPTED, check(ExchangeType.INFORMATIONAL, false, 9, 1));
  }

  /** RFC 7296 §1.5: a notification outside an SA is a response, or an INFORMATIONAL message. */
  @Test
  void notificationsInClear() {
    NotifyPayload notify = NotifyPayload.of(NotifyType.INVALID_MAJOR_VERSION);
    EncryptedPayload encrypted = new EncryptedPayload(0, 32, 40);
    EncryptedFragmentPayload fragment = new EncryptedFragmentPayload(0, 1, 2, 36, 40);
    for (boolean response : new boolean[] {false, true}) {
      assertNull(check(ExchangeType.INFORMATIONAL, response, 9, 1, notify));
      for (ExchangeType exchange : List.of(ExchangeType.INFORMATIONAL, ExchangeType.IKE_AUTH)) {
        assertNull(check(exchange, response, 9, 1, encrypted));
        assertNull(check(exchange, response, 9, 1, notify, encrypted));
        assertNull(check(exchange, response, 9, 1, notify, fragment));
      }
    }
    assertNull(check(ExchangeType.IKE_AUTH, true, 9, 1, notify));
    assertMissing(PayloadType.ENCRYPTED, check(ExchangeType.IKE_AUTH, false, 9, 1, notify));
  }
}
