// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/** The named cases of malformed messages, one test each. */
class IkeParserTest {
  private static final String HEADER = "1122334455667788" + "0000000000000000";
  private static final String NONCE = "00000014" + "00112233445566778899aabbccddeeff";

  /**
   * A message of the first payload type, version, exchange and body that are given in hexadecimal.
   */
  private static byte[] message(int firstType, int version, int exchange, String body) {
    OctetString payloads = requireNonNull(OctetString.parseHex(body));
    byte[] message = new byte[IkeHeader.LENGTH + payloads.length()];
    requireNonNull(OctetString.parseHex(HEADER)).copyInto(message, 0);
    message[16] = (byte) firstType;
    message[17] = (byte) version;
    message[18] = (byte) exchange;
    message[19] = IkeHeader.FLAG_INITIATOR;
    Octets.put32(message, 24, message.length);
    payloads.copyInto(message, IkeHeader.LENGTH);
    return message;
  }

  private static ParsedMessage parse(int firstType, String body) {
    byte[] message = message(firstType, 0x20, 34, body);
    return IkeParser.parseMessage(message, 0, message.length);
  }

  private static Refusal refused(int firstType, String body) {
    return assertInstanceOf(Refusal.class, parse(firstType, body));
  }

  private static PayloadList parsed(int firstType, String body) {
    return assertInstanceOf(IkeMessage.class, parse(firstType, body)).payloads();
  }

  @ParameterizedTest(name = "PayloadLengthLies {0}")
  @ValueSource(strings = {"0000", "0001", "0003", "0015", "ffff"})
  void payloadLengthLies(String length) {
    Refusal refusal = refused(40, "0000" + length + NONCE.substring(8));
    assertEquals(DropReason.BAD_PAYLOAD_LENGTH, refusal.reason());
    assertEquals(40, refusal.payloadType());
  }

  @Test
  void payloadLengthLiesChainThatLoops() {
    // A payload that names itself as the next one: parsing goes on to the end of the message and is
    // refused there.
    assertInstanceOf(Refusal.class, parse(43, "2b000008" + "01020304" + "2b000004"));
    // As many tiny payloads as a datagram holds: bounded by MAX_PAYLOADS.
    StringBuilder chain = new StringBuilder();
    for (int index = 0; index < 400; index++) {
      chain.append("2b000004");
    }
    assertEquals(DropReason.TOO_MANY_ELEMENTS, refused(43, chain.toString()).reason());
  }

  @Test
  void unknownCriticalPayload() {
    Refusal refusal = refused(200, "00800008" + "01020304");
    assertEquals(DropReason.UNSUPPORTED_CRITICAL_PAYLOAD, refusal.reason());
    assertEquals(200, refusal.payloadType());
  }

  @Test
  void unknownPayloadWithoutCriticalBitIsSkipped() {
    // R7296-2.5-2
    PayloadList payloads = parsed(200, "28000008" + "01020304" + NONCE);
    requireNonNull(payloads.nonce());
    assertEquals(2, payloads.size());
  }

  @Test
  void criticalBitOfKnownPayloadMeansNothing() {
    requireNonNull(parsed(40, "00ff0014" + NONCE.substring(8)).nonce());
  }

  @Test
  void ikeV1PayloadInV2() {
    assertEquals(
        DropReason.UNSUPPORTED_CRITICAL_PAYLOAD, refused(1, "00800008" + "00000001").reason());
    assertEquals(PayloadType.UNKNOWN, parsed(1, "00000008" + "00000001").all().get(0).type());
  }

  @ParameterizedTest(name = "MajorVersion {0}")
  @CsvSource({"0x30", "0x10", "0x00", "0xf0"})
  void majorVersion3(String version) {
    byte[] message = message(40, Integer.decode(version), 34, NONCE);
    Refusal refusal =
        assertInstanceOf(Refusal.class, IkeParser.parseMessage(message, 0, message.length));
    assertEquals(DropReason.UNSUPPORTED_MAJOR_VERSION, refusal.reason());
  }

  @Test
  void minorVersionIsIgnored() {
    byte[] message = message(40, 0x2f, 34, NONCE);
    assertInstanceOf(IkeMessage.class, IkeParser.parseMessage(message, 0, message.length));
  }

  @ParameterizedTest(name = "MessageLength {0}")
  @ValueSource(ints = {28, 47, 49, 0x8000_0030})
  void messageLengthLies(int length) {
    byte[] message = message(40, 0x20, 34, NONCE);
    Octets.put32(message, 24, length);
    Refusal refusal =
        assertInstanceOf(Refusal.class, IkeParser.parseMessage(message, 0, message.length));
    assertEquals(DropReason.LENGTH_MISMATCH, refusal.reason());
    assertEquals(IkeHeader.MESSAGE_LENGTH, refusal.offset());
  }

  @Test
  void unknownExchangeIsRefused() {
    byte[] message = message(40, 0x20, 33, NONCE);
    Refusal refusal =
        assertInstanceOf(Refusal.class, IkeParser.parseMessage(message, 0, message.length));
    assertEquals(DropReason.UNKNOWN_EXCHANGE_TYPE, refusal.reason());
  }

  @Test
  void privateUseIdsAreParsedAndKept() {
    String transform = "00000008" + "f1000400";
    String body = "00000014" + "00000010" + "01f00001" + transform;
    Proposal proposal = requireNonNull(parsed(33, body).securityAssociation()).proposals().get(0);
    assertEquals(0xf0, proposal.protocolId());
    assertEquals(List.of(Transform.of(0xf1, 0x0400)), proposal.transforms());
    assertEquals("private-241", TransformNames.type(0xf1));
  }

  /** RFC 9370 §4: seven additional key exchanges, transform types 6 to 12. */
  @Test
  void additionalKeyExchangesAreNumbered() {
    assertEquals("ESN", TransformNames.type(5));
    assertEquals("ADDKE1", TransformNames.type(6));
    assertEquals("ADDKE7", TransformNames.type(12));
    assertEquals("unknown-13", TransformNames.type(13));
  }

  @Test
  void proposalWithoutDh() {
    String transforms = "0300000c0100000c800e0080" + "0300000802000002" + "0000000803000002";
    SecurityAssociationPayload sa =
        requireNonNull(
            parsed(33, "00000028" + "00000024" + "01010003" + transforms).securityAssociation());
    Proposal proposal = sa.proposals().get(0);
    assertNull(proposal.first(TransformIds.TYPE_KEY_EXCHANGE));
    assertEquals(128, requireNonNull(proposal.first(TransformIds.TYPE_ENCRYPTION)).keyLengthBits());
  }

  @ParameterizedTest(name = "malformed SA {0}")
  @ValueSource(
      strings = {
        "00000014"
            + "00000010"
            + "01010002"
            + "00000008"
            + "01000003", // two transforms announced, one there
        "00000014" + "00000010" + "01010000" + "00000008" + "01000003", // none announced, one there
        "0000001c"
            + "00000018"
            + "01010001"
            + "03000008"
            + "01000003"
            + "00000008"
            + "02000002", // one announced, two there
        "00000014" + "01000010" + "01010001" + "00000008" + "01000003", // marker 1
        "00000014" + "00000010" + "01010001" + "01000008" + "01000003", // marker 1 of a transform
        "00000014"
            + "02000010"
            + "01010001"
            + "00000008"
            + "01000003", // a further proposal announced
        "00000014"
            + "00000010"
            + "01010001"
            + "03000008"
            + "01000003", // a further transform announced
        "00000014"
            + "00000010"
            + "0101ff01"
            + "00000008"
            + "01000003", // SPI longer than the proposal
        "00000014"
            + "00000010"
            + "01010001"
            + "00000003"
            + "01000003", // transform shorter than its header
        "00000014"
            + "00000000"
            + "01010001"
            + "00000008"
            + "01000003", // proposal shorter than its header
        "00000014"
            + "00000010"
            + "01010001"
            + "00000009"
            + "01000003", // transform longer than the proposal
        "00000004" // no proposal at all
      })
  void malformedSecurityAssociation(String body) {
    assertTrue(refused(33, body).text().length() > 10);
  }

  @ParameterizedTest(name = "malformed TS {0}")
  @ValueSource(
      strings = {
        "00000008" + "00000000", // no selector
        "00000018" + "02000000" + "070000100000ffff0a0000010a0000ff", // two announced, one there
        "00000018" + "01000000" + "070000100000ffff0a0000ff0a000001", // ends before it starts
        "00000018"
            + "01000000"
            + "07000010ffff00010a0000010a0000ff", // ports end before they start, not OPAQUE
        "00000018" + "01000000" + "080000100000ffff0a0000010a0000ff", // IPv6 with IPv4's length
        "00000018" + "01000000" + "0700000f0000ffff0a0000010a0000ff", // shorter than its addresses
        "00000018" + "01000000" + "070000030000ffff0a0000010a0000ff", // shorter than its header
        "00000018" + "01000000" + "070000110000ffff0a0000010a0000ff", // longer than the payload
        "00000019" + "01000000" + "070000110000ffff0a0000010a0000ff00", // longer than its addresses
      })
  void malformedTrafficSelector(String body) {
    assertEquals(44, refused(44, body).payloadType());
  }

  @Test
  void opaquePortsAreParsed() {
    TrafficSelectorPayload payload =
        requireNonNull(
            parsed(45, "00000018" + "01000000" + "07000010ffff00000a0000010a0000ff")
                .trafficSelectors(false));
    assertTrue(
        assertInstanceOf(TrafficSelector.Range.class, payload.selectors().get(0))
            .range()
            .isOpaque());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "34, 00000008000e0000, empty KE",
    "40, 0000001300112233445566778899aabbccddee, nonce of 15 octets",
    "39, 0000000802000000, empty AUTH",
    "35, 0000000b01000000010203, address of 3 octets",
    "35, 0000000801000000, address of no octets",
    "44, 2b00001c010000000700001000000000000000000000000000000004, payload inside a payload",
    "41, 0000000801f04000, notify SPI past the end",
    "42, 0000000c0304000211223344, one SPI of two",
    "42, 0000000803000001, SPIs of no octets",
    "47, 0000000c0100000000010004, attribute past the end",
    "48, 0000000801000005, EAP length 5 in 4 octets",
    "53, 0000000800000001, fragment 0",
    "53, 0000000800030002, fragment 3 of 2",
    "53, 00000008000100ff, 255 fragments",
  })
  void malformedBodies(int type, String body, String what) {
    assertEquals(type, refused(type, body).payloadType(), what);
  }

  /** RFC 7296 §3.11: an IKE SA has no SPI in a Delete payload. */
  @Test
  void deletesWithoutSpis() {
    assertEquals(
        List.of(new DeletePayload(Proposal.PROTOCOL_IKE, 0, List.of())),
        parsed(42, "00000008" + "01000002").deletes());
    assertEquals(
        List.of(new DeletePayload(Proposal.PROTOCOL_ESP, 4, List.of())),
        parsed(42, "00000008" + "03040000").deletes());
  }

  @Test
  void encryptedPayloadMustBeTheLast() {
    assertEquals(DropReason.LENGTH_MISMATCH, refused(46, "28000008" + "01020304" + NONCE).reason());
  }

  @Test
  void encryptedPayloadDoesNotNest() {
    byte[] chain = {0, 0, 0, 8, 1, 2, 3, 4};
    Refusal refusal =
        assertInstanceOf(Refusal.class, IkeParser.parseChain(46, chain, 0, chain.length));
    assertEquals(DropReason.UNEXPECTED_PAYLOAD, refusal.reason());
  }

  @Test
  void paddingLongerThanTheContentIsRefused() {
    byte[] opened = {5, 5, 5, 4};
    Refusal refusal = assertInstanceOf(Refusal.class, IkeParser.parseOpened(0, opened, 0, 4));
    assertEquals(DropReason.BAD_PADDING, refusal.reason());
    assertEquals(PayloadList.EMPTY, IkeParser.parseOpened(0, new byte[] {9, 9, 9, 3}, 0, 4));
  }

  @Test
  void initiatorSpiZeroIsRefused() {
    byte[] message = message(40, 0x20, 34, NONCE);
    Octets.put64(message, 0, 0);
    Refusal refusal =
        assertInstanceOf(Refusal.class, IkeParser.parseMessage(message, 0, message.length));
    assertEquals(DropReason.BAD_IKE_SPI, refusal.reason());
  }

  @Test
  void fragmentsAreWrittenAndRecognised() {
    byte[] inner = new byte[100];
    byte[] slot = new byte[400];
    IkeMessageWriter writer = new IkeMessageWriter().begin(slot, 0, slot.length);
    writer.header(1, 2, ExchangeType.IKE_AUTH, true, false, 1);
    SealLayout layout = requireNonNull(writer.encryptedFragment(35, 1, 3, inner, 0, 100, 8, 4, 16));
    int length = writer.finish();
    IkeMessage message =
        assertInstanceOf(IkeMessage.class, IkeParser.parseMessage(slot, 0, length));
    EncryptedFragmentPayload fragment = requireNonNull(message.payloads().encryptedFragment());
    assertEquals(35, fragment.firstInner());
    assertEquals(3, fragment.totalFragments());
    assertEquals(layout, fragment.layout(0, 8, 16));
    assertEquals(IkeHeader.LENGTH + 8, layout.associatedLength());
    assertNull(fragment.layout(0, 200, 16));
  }

  @Test
  void notifyTypesAreThoseOfTheRegistry() {
    for (NotifyType type : NotifyType.values()) {
      assertEquals(type, NotifyType.of(type.number()));
    }
    assertEquals(NotifyType.UNKNOWN, NotifyType.of(2));
    assertEquals(NotifyType.UNKNOWN, NotifyType.of(40960));
    assertTrue(new NotifyPayload(0, OctetString.EMPTY, 8191, OctetString.EMPTY).isError());
  }

  @Test
  void refusalNamesOffsetAndReason() {
    // R7296-2.10-1
    Refusal refusal = refused(40, "00000004");
    assertEquals(
        "MALFORMED_PAYLOAD at octet 32, payload Nonce (40): a nonce has 16 to 256 octets (RFC 7296"
            + " section 3.9)",
        refusal.message());
  }
}
