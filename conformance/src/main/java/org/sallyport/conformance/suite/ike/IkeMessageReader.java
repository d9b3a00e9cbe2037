// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.ike;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.conformance.suite.file.FileProblems;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.EncryptedFragmentPayload;
import org.sallyport.engine.wire.ike.EncryptedPayload;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.MessageShape;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.PayloadTree;
import org.sallyport.engine.wire.ike.Refusal;
import org.sallyport.engine.wire.ike.SealLayout;

/**
 * Puts one message to the engine's parser, to its check of which payloads an exchange carries, and,
 * when there are keys, through its cryptography (RFC 7296 §3, §3.14).
 */
public final class IkeMessageReader {
  private static final int NON_ESP_MARKER_LENGTH = 4;

  private final String file;
  private final byte[] octets;
  private final IkeKeys keys;
  private final CryptoLibrary library;

  private IkeMessageReader(String file, byte[] octets, IkeKeys keys, CryptoLibrary library) {
    this.file = file;
    this.octets = octets;
    this.keys = keys;
    this.library = library;
  }

  /**
   * Reads a message. The non-ESP marker of UDP port 4500 (RFC 3948 §2.2) may stand in front of it.
   *
   * @param file how the report calls it
   * @param keys null for none: encrypted payloads then stay closed
   */
  public static IkeMessageReport read(
      String file, byte[] octets, IkeKeys keys, CryptoLibrary library) {
    byte[] message = withoutMarker(octets);
    return new IkeMessageReader(file, message, keys, library).read();
  }

  /** No initiator's SPI is zero, but half of one may be: the length field decides. */
  private static byte[] withoutMarker(byte[] octets) {
    OctetString whole = OctetString.of(octets);
    boolean marked =
        octets.length >= NON_ESP_MARKER_LENGTH + 28
            && whole.i32(0) == 0
            && whole.i32(24) != octets.length
            && whole.i32(28) == octets.length - NON_ESP_MARKER_LENGTH;
    return marked
        ? OctetString.of(octets, NON_ESP_MARKER_LENGTH, octets.length - NON_ESP_MARKER_LENGTH)
            .toArray()
        : octets.clone();
  }

  private IkeMessageReport read() {
    return switch (IkeParser.parseMessage(octets, 0, octets.length)) {
      case Refusal refusal -> report(null, refusal);
      case IkeMessage message -> {
        PayloadTree tree = PayloadTree.of(message);
        Refusal shape = MessageShape.check(message);
        yield shape != null || keys == null ? report(tree, shape) : open(message, tree);
      }
    };
  }

  private IkeMessageReport open(IkeMessage message, PayloadTree tree) {
    EncryptedPayload encrypted = message.payloads().encrypted();
    EncryptedFragmentPayload fragment = message.payloads().encryptedFragment();
    if (encrypted == null && fragment == null) {
      return report(tree, null);
    }
    IkeKeys.Direction direction = keys.of(message.header().fromInitiator());
    if (direction == null) {
      boolean initiator = message.header().fromInitiator();
      throw FileProblems.single(
          file,
          0,
          "was sent by the original " + (initiator ? "initiator" : "responder"),
          "give " + (initiator ? "sk_ei and sk_ai" : "sk_er and sk_ar") + " in the key file");
    }
    int ivLength = keys.suite().ivLength();
    int icvLength = keys.suite().icvLength();
    SealLayout layout =
        encrypted == null
            ? fragment.layout(0, ivLength, icvLength)
            : encrypted.layout(0, ivLength, icvLength);
    IkePayload sealed = encrypted == null ? fragment : encrypted;
    if (layout == null) {
      return refused(tree, sealed, DropReason.TRUNCATED, "too short for IV, pad length and ICV");
    }
    if (!keys.suite().admitsTextLength(layout.plainLength())) {
      return refused(
          tree, sealed, DropReason.LENGTH_MISMATCH, "the encrypted part is not whole blocks");
    }
    PacketOpener opener =
        library.opener(keys.suite(), direction.encryption(), direction.integrity(), false);
    boolean authentic = opener.open(octets, 0, layout.associatedLength(), layout.plainLength(), 0);
    opener.destroy();
    if (!authentic) {
      return refused(
          tree, sealed, DropReason.NOT_AUTHENTIC, "the integrity check fails with these keys");
    }
    return encrypted == null
        ? openedFragment(tree, fragment, layout)
        : opened(tree, encrypted.firstInner(), layout);
  }

  private IkeMessageReport opened(PayloadTree tree, int firstInner, SealLayout layout) {
    return switch (IkeParser.parseOpened(
        firstInner, octets, layout.plainOffset(), layout.plainLength())) {
      case Refusal refusal -> report(tree, shifted(refusal, layout));
      case PayloadList payloads ->
          report(
              withInside(tree, List.of(), PayloadTree.children(payloads)),
              MessageShape.checkOnce(payloads));
    };
  }

  /** One fragment is a message only when it is the only one; otherwise its octets are shown. */
  private IkeMessageReport openedFragment(
      PayloadTree tree, EncryptedFragmentPayload fragment, SealLayout layout) {
    if (fragment.totalFragments() == 1) {
      return opened(tree, fragment.firstInner(), layout);
    }
    OctetString plain = OctetString.of(octets, layout.plainOffset(), layout.plainLength());
    PayloadTree.Field field = new PayloadTree.Field("plain", plain.toHex());
    return report(withInside(tree, List.of(field), List.of()), null);
  }

  /** The tree with something put into its encrypted payload, which is the last one. */
  private static PayloadTree withInside(
      PayloadTree tree, List<PayloadTree.Field> fields, List<PayloadTree> inside) {
    PayloadTree sealed = tree.children().getLast();
    List<PayloadTree.Field> allFields = new ArrayList<>(sealed.fields());
    allFields.addAll(fields);
    List<PayloadTree> outer = new ArrayList<>(tree.children());
    outer.set(outer.size() - 1, new PayloadTree(sealed.name(), allFields, inside));
    return new PayloadTree(tree.name(), tree.fields(), outer);
  }

  /** Offsets in a chain count from its start, and are shown from the start of the message. */
  private static Refusal shifted(Refusal refusal, SealLayout layout) {
    return new Refusal(
        refusal.reason(),
        refusal.offset() + layout.plainOffset(),
        refusal.payloadType(),
        refusal.text());
  }

  private IkeMessageReport refused(
      PayloadTree tree, IkePayload sealed, DropReason reason, String text) {
    int offset =
        switch (sealed) {
          case EncryptedPayload encrypted -> encrypted.contentOffset();
          case EncryptedFragmentPayload fragment -> fragment.contentOffset();
          default -> throw new IllegalArgumentException("not an encrypted payload");
        };
    return report(tree, new Refusal(reason, offset, sealed.typeNumber(), text));
  }

  private IkeMessageReport report(PayloadTree tree, Refusal refusal) {
    return new IkeMessageReport(file, octets.length, tree, refusal);
  }
}
