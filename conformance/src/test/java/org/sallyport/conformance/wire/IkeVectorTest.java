package org.sallyport.conformance.wire;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.conformance.vectors.VectorCase;
import org.sallyport.conformance.vectors.VectorFile;
import org.sallyport.engine.DropReason;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeMessageWriter;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.MessageShape;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.ParsedMessage;
import org.sallyport.engine.wire.ike.ParsedPayloads;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.PayloadTree;
import org.sallyport.engine.wire.ike.PayloadType;
import org.sallyport.engine.wire.ike.Refusal;
import org.sallyport.engine.wire.ike.Transform;
import org.sallyport.engine.wire.ike.TransformIds;

/** The codec against messages and payloads that other implementations wrote. */
class IkeVectorTest {
  private static final String EXCHANGES = "ikev2-exchanges-known-keys.txt";
  private static final String SAMPLES = "ike-payload-samples-openiked.txt";
  private static final String MALFORMED = "ike-malformed-libreswan.txt";

  /** The type of the first payload in each sample of payloads. */
  private static final Map<String, PayloadType> SAMPLE_TYPES =
      Map.ofEntries(
          Map.entry("saxform_pld", PayloadType.SECURITY_ASSOCIATION),
          Map.entry("sa_pld", PayloadType.SECURITY_ASSOCIATION),
          Map.entry("ke_pld", PayloadType.KEY_EXCHANGE),
          Map.entry("nonce_pld", PayloadType.NONCE),
          Map.entry("notify_pld", PayloadType.NOTIFY),
          Map.entry("id_pld", PayloadType.IDENTIFICATION_INITIATOR),
          Map.entry("cert_pld", PayloadType.CERTIFICATE),
          Map.entry("certreq_pld", PayloadType.CERTIFICATE_REQUEST),
          Map.entry("auth_pld", PayloadType.AUTHENTICATION),
          Map.entry("delete_pld", PayloadType.DELETE),
          Map.entry("vendor_pld", PayloadType.VENDOR_ID),
          Map.entry("ts_pld", PayloadType.TRAFFIC_SELECTORS_INITIATOR),
          Map.entry("cp_pld", PayloadType.CONFIGURATION),
          Map.entry("eap_pld", PayloadType.EAP));

  /**
   * Why each malformed message of libreswan's fuzzer is refused, from outside and before any key.
   */
  private static final List<DropReason> FUZZER_REASONS =
      List.of(
          DropReason.UNKNOWN_EXCHANGE_TYPE, // exchange type 0
          DropReason.LENGTH_MISMATCH, // no first payload, yet octets follow
          DropReason.LENGTH_MISMATCH, // the chain ends after SA
          DropReason.LENGTH_MISMATCH, // the chain ends after KE
          DropReason.LENGTH_MISMATCH, // the chain ends after SA
          DropReason.LENGTH_MISMATCH, // the chain ends after KE
          DropReason.MISSING_PAYLOAD, // nonce under an unknown type
          DropReason.MISSING_PAYLOAD, // no KE
          DropReason.MALFORMED_PAYLOAD, // KE without data
          DropReason.NONE); // well formed from outside: its SK names an SA that does not exist

  /** Samples of several payloads, and those whose octets contradict themselves. */
  private static final Map<String, List<DropReason>> SAMPLE_REASONS =
      Map.of(
          "notify_pld", List.of(DropReason.NONE, DropReason.NONE),
          "delete_pld", List.of(DropReason.NONE, DropReason.NONE),
          "cp_pld", Collections.nCopies(5, DropReason.NONE),
          // The second EAP message announces 5 octets in a body of 8.
          "eap_pld",
              List.of(
                  DropReason.NONE, DropReason.MALFORMED_PAYLOAD, DropReason.NONE, DropReason.NONE),
          // The sample is 8 octets longer than its payload.
          "cert_pld", List.of(DropReason.NONE, DropReason.BAD_PAYLOAD_LENGTH));

  static Stream<VectorCase> malformed() {
    return VectorFile.resource(MALFORMED).cases().stream();
  }

  private static DropReason judge(byte[] bytes) {
    return switch (IkeParser.parseMessage(bytes, 0, bytes.length)) {
      case Refusal refusal -> refusal.reason();
      case IkeMessage message -> {
        Refusal shape = MessageShape.check(message);
        yield shape == null ? DropReason.NONE : shape.reason();
      }
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void malformedMessagesAreRefusedWithTheirReason(VectorCase vector) {
    byte[] bytes = vector.hex("ike_message");
    assertEquals(Integer.parseInt(vector.text("length")), bytes.length);
    int number = Integer.parseInt(vector.name().substring(vector.name().lastIndexOf(' ') + 1));
    DropReason expected =
        vector.name().contains("ikev1")
            ? DropReason.UNSUPPORTED_MAJOR_VERSION
            : FUZZER_REASONS.get(number - 1);
    assertEquals(expected, judge(bytes));
  }

  static Stream<VectorCase> payloadSamples() {
    return VectorFile.resource(SAMPLES).cases().stream()
        .filter(vector -> SAMPLE_TYPES.containsKey(vector.name()));
  }

  /**
   * Samples hold one payload or several in a row: each is judged alone, as the last of its chain.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("payloadSamples")
  void payloadSamplesOfOpenikedAreJudged(VectorCase vector) {
    byte[] bytes = vector.hex("bytes");
    int type = requireNonNull(SAMPLE_TYPES.get(vector.name())).number();
    List<DropReason> reasons = new ArrayList<>();
    int offset = 0;
    while (offset < bytes.length) {
      int length = Math.max(4, Math.min(Octets.u16(bytes, offset + 2), bytes.length - offset));
      bytes[offset] = 0;
      reasons.add(judgePayload(type, IkeParser.parseChain(type, bytes, offset, length)));
      offset += length;
    }
    assertEquals(SAMPLE_REASONS.getOrDefault(vector.name(), List.of(DropReason.NONE)), reasons);
  }

  private static DropReason judgePayload(int type, ParsedPayloads parsed) {
    return switch (parsed) {
      case Refusal refusal -> refusal.reason();
      case PayloadList list -> {
        assertEquals(PayloadType.of(type), list.all().get(0).type());
        yield DropReason.NONE;
      }
    };
  }

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
    assertTrue(message.payloads().hasNotification(NotifyType.NAT_DETECTION_SOURCE_IP));
    assertTrue(message.payloads().hasNotification(NotifyType.NAT_DETECTION_DESTINATION_IP));
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

  /**
   * Every whole message among the exchanges parses, and written again from its values has the same
   * octets.
   */
  @Test
  void everyMessageIsParsedAndWrittenAgainOctetForOctet() {
    List<String> seen = new ArrayList<>();
    for (VectorCase vector : VectorFile.resource(EXCHANGES).cases()) {
      for (String key : vector.fields().keySet()) {
        boolean message =
            key.startsWith("ike_sa_init_request")
                || key.endsWith("_ike_message")
                || key.startsWith("ike_auth_request_eap");
        if (message || key.equals("ike_auth_request")) {
          byte[] bytes = vector.hex(key);
          ParsedMessage parsed = IkeParser.parseMessage(bytes, 0, bytes.length);
          checkWrittenAgain(bytes, assertInstanceOf(IkeMessage.class, parsed, key));
          seen.add(key);
        }
      }
    }
    assertEquals(9, seen.size(), () -> seen.toString());
  }

  private static void checkWrittenAgain(byte[] bytes, IkeMessage message) {
    assertFalse(PayloadTree.of(message).children().isEmpty());
    if (message.payloads().encrypted() != null) {
      return;
    }
    byte[] slot = new byte[bytes.length];
    var header = message.header();
    IkeMessageWriter writer = new IkeMessageWriter().begin(slot, 0, slot.length);
    writer.header(
        header.initiatorSpi(),
        header.responderSpi(),
        header.exchangeType(),
        header.fromInitiator(),
        header.response(),
        header.messageId());
    assertEquals(bytes.length, writer.payloads(message.payloads()).finish());
    assertEquals(hex(bytes), hex(slot));
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }
}
