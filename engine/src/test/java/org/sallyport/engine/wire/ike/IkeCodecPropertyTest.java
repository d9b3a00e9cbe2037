// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.Octets;

/** Round trips of every payload type, and totality of the parser on random and damaged octets. */
class IkeCodecPropertyTest {
  private static final int SLOT = 20_000;
  private static final int OFFSET = 37;

  @Provide
  Arbitrary<List<IkePayload>> payloads() {
    return IkeArbitraries.payload().list().ofMaxSize(6);
  }

  private static byte[] write(List<IkePayload> payloads, IkeMessageWriter writer) {
    byte[] slot = new byte[SLOT];
    writer.begin(slot, OFFSET, SLOT - OFFSET).header(1, 2, ExchangeType.IKE_AUTH, true, false, 7);
    for (IkePayload payload : payloads) {
      writer.payload(payload);
    }
    return slot;
  }

  private static byte[] message(List<IkePayload> payloads) {
    IkeMessageWriter writer = new IkeMessageWriter();
    byte[] slot = write(payloads, writer);
    byte[] message = new byte[writer.finish()];
    System.arraycopy(slot, OFFSET, message, 0, message.length);
    return message;
  }

  @Property
  void writtenPayloadsAreParsedEqual(@ForAll("payloads") List<IkePayload> payloads) {
    IkeMessageWriter writer = new IkeMessageWriter();
    byte[] slot = write(payloads, writer);
    IkeMessage parsed =
        assertInstanceOf(IkeMessage.class, IkeParser.parseMessage(slot, OFFSET, writer.finish()));
    assertEquals(payloads, parsed.payloads().all());
    assertEquals(7, parsed.header().messageId());
    assertEquals(ExchangeType.IKE_AUTH, parsed.header().exchangeType());
  }

  @Property
  void encryptedPayloadsAreParsedEqualAfterOpening(
      @ForAll("payloads") List<IkePayload> payloads, @ForAll("shapes") int[] shape) {
    byte[] slot = new byte[SLOT];
    IkeMessageWriter writer = new IkeMessageWriter().begin(slot, OFFSET, SLOT - OFFSET);
    writer
        .header(1, 2, ExchangeType.CREATE_CHILD_SA, true, false, 7)
        .beginEncrypted(shape[0], shape[1], shape[2]);
    for (IkePayload payload : payloads) {
      writer.payload(payload);
    }
    SealLayout sealed = requireNonNull(writer.endEncrypted());
    int length = writer.finish();
    assertEquals(0, sealed.plainLength() % shape[1]);
    IkeMessage parsed =
        assertInstanceOf(IkeMessage.class, IkeParser.parseMessage(slot, OFFSET, length));
    EncryptedPayload encrypted = requireNonNull(parsed.payloads().encrypted());
    SealLayout opened = encrypted.layout(OFFSET, shape[0], shape[2]);
    assertEquals(sealed, opened);
    ParsedPayloads inner =
        IkeParser.parseOpened(
            encrypted.firstInner(), slot, sealed.plainOffset(), sealed.plainLength());
    assertEquals(new PayloadList(payloads), inner);
  }

  @Provide
  Arbitrary<int[]> shapes() {
    return Arbitraries.of(
        new int[] {16, 16, 12}, new int[] {8, 1, 16}, new int[] {8, 4, 16}, new int[] {16, 16, 32});
  }

  @Property
  void everyTruncationIsRefused(@ForAll("payloads") List<IkePayload> payloads, @ForAll int cut) {
    byte[] message = message(payloads);
    int length = Math.floorMod(cut, message.length);
    assertInstanceOf(Refusal.class, IkeParser.parseMessage(message, 0, length));
    // Also when the header's length field agrees with the truncation: a chain does not end between
    // two payloads.
    if (length >= IkeHeader.LENGTH) {
      Octets.put32(message, 24, length);
      assertInstanceOf(Refusal.class, IkeParser.parseMessage(message, 0, length));
    }
  }

  @Property
  void aMessageThatDoesNotFitIsNotWritten(
      @ForAll("payloads") List<IkePayload> payloads, @ForAll int capacity) {
    byte[] whole = message(payloads);
    int room = Math.floorMod(capacity, whole.length);
    byte[] slot = new byte[whole.length + 8];
    IkeMessageWriter writer = new IkeMessageWriter().begin(slot, 4, room);
    writer.header(1, 2, ExchangeType.IKE_AUTH, true, false, 7);
    for (IkePayload payload : payloads) {
      writer.payload(payload);
    }
    assertEquals(IkeMessageWriter.NOT_FITTING, writer.finish());
    for (int index = 4 + room; index < slot.length; index++) {
      assertEquals(0, slot[index], "nothing is written past the capacity");
    }
  }

  @Property
  void randomOctetsNeverThrow(@ForAll byte[] bytes) {
    decode(bytes);
  }

  @Property(tries = 3000)
  void damagedMessagesNeverThrow(
      @ForAll("payloads") List<IkePayload> payloads,
      @ForAll int position,
      @ForAll byte value,
      @ForAll int second) {
    byte[] message = message(payloads);
    message[Math.floorMod(position, message.length)] = value;
    decode(message);
    message[Math.floorMod(second, message.length)] ^= 1;
    decode(message);
  }

  private static void decode(byte[] bytes) {
    switch (IkeParser.parseMessage(bytes, 0, bytes.length)) {
      case Refusal refusal -> assertFalse(refusal.message().isEmpty());
      case IkeMessage message -> {
        MessageShape.check(message);
        assertEquals(message.payloads().size(), PayloadTree.of(message).children().size());
      }
    }
  }

  @Property
  void everyDescribedPayloadNamesItsType(@ForAll("payloads") List<IkePayload> payloads) {
    for (IkePayload payload : payloads) {
      assertEquals(payload.type().notation(), PayloadTree.of(payload).name());
    }
  }

  @Property
  void trailingOctetIsRefused(@ForAll("payloads") List<IkePayload> payloads) {
    byte[] message = message(payloads);
    byte[] longer = new byte[message.length + 1];
    System.arraycopy(message, 0, longer, 0, message.length);
    Octets.put32(longer, 24, longer.length);
    Refusal refusal =
        assertInstanceOf(Refusal.class, IkeParser.parseMessage(longer, 0, longer.length));
    assertEquals(DropReason.LENGTH_MISMATCH, refusal.reason());
  }
}
