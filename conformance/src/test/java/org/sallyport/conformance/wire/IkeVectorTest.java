// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.wire;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.sallyport.conformance.suite.vectors.VectorCase;
import org.sallyport.conformance.suite.vectors.VectorFile;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.MessageShape;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.ParsedMessage;
import org.sallyport.engine.wire.ike.ParsedPayloads;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.PayloadType;
import org.sallyport.engine.wire.ike.Refusal;
import org.sallyport.engine.wire.ike.Transform;
import org.sallyport.engine.wire.ike.TransformIds;

/**
 * Values that the codec finds in messages of other implementations; whether it takes them at all is
 * asked by the suites {@code ike-*}.
 */
class IkeVectorTest {
  private static final String EXCHANGES = "ikev2-exchanges-known-keys.txt";
  private static final String SAMPLES = "ike-payload-samples-openiked.txt";

  private static PayloadList payloads(ParsedPayloads parsed) {
    return assertInstanceOf(PayloadList.class, parsed);
  }

  private static IkeMessage parse(String file, String block, String key) {
    VectorCase vector =
        VectorFile.resource(file).cases().stream()
            .filter(candidate -> candidate.name().equals(block))
            .findFirst()
            .orElseThrow();
    byte[] bytes = vector.hex(key);
    ParsedMessage parsed = IkeParser.parseMessage(bytes, 0, bytes.length);
    return assertInstanceOf(
        IkeMessage.class, parsed, () -> key + ": " + ((Refusal) parsed).message());
  }

  @Test
  void wholeRequestOfOpeniked() {
    IkeMessage message = parse(SAMPLES, "valid_packet", "bytes");
    assertNull(MessageShape.check(message));
    assertEquals(0x108 - 8, message.payloads().keyExchange().data().length());
    assertNotNull(message.payloads().notification(NotifyType.NAT_DETECTION_SOURCE_IP));
    assertNotNull(message.payloads().notification(NotifyType.NAT_DETECTION_DESTINATION_IP));
    Transform encryption =
        requireNonNull(message.payloads().securityAssociation().proposals().get(0).first(1));
    assertEquals(
        Transform.withKeyLength(TransformIds.TYPE_ENCRYPTION, TransformIds.ENCR_AES_CBC, 192),
        encryption);
  }

  @Test
  void requestOfAndroid() {
    IkeMessage message = parse(EXCHANGES, "android ike_sa_init + ike_auth", "ike_sa_init_request");
    assertNull(MessageShape.check(message));
    assertEquals(TransformIds.KE_MODP_1024, message.payloads().keyExchange().method());
    assertEquals(128, message.payloads().keyExchange().data().length());
    IkeMessage auth = parse(EXCHANGES, "android ike_sa_init + ike_auth", "ike_auth_request");
    assertNull(MessageShape.check(auth));
    assertEquals(
        PayloadType.IDENTIFICATION_INITIATOR.number(), auth.payloads().encrypted().firstInner());
    assertNull(auth.payloads().encrypted().layout(0, 0xD0, 12));
  }

  @Test
  void innerPayloadsOfAndroid() {
    VectorCase vector = VectorFile.resource(EXCHANGES).cases().get(0);
    byte[] bytes = vector.hex("ike_auth_request_inner_payloads");
    PayloadList inner = payloads(IkeParser.parseChain(35, bytes, 0, bytes.length));
    assertEquals(vector.text("id_i_payload_body"), inner.identification(true).body().toHex());
    assertEquals(
        vector.text("auth_psk_initiator_signature"), inner.authentication().data().toHex());
    assertEquals(1, inner.trafficSelectors(true).selectors().size());
    assertEquals(4, inner.securityAssociation().proposals().get(0).spi().length());
  }
}
