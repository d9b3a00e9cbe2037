package org.sallyport.engine.wire.ike;

import java.util.List;

/**
 * The fuzz target of the IKE codec: a plain method over octets, for property tests and for a
 * coverage-guided fuzzer.
 */
public final class IkeFuzz {
  private IkeFuzz() {}

  /**
   * Whatever the octets, parsing must not throw; what was parsed must describe itself, and written
   * again it must parse to the same value.
   */
  public static void consume(byte[] bytes) {
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
    require(
        refusal.offset() >= 0 && refusal.offset() <= Math.max(length, IkeHeader.LENGTH),
        "offset inside the message");
    require(
        !PayloadTree.of(refusal).toText().isEmpty() && !refusal.message().isEmpty(),
        "a refusal has words");
  }

  private static void checkMessage(IkeMessage message) {
    require(!PayloadTree.of(message).toText().isEmpty(), "a message has a description");
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
    require(length == slot.length, "written again, a message is as long as it was");
    ParsedMessage again = IkeParser.parseMessage(slot, 0, length);
    require(
        again instanceof IkeMessage same && same.payloads().equals(message.payloads()),
        "the same payloads again");
  }

  private static void checkChain(int first, ParsedPayloads parsed) {
    if (parsed instanceof PayloadList payloads) {
      List<PayloadTree> trees = PayloadTree.children(payloads);
      require(trees.size() == payloads.size(), "a node for every payload");
      byte[] slot = new byte[0x10000];
      IkeMessageWriter writer = new IkeMessageWriter().begin(slot, 0, slot.length);
      int length = writer.payloads(payloads).finish();
      require(writer.firstType() == (payloads.size() == 0 ? 0 : first), "the same first payload");
      require(
          payloads.equals(IkeParser.parseChain(writer.firstType(), slot, 0, length)),
          "the same payloads again");
    }
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError("not so: " + what);
    }
  }
}
