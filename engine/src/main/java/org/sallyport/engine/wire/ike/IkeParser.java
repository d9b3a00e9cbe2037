// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.Octets;

/**
 * From octets to {@link IkeMessage} (RFC 7296 §3). Total: any octets give a message or a {@link
 * Refusal}, never an exception and never a read outside the region. Reserved bits are ignored;
 * unknown payloads with a clear critical bit are kept as {@link UnknownPayload} for the caller to
 * skip. A chain can not loop: each payload starts where the one before ended, and has at least the
 * 4 octets of its generic header.
 */
public final class IkeParser {
  private static final int CRITICAL = 0x80;

  private IkeParser() {}

  /**
   * Parses the message of exactly {@code length} octets at {@code offset}; offsets in a refusal
   * count from its start.
   */
  public static ParsedMessage parseMessage(byte[] bytes, int offset, int length) {
    IkeHeader header = new IkeHeader().wrap(bytes, offset, length);
    Refusal refusal = checkHeader(header);
    if (refusal != null) {
      return refusal;
    }
    return switch (parsePayloads(header, bytes, offset, length)) {
      case PayloadList payloads -> new IkeMessage(header.fields(), payloads);
      case Refusal refused -> refused;
    };
  }

  /**
   * Parses the payloads of a message whose header has been decided upon, of whatever exchange.
   *
   * @param header wrapped around the message of {@code length} octets at {@code offset}
   */
  public static ParsedPayloads parsePayloads(
      IkeHeader header, byte[] bytes, int offset, int length) {
    int bodyOffset = offset + IkeHeader.LENGTH;
    PayloadReader reader = new PayloadReader(bytes, offset, bodyOffset, length - IkeHeader.LENGTH);
    return readChain(header.nextPayload(), reader, false);
  }

  /**
   * Parses a chain of payloads that fills a region exactly.
   *
   * @param firstType the type number of the first payload
   */
  public static ParsedPayloads parseChain(int firstType, byte[] bytes, int offset, int length) {
    return readChain(firstType, new PayloadReader(bytes, offset, offset, length), true);
  }

  /**
   * Parses what an SK payload held: payloads, padding, pad length (RFC 7296 §3.14).
   *
   * @param firstType the type number of the first payload inside
   * @param offset where the decrypted part starts ({@link SealLayout#plainOffset})
   * @param length octets of the decrypted part with padding and pad length
   */
  public static ParsedPayloads parseOpened(int firstType, byte[] bytes, int offset, int length) {
    int payloadsLength = length < 1 ? -1 : length - 1 - Octets.u8(bytes, offset + length - 1);
    if (payloadsLength < 0) {
      return new Refusal(
          DropReason.BAD_PADDING,
          0,
          PayloadType.ENCRYPTED.number(),
          "padding longer than the content (RFC 7296 section 3.14)");
    }
    return parseChain(firstType, bytes, offset, payloadsLength);
  }

  private static @Nullable Refusal checkHeader(IkeHeader header) {
    DropReason length = header.checkLength();
    if (length == DropReason.TRUNCATED) {
      return new Refusal(
          length, 0, 0, "shorter than the IKE header of 28 octets (RFC 7296 section 3.1)");
    }
    if (header.majorVersion() != IkeHeader.MAJOR_VERSION) {
      return new Refusal(
          DropReason.UNSUPPORTED_MAJOR_VERSION,
          IkeHeader.VERSION,
          0,
          "the major version is not 2 (RFC 7296 section 2.5)");
    }
    if (length != DropReason.NONE) {
      return new Refusal(
          length,
          IkeHeader.MESSAGE_LENGTH,
          0,
          "the length field is not that of the datagram (RFC 7296 section 3.1)");
    }
    if (header.exchangeType() == ExchangeType.UNKNOWN) {
      return new Refusal(
          DropReason.UNKNOWN_EXCHANGE_TYPE,
          IkeHeader.EXCHANGE_TYPE,
          0,
          "the exchange type is not assigned (RFC 7296 section 3.1)");
    }
    if (header.initiatorSpi() == 0) {
      return new Refusal(
          DropReason.BAD_IKE_SPI, 0, 0, "the initiator's SPI is zero (RFC 7296 section 3.1)");
    }
    return null;
  }

  private static ParsedPayloads readChain(int firstType, PayloadReader in, boolean inner) {
    List<IkePayload> payloads = new ArrayList<>();
    int type = firstType;
    while (type != PayloadType.NONE.number() && !in.refused()) {
      in.reading(type);
      if (payloads.size() == IkeBounds.MAX_PAYLOADS) {
        in.refuse(DropReason.TOO_MANY_ELEMENTS, "more payloads than the engine takes");
        break;
      }
      int nextType = in.u8();
      int flags = in.u8();
      int outer = in.narrow(in.u16() - IkePayload.GENERIC_HEADER_LENGTH);
      IkePayload payload = in.refused() ? null : readBody(type, nextType, flags, in, inner);
      in.widen(outer, "octets after the last field of the payload");
      if (payload != null) {
        payloads.add(payload);
      }
      boolean last =
          payload instanceof EncryptedPayload || payload instanceof EncryptedFragmentPayload;
      type = last ? PayloadType.NONE.number() : nextType;
    }
    if (in.remaining() > 0) {
      in.refuse(DropReason.LENGTH_MISMATCH, "octets after the last payload (RFC 7296 section 3.1)");
    }
    Refusal refusal = in.refusal();
    return refusal == null ? new PayloadList(payloads) : refusal;
  }

  private static @Nullable IkePayload readBody(
      int type, int nextType, int flags, PayloadReader in, boolean inner) {
    return switch (PayloadType.of(type)) {
      case SECURITY_ASSOCIATION -> SecurityAssociationPayload.read(in);
      case KEY_EXCHANGE -> KeyExchangePayload.read(in);
      case IDENTIFICATION_INITIATOR -> IdentificationPayload.read(true, in);
      case IDENTIFICATION_RESPONDER -> IdentificationPayload.read(false, in);
      case CERTIFICATE -> CertificatePayload.read(in);
      case CERTIFICATE_REQUEST -> CertificateRequestPayload.read(in);
      case AUTHENTICATION -> AuthenticationPayload.read(in);
      case NONCE -> NoncePayload.read(in);
      case NOTIFY -> NotifyPayload.read(in);
      case DELETE -> DeletePayload.read(in);
      case VENDOR_ID -> VendorIdPayload.read(in);
      case TRAFFIC_SELECTORS_INITIATOR -> TrafficSelectorPayload.read(true, in);
      case TRAFFIC_SELECTORS_RESPONDER -> TrafficSelectorPayload.read(false, in);
      case CONFIGURATION -> ConfigurationPayload.read(in);
      case EAP -> EapPayload.read(in);
      case ENCRYPTED, ENCRYPTED_FRAGMENT -> readEncrypted(type, nextType, in, inner);
      case NONE, UNKNOWN -> readUnknown(type, flags, in);
    };
  }

  private static @Nullable IkePayload readEncrypted(
      int type, int nextType, PayloadReader in, boolean inner) {
    if (inner) {
      in.refuse(
          DropReason.UNEXPECTED_PAYLOAD,
          "an encrypted payload inside an encrypted payload (RFC 7296 section 3.14)");
      return null;
    }
    return type == PayloadType.ENCRYPTED.number()
        ? EncryptedPayload.read(nextType, in)
        : EncryptedFragmentPayload.read(nextType, in);
  }

  private static @Nullable IkePayload readUnknown(int type, int flags, PayloadReader in) {
    if ((flags & CRITICAL) != 0) {
      in.refuse(
          DropReason.UNSUPPORTED_CRITICAL_PAYLOAD,
          "an unknown payload is marked critical (RFC 7296 section 2.5)");
      return null;
    }
    return UnknownPayload.read(type, in);
  }
}
