// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Encrypted payload, SK, seen from outside (RFC 7296 §3.14): where its content lies. The content
 * stays in the message, is opened in place and then parsed with {@link IkeParser#parseOpened}.
 *
 * @param firstInner the type number of the first payload inside
 * @param contentOffset where the content (IV, cipher text, ICV) starts, in octets from the start of
 *     the message
 * @param contentLength octets of the content
 */
public record EncryptedPayload(int firstInner, int contentOffset, int contentLength)
    implements IkePayload {
  @Override
  public int typeNumber() {
    return PayloadType.ENCRYPTED.number();
  }

  /**
   * Where the parts lie for a transform with these lengths, as array offsets for a message at
   * {@code messageOffset}; null when the content is too short to hold IV, pad length and ICV.
   */
  public @Nullable SealLayout layout(int messageOffset, int ivLength, int icvLength) {
    return layout(messageOffset, contentOffset, contentLength, ivLength, icvLength);
  }

  static @Nullable SealLayout layout(
      int messageOffset, int contentOffset, int contentLength, int ivLength, int icvLength) {
    int plainLength = contentLength - ivLength - icvLength;
    if (plainLength < 1) {
      return null;
    }
    int ivOffset = messageOffset + contentOffset;
    int plainOffset = ivOffset + ivLength;
    return new SealLayout(
        messageOffset, ivOffset, plainOffset, plainLength, plainOffset + plainLength, icvLength);
  }

  static EncryptedPayload read(int firstInner, PayloadReader in) {
    int offset = in.offset();
    int length = in.remaining();
    in.skip(length);
    return new EncryptedPayload(firstInner, offset, length);
  }

  /** Leaves room: the writer's {@code beginEncrypted} is how a real SK payload is made. */
  @Override
  public void writeBody(PayloadWriter out) {
    out.zeros(contentLength);
  }
}
