// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Builds an IKE message in place in a transmit slot (RFC 7296 §3). Reusable and without allocation
 * of its own:
 *
 * <pre>
 * writer.begin(slot, offset, capacity);
 * writer.header(spiI, spiR, ExchangeType.IKE_AUTH, true, false, 1);
 * writer.beginEncrypted(ivLength, blockLength, icvLength);   // only when there is an SK payload
 * writer.payload(...);                                        // lengths and next-payload fields are patched
 * SealLayout layout = writer.endEncrypted();                  // IV, padding and ICV have their room
 * int length = writer.finish();                               // NOT_FITTING when the capacity was too small
 * // then: fill the IV, seal in place with layout
 * </pre>
 *
 * <p>Length fields are final before sealing: {@code finish} comes first, the transform afterwards,
 * since the header is associated data.
 */
public final class IkeMessageWriter {
  /** What {@link #finish} gives when the message did not fit. */
  public static final int NOT_FITTING = -1;

  private static final int NO_HEADER = -1;

  private final PayloadWriter out = new PayloadWriter();
  private int start;
  private boolean withHeader;
  private int firstType;
  private int previousHeader;
  private int encryptedHeader;
  private boolean encryptedClosed;
  private int ivOffset;
  private int plainOffset;
  private int blockLength;
  private int icvLength;

  /** Starts a message (with {@link #header}) or a bare chain of payloads in a region. */
  public IkeMessageWriter begin(byte[] bytes, int offset, int capacity) {
    out.begin(bytes, offset, capacity);
    start = offset;
    withHeader = false;
    firstType = PayloadType.NONE.number();
    previousHeader = NO_HEADER;
    encryptedHeader = NO_HEADER;
    encryptedClosed = false;
    return this;
  }

  /** Writes the IKE header (RFC 7296 §3.1); first payload and length are patched later. */
  public IkeMessageWriter header(
      long initiatorSpi,
      long responderSpi,
      ExchangeType exchange,
      boolean fromInitiator,
      boolean response,
      long messageId) {
    int flags =
        (fromInitiator ? IkeHeader.FLAG_INITIATOR : 0) | (response ? IkeHeader.FLAG_RESPONSE : 0);
    return header(
        initiatorSpi,
        responderSpi,
        IkeHeader.MAJOR_VERSION << 4,
        exchange.number(),
        flags,
        messageId);
  }

  /**
   * Writes an IKE header with any version, exchange number and flags, for testers of other
   * implementations.
   */
  public IkeMessageWriter header(
      long initiatorSpi,
      long responderSpi,
      int version,
      int exchangeNumber,
      int flags,
      long messageId) {
    assert out.position() == start : "the header comes first";
    withHeader = true;
    out.u64(initiatorSpi);
    out.u64(responderSpi);
    out.u8(PayloadType.NONE.number());
    out.u8(version);
    out.u8(exchangeNumber);
    out.u8(flags);
    out.u32(messageId);
    out.u32(0);
    return this;
  }

  /** Appends a payload. */
  public IkeMessageWriter payload(IkePayload payload) {
    int header =
        beginPayload(
            payload.typeNumber(), payload instanceof UnknownPayload unknown && unknown.critical());
    payload.writeBody(out);
    endPayload(header);
    if (payload instanceof EncryptedPayload encrypted) {
      out.patch8(header, encrypted.firstInner());
    } else if (payload instanceof EncryptedFragmentPayload fragment) {
      out.patch8(header, fragment.firstInner());
    }
    return this;
  }

  /** Appends every payload of a list. */
  public IkeMessageWriter payloads(PayloadList list) {
    for (IkePayload payload : list.all()) {
      payload(payload);
    }
    return this;
  }

  /**
   * Opens an SK payload: what is appended from here on lies inside it.
   *
   * @param ivLength octets of room for the IV
   * @param blockLength the encrypted part is padded to a multiple of this, 1 for none
   * @param icvLength octets of room for the integrity check value
   */
  public IkeMessageWriter beginEncrypted(int ivLength, int blockLength, int icvLength) {
    assert encryptedHeader == NO_HEADER : "one SK payload in a message";
    assert blockLength >= 1 && blockLength <= 256 : "padding has at most 255 octets";
    encryptedHeader = beginPayload(PayloadType.ENCRYPTED.number(), false);
    startContent(ivLength, blockLength, icvLength);
    return this;
  }

  /**
   * Appends an SKF payload with one fragment of an already written chain (RFC 7383 §2.5).
   *
   * @param firstInner the type number of the chain's first payload in fragment 1, 0 in the others
   * @param number this fragment, from 1
   * @param total how many there are
   */
  public @Nullable SealLayout encryptedFragment(
      int firstInner,
      int number,
      int total,
      byte[] source,
      int offset,
      int length,
      int ivLength,
      int blockLength,
      int icvLength) {
    encryptedHeader = beginPayload(PayloadType.ENCRYPTED_FRAGMENT.number(), false);
    out.u16(number);
    out.u16(total);
    startContent(ivLength, blockLength, icvLength);
    out.octets(source, offset, length);
    SealLayout layout = endEncrypted();
    if (layout != null) {
      out.patch8(encryptedHeader, firstInner);
    }
    return layout;
  }

  private void startContent(int ivLength, int blockLength, int icvLength) {
    ivOffset = out.position();
    out.zeros(ivLength);
    plainOffset = out.position();
    this.blockLength = blockLength;
    this.icvLength = icvLength;
  }

  /**
   * Closes the SK payload: zero padding, pad length and room for the ICV. Gives where the parts
   * lie, or null when the message does not fit (then {@link #finish} says so too).
   */
  public @Nullable SealLayout endEncrypted() {
    assert encryptedHeader != NO_HEADER : "no SK payload is open";
    int padding = blockLength - 1 - (out.position() - plainOffset) % blockLength;
    out.zeros(padding);
    out.u8(padding);
    int icvOffset = out.position();
    out.zeros(icvLength);
    endPayload(encryptedHeader);
    encryptedClosed = true;
    if (out.overflowed()) {
      return null;
    }
    return new SealLayout(
        start, ivOffset, plainOffset, icvOffset - plainOffset, icvOffset, icvLength);
  }

  /** Ends the message: octets written, or {@link #NOT_FITTING}. */
  public int finish() {
    int length = out.position() - start;
    if (withHeader) {
      out.patch32(start + IkeHeader.MESSAGE_LENGTH, length);
    }
    return out.overflowed() ? NOT_FITTING : length;
  }

  /** The type number of the first payload: what a bare chain needs to be parsed or fragmented. */
  public int firstType() {
    return firstType;
  }

  private int beginPayload(int type, boolean critical) {
    assert !encryptedClosed : "the SK payload is the last one (RFC 7296 section 3.14)";
    if (previousHeader != NO_HEADER) {
      out.patch8(previousHeader, type);
    } else {
      firstType = type;
      if (withHeader) {
        out.patch8(start + IkeHeader.NEXT_PAYLOAD, type);
      }
    }
    int header = out.position();
    previousHeader = header;
    out.u8(PayloadType.NONE.number());
    out.u8(critical ? 0x80 : 0);
    out.u16(0);
    return header;
  }

  private void endPayload(int header) {
    out.patchLength(header + 2, out.position() - header);
  }
}
