// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.List;
import org.sallyport.engine.wire.ike.IkeHeader;
import org.sallyport.engine.wire.ike.IkeHeaderFields;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeMessageWriter;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.MessageShape;
import org.sallyport.engine.wire.ike.ParsedMessage;
import org.sallyport.engine.wire.ike.ParsedPayloads;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.PayloadTree;
import org.sallyport.engine.wire.ike.Refusal;

/** The IKE codec (RFC 7296 §3): parser, outer shape, payload tree, writer. */
public final class IkeMessageTarget {
  private IkeMessageTarget() {}

  /**
   * Whatever the octets, parsing must not throw; what was parsed must describe itself, and written
   * again it must parse to the same value.
   */
  public static void fuzzerTestOneInput(byte[] bytes) {
    byte[] guarded = new byte[bytes.length + 16];
    System.arraycopy(bytes, 0, guarded, 8, bytes.length);
    ParsedMessage parsed = IkeParser.parseMessage(guarded, 8, bytes.length);
    switch (parsed) {
      case Refusal refusal -> checkRefusal(refusal, bytes.length);
      case IkeMessage message -> checkMessage(message);
    }
    if (bytes.length > 0) {
      int first = bytes[0] & 0xFF;
      checkChain(first, IkeParser.parseOpened(first, bytes, 1, bytes.length - 1));
    }
  }

  private static void checkRefusal(Refusal refusal, int length) {
    FuzzTarget.require(
        refusal.offset() >= 0 && refusal.offset() <= Math.max(length, IkeHeader.LENGTH),
        "offset inside the message");
    FuzzTarget.require(
        !PayloadTree.of(refusal).toText().isEmpty() && !refusal.message().isEmpty(),
        "a refusal has words");
  }

  private static void checkMessage(IkeMessage message) {
    FuzzTarget.require(!PayloadTree.of(message).toText().isEmpty(), "a message has a description");
    MessageShape.check(message);
    IkeHeaderFields header = message.header();
    byte[] slot = new byte[(int) header.lengthBytes()];
    IkeMessageWriter writer = new IkeMessageWriter().begin(slot, 0, slot.length);
    writer.header(
        header.initiatorSpi(),
        header.responderSpi(),
        header.exchangeType(),
        header.fromInitiator(),
        header.response(),
        header.messageId());
    int length = writer.payloads(message.payloads()).finish();
    FuzzTarget.require(length == slot.length, "written again, a message is as long as it was");
    ParsedMessage again = IkeParser.parseMessage(slot, 0, length);
    FuzzTarget.require(
        again instanceof IkeMessage same && same.payloads().equals(message.payloads()),
        "the same payloads again");
  }

  private static void checkChain(int first, ParsedPayloads parsed) {
    if (parsed instanceof PayloadList payloads) {
      List<PayloadTree> trees = PayloadTree.children(payloads);
      FuzzTarget.require(trees.size() == payloads.size(), "a node for every payload");
      byte[] slot = new byte[0x10000];
      IkeMessageWriter writer = new IkeMessageWriter().begin(slot, 0, slot.length);
      int length = writer.payloads(payloads).finish();
      FuzzTarget.require(
          writer.firstType() == (payloads.size() == 0 ? 0 : first), "the same first payload");
      FuzzTarget.require(
          payloads.equals(IkeParser.parseChain(writer.firstType(), slot, 0, length)),
          "the same payloads again");
    }
  }
}
