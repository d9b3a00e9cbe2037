// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/**
 * IKE messages octet by octet against RFC 7296 §3: written, read back field by field, at an offset,
 * and at the bounds that the engine sets itself.
 */
final class IkeWireTest {
  private static final int AT = 3;

  private static OctetString hex(String digits) {
    return requireNonNull(OctetString.parseHex(digits.replace(" ", "")), digits);
  }

  // ---- the header

  @Test
  void theHeaderIsReadFieldByField() {
    byte[] array =
        hex("eeeeee f102030405060708 e1f2030405060708 2e 2f 23 28 fffefdfc 0000001c").toArray();
    IkeHeader header = new IkeHeader().wrap(array, AT, 28);
    assertEquals(DropReason.NONE, header.checkLength());
    assertEquals(0xf102030405060708L, header.initiatorSpi());
    assertEquals(0xe1f2030405060708L, header.responderSpi());
    assertEquals(46, header.nextPayload());
    assertEquals(2, header.majorVersion());
    assertEquals(15, header.minorVersion());
    assertEquals(35, header.exchangeNumber());
    assertEquals(ExchangeType.IKE_AUTH, header.exchangeType());
    assertEquals(0x28, header.flags());
    assertEquals(0xfffefdfcL, header.messageId());
    assertEquals(28, header.length());
    assertEquals(
        new IkeHeaderFields(
            0xf102030405060708L,
            0xe1f2030405060708L,
            46,
            2,
            15,
            ExchangeType.IKE_AUTH,
            true,
            true,
            false,
            0xfffefdfcL,
            28),
        header.fields());
    assertEquals(DropReason.TRUNCATED, header.wrap(array, AT, 27).checkLength());
    header.wrap(array, AT, 28);
    array[array.length - 1] = 29;
    assertEquals(DropReason.LENGTH_MISMATCH, header.checkLength());
    array[array.length - 1] = 27;
    assertEquals(DropReason.LENGTH_MISMATCH, header.checkLength());
    array[array.length - 4] = (byte) 0x80;
    assertEquals(0x8000001bL, header.length(), "the length has no sign");
    assertThrows(AssertionError.class, () -> header.wrap(array, -1, 28));
    assertThrows(AssertionError.class, () -> header.wrap(array, AT + 1, 28));
    assertThrows(AssertionError.class, () -> header.wrap(array, AT, -1));
  }

  @Test
  void eachFlagIsItsOwn() {
    byte[] array = new byte[28];
    IkeHeader header = new IkeHeader().wrap(array, 0, 28);
    for (int bit = 0; bit < 8; bit++) {
      array[19] = (byte) (1 << bit);
      assertEquals(bit == 3, header.fromInitiator());
      assertEquals(bit == 5, header.isResponse());
      assertEquals(bit == 4, header.fields().higherVersion());
      assertEquals(bit == 3, header.fields().fromInitiator());
      assertEquals(bit == 5, header.fields().response());
    }
  }

  @Test
  void theHeaderIsWrittenAsItIsRead() {
    byte[] array = new byte[40];
    Arrays.fill(array, (byte) 0xee);
    IkeMessageWriter writer = new IkeMessageWriter().begin(array, AT, 30);
    writer.header(0xf102030405060708L, 2, ExchangeType.INFORMATIONAL, true, false, 0xfffefdfcL);
    assertEquals(28, writer.finish());
    assertEquals(
        "eeeeeef1020304050607080000000000000002 00202508 fffefdfc 0000001c ee".replace(" ", ""),
        OctetString.of(array, 0, AT + 29).toHex());
    writer.begin(array, AT, 30).header(1, 2, ExchangeType.IKE_AUTH, false, true, 0);
    assertEquals(0x20, array[AT + 19]);
    writer.begin(array, AT, 30).header(1, 2, ExchangeType.IKE_AUTH, false, false, 0);
    assertEquals(0, array[AT + 19]);
    assertThrows(
        AssertionError.class, () -> writer.header(1, 2, ExchangeType.IKE_AUTH, true, true, 0));
    assertEquals(
        IkeMessageWriter.NOT_FITTING,
        new IkeMessageWriter()
            .begin(array, AT, 27)
            .header(1, 2, ExchangeType.IKE_AUTH, true, true, 0)
            .finish());
  }

  // ---- payloads

  /** Every kind of payload, written and read at an offset. */
  @Test
  void aChainOfPayloadsIsShownAsItIs() {
    byte[] array = new byte[1000];
    IkeMessageWriter writer = new IkeMessageWriter().begin(array, AT, 900);
    writer.header(0xa1, 0xb2, ExchangeType.IKE_AUTH, false, true, 7);
    List<IkePayload> payloads = everyPayload();
    int length = writer.payloads(new PayloadList(payloads)).finish();
    IkeMessage message =
        assertInstanceOf(IkeMessage.class, IkeParser.parseMessage(array, AT, length));
    assertEquals(payloads, message.payloads().all());
    assertEquals(33, message.header().firstPayload());
    assertEquals(TEXT, PayloadTree.of(message).toText());
    assertEquals(payloads.size(), PayloadTree.of(message).children().size());
  }

  private static List<IkePayload> everyPayload() {
    Transform encryption =
        new Transform(
            TransformIds.TYPE_ENCRYPTION,
            TransformIds.ENCR_AES_GCM_16,
            List.of(
                TransformAttribute.keyLength(256),
                TransformAttribute.ofShort(0x7ffe, 5),
                TransformAttribute.ofLong(15, hex("abcdef"))));
    Proposal first =
        new Proposal(
            1,
            Proposal.PROTOCOL_ESP,
            hex("a1b2c3d4"),
            List.of(encryption, Transform.of(TransformIds.TYPE_ESN, 1)));
    Proposal second =
        new Proposal(
            2,
            Proposal.PROTOCOL_IKE,
            OctetString.EMPTY,
            List.of(
                Transform.of(TransformIds.TYPE_PRF, 5),
                Transform.of(TransformIds.TYPE_INTEGRITY, 12),
                Transform.of(TransformIds.TYPE_KEY_EXCHANGE, 31),
                Transform.of(TransformIds.TYPE_ADDITIONAL_KEY_EXCHANGE_7, 36),
                Transform.of(240, 1023),
                Transform.of(241, 1024)));
    return List.of(
        new SecurityAssociationPayload(List.of(first, second)),
        new KeyExchangePayload(31, hex("aa")),
        IdentificationPayload.of(true, IdentificationPayload.IPV4_ADDRESS, hex("c0000201")),
        new IdentificationPayload(false, IdentificationPayload.KEY_ID, 0x010203, hex("7879")),
        new CertificatePayload(4, hex("bb")),
        new CertificateRequestPayload(5, hex("cc")),
        new AuthenticationPayload(AuthenticationPayload.SHARED_KEY, hex("dd")),
        new NoncePayload(hex("000102030405060708090a0b0c0d0e0f")),
        new NotifyPayload(3, hex("d1d2d3d4"), 16393, hex("ee")),
        NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN),
        DeletePayload.ofEsp(List.of(hex("e1e2e3e4"), hex("f1f2f3f4"))),
        DeletePayload.ofIkeSa(),
        new VendorIdPayload(hex("6162")),
        new TrafficSelectorPayload(
            true,
            List.of(
                new TrafficSelector.Range(
                    new AddressRange(17, 1, 0xfffe, address("192.0.2.1"), address("192.0.2.9"))),
                new TrafficSelector.Unknown(9, 6, hex("abcd")))),
        new TrafficSelectorPayload(
            false,
            List.of(
                new TrafficSelector.Range(
                    new AddressRange(
                        0, 0xffff, 0, address("2001:db8::"), address("2001:db8::ffff"))))),
        new ConfigurationPayload(
            ConfigurationPayload.REPLY,
            List.of(
                new ConfigurationPayload.Attribute(1, hex("c0000205")),
                new ConfigurationPayload.Attribute(2, OctetString.EMPTY))),
        new EapPayload(hex("01020004")),
        new UnknownPayload(200, false, hex("0102")));
  }

  private static final String TEXT =
      """
      IKE initiatorSpi=00000000000000a1 responderSpi=00000000000000b2 version=2.0 \
      exchange=IKE_AUTH kind=response sender=responder messageId=7 lengthBytes=366
        SA
          proposal number=1 protocol=3 spi=a1b2c3d4
            transform type=ENCR typeNumber=1 id=AES_GCM_16 idNumber=20 keyLengthBits=256 \
      attribute32766=5 attribute15=abcdef
            transform type=ESN typeNumber=5 id=64_BIT idNumber=1
          proposal number=2 protocol=1
            transform type=PRF typeNumber=2 id=HMAC_SHA2_256 idNumber=5
            transform type=INTEG typeNumber=3 id=HMAC_SHA2_256_128 idNumber=12
            transform type=KE typeNumber=4 id=X25519 idNumber=31
            transform type=ADDKE7 typeNumber=12 id=ML_KEM_768 idNumber=36
            transform type=unknown-240 typeNumber=240 id=unknown-1023 idNumber=1023
            transform type=private-241 typeNumber=241 id=private-1024 idNumber=1024
        KE method=X25519 methodNumber=31 data=aa
        IDi idType=1 data=c0000201
        IDr idType=11 data=7879 text=xy
        CERT encoding=4 data=bb
        CERTREQ encoding=5 authorities=cc
        AUTH method=2 data=dd
        Nonce data=000102030405060708090a0b0c0d0e0f
        N type=REKEY_SA typeNumber=16393 protocol=3 spi=d1d2d3d4 data=ee
        N type=NO_PROPOSAL_CHOSEN typeNumber=14 protocol=0
        D protocol=3
          deleted spi=e1e2e3e4
          deleted spi=f1f2f3f4
        D protocol=1
        V data=6162 text=ab
        TSi
          selector protocol=17 startPort=1 endPort=65534 start=192.0.2.1 end=192.0.2.9
          selector selectorType=9 protocol=6 body=abcd
        TSr
          selector protocol=0 startPort=65535 endPort=0 start=2001:db8:: end=2001:db8::ffff
        CP configurationType=2
          attribute type=1 value=c0000205
          attribute type=2
        EAP message=01020004
        unknown payloadType=200 critical=false body=0102
      """;

  @Test
  void payloadsLieInTheMessageAsTheRfcDrawsThem() {
    assertOctets(
        "0000003c 02000028 01030402 a1b2c3d4"
            + "03000010 01000014 800e0100 7ffe0000"
            + "0000000c 05000001 fffe0005"
            + "00000010 02010001 00000008 02000005",
        new SecurityAssociationPayload(
            List.of(
                new Proposal(
                    1,
                    3,
                    hex("a1b2c3d4"),
                    List.of(
                        new Transform(
                            1,
                            20,
                            List.of(
                                TransformAttribute.keyLength(256),
                                TransformAttribute.ofLong(0x7ffe, OctetString.EMPTY))),
                        new Transform(5, 1, List.of(TransformAttribute.ofShort(0x7ffe, 5))))),
                new Proposal(2, 1, OctetString.EMPTY, List.of(Transform.of(2, 5))))));
    assertOctets("00000009 001f0000 aa", new KeyExchangePayload(31, hex("aa")));
    assertOctets("00000009 0b010203 aa", new IdentificationPayload(true, 11, 0x010203, hex("aa")));
    assertOctets("00000006 04aa", new CertificatePayload(4, hex("aa")));
    assertOctets("00000006 04aa", new CertificateRequestPayload(4, hex("aa")));
    assertOctets("00000009 02000000 aa", new AuthenticationPayload(2, hex("aa")));
    assertOctets("0000000b 03024009 d1d2 ee", new NotifyPayload(3, hex("d1d2"), 16393, hex("ee")));
    assertOctets("0000000c 03040001 e1e2e3e4", DeletePayload.ofEsp(List.of(hex("e1e2e3e4"))));
    assertOctets("00000008 01000000", DeletePayload.ofIkeSa());
    assertOctets("00000005 aa", new VendorIdPayload(hex("aa")));
    assertOctets(
        "0000001e 02000000 07110010 0001fffe c0000201 c0000209 09060006 abcd",
        new TrafficSelectorPayload(
            true,
            List.of(
                new TrafficSelector.Range(
                    new AddressRange(17, 1, 0xfffe, address("192.0.2.1"), address("192.0.2.9"))),
                new TrafficSelector.Unknown(9, 6, hex("abcd")))));
    assertOctets(
        "0000000e 02000000 00010002 abcd",
        new ConfigurationPayload(2, List.of(new ConfigurationPayload.Attribute(1, hex("abcd")))));
    assertOctets("00000008 01020004", new EapPayload(hex("01020004")));
    assertOctets("00800005 aa", new UnknownPayload(200, true, hex("aa")));
    assertOctets("23000007 000000", new EncryptedPayload(35, 32, 3));
    assertOctets("2300000a 0002 0003 0000", new EncryptedFragmentPayload(35, 2, 3, 36, 2));
  }

  private static void assertOctets(String expected, IkePayload payload) {
    byte[] array = new byte[300];
    Arrays.fill(array, (byte) 0xee);
    IkeMessageWriter writer = new IkeMessageWriter().begin(array, AT, 290);
    int length = writer.payload(payload).finish();
    assertEquals(hex(expected), OctetString.of(array, AT, Math.max(0, length)));
    assertEquals(payload.typeNumber(), writer.firstType());
    for (int capacity = 0; capacity < length; capacity++) {
      byte[] exact = new byte[AT + capacity];
      assertEquals(
          IkeMessageWriter.NOT_FITTING,
          new IkeMessageWriter().begin(exact, AT, capacity).payload(payload).finish(),
          "in " + capacity + " octets");
    }
    byte[] exact = new byte[AT + length];
    assertEquals(length, new IkeMessageWriter().begin(exact, AT, length).payload(payload).finish());
  }

  @Test
  void theIdentificationUnderAuthIsItsBody() {
    assertEquals(
        hex("0b f1f2f3 7879"), new IdentificationPayload(false, 11, 0xf1f2f3, hex("7879")).body());
    assertEquals(35, IdentificationPayload.of(true, 1, hex("c0000201")).typeNumber());
    assertEquals(36, IdentificationPayload.of(false, 1, hex("c0000201")).typeNumber());
  }

  @Test
  void thePayloadsOfAListAreFoundByKind() {
    PayloadList list = new PayloadList(everyPayload());
    assertEquals(18, list.size());
    assertEquals(2, requireNonNull(list.securityAssociation()).proposals().size());
    assertEquals(hex("aa"), requireNonNull(list.keyExchange()).data());
    assertEquals(hex("c0000201"), requireNonNull(list.identification(true)).data());
    assertEquals(hex("7879"), requireNonNull(list.identification(false)).data());
    assertEquals(hex("dd"), requireNonNull(list.authentication()).data());
    assertEquals(16, requireNonNull(list.nonce()).data().length());
    assertTrue(requireNonNull(list.trafficSelectors(true)).ofInitiator());
    assertFalse(requireNonNull(list.trafficSelectors(false)).ofInitiator());
    assertEquals(2, requireNonNull(list.configuration()).attributes().size());
    assertEquals(hex("01020004"), requireNonNull(list.eap()).message());
    assertEquals(1, list.count(PayloadType.CERTIFICATE));
    assertEquals(2, list.notifications().size());
    assertEquals(2, list.deletes().size());
    assertEquals(2, list.count(PayloadType.NOTIFY));
    assertEquals(0, list.count(PayloadType.ENCRYPTED));
    assertEquals(hex("ee"), requireNonNull(list.notification(NotifyType.REKEY_SA)).data());
    assertNull(list.notification(NotifyType.COOKIE));
    assertNull(list.encrypted());
    assertNull(list.encryptedFragment());
    PayloadList none = PayloadList.EMPTY;
    assertNull(none.securityAssociation());
    assertNull(none.keyExchange());
    assertNull(none.identification(true));
    assertNull(none.authentication());
    assertNull(none.nonce());
    assertNull(none.trafficSelectors(true));
    assertNull(none.configuration());
    assertNull(none.eap());
  }

  @Test
  void errorsEndBelowTheFirstStatus() {
    assertTrue(new NotifyPayload(0, OctetString.EMPTY, 16383, OctetString.EMPTY).isError());
    assertFalse(new NotifyPayload(0, OctetString.EMPTY, 16384, OctetString.EMPTY).isError());
    assertEquals(NotifyType.UNKNOWN, NotifyType.of(50));
    assertEquals(NotifyType.UNKNOWN, NotifyType.of(16383));
    assertEquals(NotifyType.UNKNOWN, NotifyType.of(16447));
    assertEquals(NotifyType.UNKNOWN, NotifyType.of(-1));
    assertEquals(NotifyType.UNKNOWN, NotifyType.of(0));
  }

  @Test
  void numbersOfExchangesAndPayloadsAreThoseOfTheRegistry() {
    int[] exchanges = {34, 35, 36, 37, 38, 39, 40, 41, 43, 44, -1};
    for (int i = 0; i < exchanges.length; i++) {
      assertEquals(exchanges[i], ExchangeType.values()[i].number());
      assertEquals(ExchangeType.values()[i], ExchangeType.of(exchanges[i]));
    }
    assertEquals(ExchangeType.UNKNOWN, ExchangeType.of(42));
    for (PayloadType type : PayloadType.values()) {
      if (type != PayloadType.UNKNOWN) {
        assertEquals(type, PayloadType.of(type.number()));
      }
    }
    assertEquals(PayloadType.UNKNOWN, PayloadType.of(32));
    assertEquals("SKF", PayloadType.of(53).notation());
  }

  @Test
  void keyLengthsOfTransforms() {
    Transform plain = Transform.of(1, 12);
    assertEquals(0, plain.keyLengthBits());
    assertFalse(plain.hasUnknownAttribute());
    Transform keyed = Transform.withKeyLength(1, 12, 192);
    assertEquals(192, keyed.keyLengthBits());
    assertFalse(keyed.hasUnknownAttribute());
    TransformAttribute unknown = TransformAttribute.ofShort(13, 1);
    Transform both = new Transform(1, 12, List.of(unknown, TransformAttribute.keyLength(128)));
    assertEquals(128, both.keyLengthBits());
    assertTrue(both.hasUnknownAttribute());
    Transform twice =
        new Transform(
            1, 12, List.of(TransformAttribute.keyLength(128), TransformAttribute.keyLength(256)));
    assertTrue(twice.hasUnknownAttribute(), "a second key length is not one to overlook");
    assertFalse(TransformAttribute.ofLong(14, hex("0100")).isKeyLength());
    assertEquals(128, TransformAttribute.keyLength(128).value());
  }

  @Test
  void proposalsSayWhatTheyHave() {
    Proposal proposal =
        new Proposal(1, 1, OctetString.EMPTY, List.of(Transform.of(2, 5), Transform.of(2, 7)));
    assertTrue(proposal.has(2));
    assertFalse(proposal.has(1));
    assertEquals(5, requireNonNull(proposal.first(2)).id());
    assertNull(proposal.first(1));
  }

  @Test
  void selectorsAreMadeOfRanges() {
    AddressRange range = range(0, 0xffff);
    assertEquals(
        new TrafficSelectorPayload(false, List.of(new TrafficSelector.Range(range))),
        TrafficSelectorPayload.of(false, List.of(range)));
  }

  /** What comes after a defect is not read, yet is no null that a reader of payloads trips over. */
  @Test
  void aReaderGivesNothingPastItsBound() {
    PayloadReader reader = new PayloadReader(new byte[] {1, 2, 3, 4, 5}, 1, 1, 3);
    assertEquals(hex("02"), reader.take(1));
    assertEquals(OctetString.EMPTY, reader.take(3));
    assertTrue(reader.refused());
    assertEquals(0, reader.remaining());
    assertEquals(OctetString.EMPTY, reader.take(1));
    assertEquals(IpAddress.ANY_IPV4, reader.address(4));
    assertEquals(0, reader.u8());
    assertEquals(1, requireNonNull(reader.refusal()).offset());
  }

  @Test
  void selectorsAreOpaqueByBothPorts() {
    assertTrue(range(0xffff, 0).isOpaque());
    assertFalse(range(0xffff, 0xffff).isOpaque());
    assertFalse(range(0, 0).isOpaque());
    assertEquals(7, new TrafficSelector.Range(range(0, 0)).selectorType());
    assertEquals(
        8,
        new TrafficSelector.Range(new AddressRange(0, 0, 0, address("::"), address("::1")))
            .selectorType());
    assertThrows(
        AssertionError.class, () -> new AddressRange(0, 0, 0, address("0.0.0.0"), address("::1")));
  }

  private static AddressRange range(int startPort, int endPort) {
    return new AddressRange(0, startPort, endPort, address("192.0.2.1"), address("192.0.2.1"));
  }

  // ---- what is encrypted

  @Test
  void anSkPayloadIsPaddedToItsBlocks() {
    for (int content = 4; content < 40; content++) {
      byte[] array = new byte[200];
      Arrays.fill(array, (byte) 0xee);
      IkeMessageWriter writer = new IkeMessageWriter().begin(array, AT, 190);
      writer.header(1, 2, ExchangeType.IKE_AUTH, true, false, 1);
      writer
          .beginEncrypted(16, 16, 12)
          .payload(new VendorIdPayload(OctetString.of(new byte[content - 4])));
      SealLayout layout = requireNonNull(writer.endEncrypted());
      int length = writer.finish();
      int plain = (content + 1 + 15) / 16 * 16;
      assertEquals(28 + 4 + 16 + plain + 12, length);
      assertEquals(new SealLayout(AT, AT + 32, AT + 48, plain, AT + 48 + plain, 12), layout);
      assertEquals(32, layout.associatedLength());
      assertEquals(16, layout.ivLength());
      assertEquals(plain - content - 1, array[AT + 48 + plain - 1], "pad length");
      assertEquals(46, array[AT + 16]);
      assertEquals(43, array[AT + 28], "the first inner payload");
      assertEquals(4 + 16 + plain + 12, Octets.u16(array, AT + 30));
      IkeMessage message =
          assertInstanceOf(IkeMessage.class, IkeParser.parseMessage(array, AT, length));
      EncryptedPayload encrypted = requireNonNull(message.payloads().encrypted());
      assertEquals(43, encrypted.firstInner());
      assertEquals(layout, encrypted.layout(AT, 16, 12));
      assertInstanceOf(
          PayloadList.class, IkeParser.parseOpened(43, array, layout.plainOffset(), plain));
      assertThrows(
          AssertionError.class, () -> writer.payload(new VendorIdPayload(OctetString.EMPTY)));
    }
  }

  @Test
  void anSkPayloadHoldsAtLeastItsPadLength() {
    assertNull(new EncryptedPayload(0, 32, 24).layout(0, 8, 16));
    assertEquals(1, requireNonNull(new EncryptedPayload(0, 32, 25).layout(0, 8, 16)).plainLength());
    assertInstanceOf(Refusal.class, IkeParser.parseOpened(0, new byte[4], 1, 0));
    assertEquals(PayloadList.EMPTY, IkeParser.parseOpened(0, new byte[] {9, 0, 9}, 1, 1));
    assertInstanceOf(Refusal.class, IkeParser.parseOpened(0, new byte[] {9, 1, 9}, 1, 1));
  }

  @Test
  void whatDoesNotFitIsNotWritten() {
    for (int capacity = 0; capacity < 80; capacity++) {
      byte[] array = new byte[AT + capacity];
      IkeMessageWriter writer = new IkeMessageWriter().begin(array, AT, capacity);
      writer.header(1, 2, ExchangeType.IKE_AUTH, true, false, 1);
      writer.beginEncrypted(8, 4, 16);
      writer.payload(new VendorIdPayload(hex("010203")));
      assertEquals(capacity < 64, writer.endEncrypted() == null, "in " + capacity);
      assertEquals(capacity < 64 ? IkeMessageWriter.NOT_FITTING : 64, writer.finish());
    }
    assertThrows(AssertionError.class, () -> new IkeMessageWriter().begin(new byte[4], 2, 3));
  }

  @Test
  void aPayloadHasAtMostTheOctetsThatItsLengthCanTell() {
    byte[] array = new byte[0x10000];
    OctetString most = OctetString.of(new byte[0xffff - 4]);
    assertEquals(
        0xffff,
        new IkeMessageWriter()
            .begin(array, 0, array.length)
            .payload(new VendorIdPayload(most))
            .finish());
    assertEquals(0xffff, Octets.u16(array, 2));
    assertEquals(
        IkeMessageWriter.NOT_FITTING,
        new IkeMessageWriter()
            .begin(array, 0, array.length)
            .payload(new VendorIdPayload(OctetString.of(new byte[0x10000 - 4])))
            .finish());
  }

  @Test
  void fragmentsNameTheFirstPayloadInTheFirstOnly() {
    byte[] inner = {1, 2, 3, 4, 5};
    byte[] array = new byte[100];
    IkeMessageWriter writer = new IkeMessageWriter().begin(array, AT, 90);
    writer.header(1, 2, ExchangeType.IKE_AUTH, true, false, 1);
    SealLayout layout = requireNonNull(writer.encryptedFragment(35, 2, 3, inner, 1, 3, 8, 4, 16));
    assertEquals(new SealLayout(AT, AT + 36, AT + 44, 4, AT + 48, 16), layout);
    assertEquals(64, writer.finish());
    assertEquals(
        hex("35 202308 00000001 00000040 2300 0024 0002 0003 0000000000000000 02030400"),
        OctetString.of(array, AT + 16, 32));
    assertEquals(
        new EncryptedFragmentPayload(35, 2, 3, 36, 28),
        requireNonNull(
            assertInstanceOf(IkeMessage.class, IkeParser.parseMessage(array, AT, 64))
                .payloads()
                .encryptedFragment()));
    assertNull(
        new IkeMessageWriter()
            .begin(new byte[60], 0, 60)
            .encryptedFragment(35, 1, 1, new byte[60], 0, 60, 8, 4, 16));
  }

  // ---- bounds

  @Test
  void boundsOfTheEngineAreReachedAndNotPassed() {
    assertBound("2b000004", 43, IkeBounds.MAX_PAYLOADS);
    String selector = "07000010 0000ffff 0a000001 0a0000ff";
    assertTaken(44, body(Integer.toHexString(128) + "000000" + selector.repeat(128)));
    assertRefused(44, body("81000000" + selector.repeat(129)));
    assertTaken(42, body("0304 0100" + "01020304".repeat(256)));
    assertRefused(42, body("0304 0101" + "01020304".repeat(257)));
    assertTaken(47, body("01000000" + "00010000".repeat(64)));
    assertRefused(47, body("01000000" + "00010000".repeat(65)));
    assertTaken(40, body("00".repeat(256)));
    assertTaken(40, body("00".repeat(16)));
    assertMalformed(40, body("00".repeat(257)));
    assertTaken(53, body("0040 0040"));
    assertRefused(53, body("0001 0041"));
    assertTaken(33, proposal(96, ""));
    assertRefused(33, proposal(97, ""));
    assertTaken(33, proposal(1, "800e0080".repeat(8)));
    assertRefused(33, proposal(1, "800e0080".repeat(9)));
    String more = "02000010 01010001 00000008 01000003";
    String last = "00000010 01010001 00000008 01000003";
    assertTaken(33, body(more.repeat(63) + last));
    assertRefused(33, body(more.repeat(64) + last));
  }

  private static void assertBound(String unit, int type, int most) {
    String hex = unit.repeat(most - 1) + "00" + unit.substring(2);
    assertTaken(type, hex);
    assertRefused(type, unit.repeat(most) + "00" + unit.substring(2));
  }

  private static String body(String hex) {
    String tight = hex.replace(" ", "");
    return "0000" + String.format("%04x", 4 + tight.length() / 2) + tight;
  }

  private static String proposal(int transforms, String attributes) {
    StringBuilder text = new StringBuilder();
    int length = 8 + attributes.length() / 2;
    for (int i = 1; i <= transforms; i++) {
      text.append(i == transforms ? "00" : "03").append("00");
      text.append(String.format("%04x", length)).append("01000003").append(attributes);
    }
    int total = 8 + text.length() / 2;
    return body(
        "0000"
            + String.format("%04x", total)
            + "010100"
            + String.format("%02x", transforms)
            + text);
  }

  private static ParsedMessage parse(int type, String hex) {
    OctetString payloads = hex(hex);
    byte[] message = new byte[28 + payloads.length()];
    Octets.put64(message, 0, 1);
    message[16] = (byte) type;
    message[17] = 0x20;
    message[18] = 34;
    Octets.put32(message, 24, message.length);
    payloads.copyInto(message, 28);
    return IkeParser.parseMessage(message, 0, message.length);
  }

  private static void assertTaken(int type, String hex) {
    assertInstanceOf(IkeMessage.class, parse(type, hex));
  }

  private static void assertRefused(int type, String hex) {
    assertEquals(
        DropReason.TOO_MANY_ELEMENTS, assertInstanceOf(Refusal.class, parse(type, hex)).reason());
  }

  private static void assertMalformed(int type, String hex) {
    assertEquals(
        DropReason.MALFORMED_PAYLOAD, assertInstanceOf(Refusal.class, parse(type, hex)).reason());
  }

  @Test
  void refusalsAreShownWithTheirPlace() {
    Refusal refusal = assertInstanceOf(Refusal.class, parse(40, "00000004"));
    assertEquals(
        "refusal reason=MALFORMED_PAYLOAD offset=32 payloadType=40 text=" + refusal.text() + "\n",
        PayloadTree.of(refusal).toText());
    assertEquals(
        "SKF firstInner=IDi fragmentNumber=2 totalFragments=3 contentOffset=36"
            + " contentLengthBytes=28\n",
        PayloadTree.of(new EncryptedFragmentPayload(35, 2, 3, 36, 28)).toText());
    assertEquals(
        "SK firstInner=IDr contentOffset=32 contentLengthBytes=9\n",
        PayloadTree.of(new EncryptedPayload(36, 32, 9)).toText());
    assertArrayEquals(
        new String[] {"true", "false"}, new String[] {critical(true), critical(false)});
  }

  private static String critical(boolean is) {
    return PayloadTree.of(new UnknownPayload(200, is, OctetString.EMPTY)).fields().get(1).value();
  }

  private static IpAddress address(String text) {
    return requireNonNull(IpAddress.parse(text), text);
  }
}
