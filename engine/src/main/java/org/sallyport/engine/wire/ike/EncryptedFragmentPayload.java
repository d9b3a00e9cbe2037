// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;

/**
 * Encrypted Fragment payload, SKF, seen from outside (RFC 7383 §2.5).
 *
 * @param firstInner the type number of the first payload of the whole in fragment 1, 0 in the
 *     others
 * @param fragmentNumber 1 to {@code totalFragments}
 * @param totalFragments 1 to {@link IkeBounds#MAX_FRAGMENTS}
 * @param contentOffset where the content (IV, cipher text, ICV) starts, in octets from the start of
 *     the message
 * @param contentLength octets of the content
 */
public record EncryptedFragmentPayload(
    int firstInner, int fragmentNumber, int totalFragments, int contentOffset, int contentLength)
    implements IkePayload {
  @Override
  public int typeNumber() {
    return PayloadType.ENCRYPTED_FRAGMENT.number();
  }

  /** As {@link EncryptedPayload#layout}. */
  public @Nullable SealLayout layout(int messageOffset, int ivLength, int icvLength) {
    return EncryptedPayload.layout(
        messageOffset, contentOffset, contentLength, ivLength, icvLength);
  }

  static @Nullable EncryptedFragmentPayload read(int firstInner, PayloadReader in) {
    int number = in.u16();
    int total = in.u16();
    if (!in.refused() && (number == 0 || number > total)) {
      in.refuse(
          DropReason.MALFORMED_PAYLOAD,
          "fragment number outside 1 to total (RFC 7383 section 2.5)");
    } else if (total > IkeBounds.MAX_FRAGMENTS) {
      in.refuse(DropReason.TOO_MANY_ELEMENTS, "more fragments than the engine takes");
    }
    if (in.refused()) {
      return null;
    }
    int offset = in.offset();
    int length = in.remaining();
    in.skip(length);
    return new EncryptedFragmentPayload(firstInner, number, total, offset, length);
  }

  /** Leaves room: the writer's {@code beginEncryptedFragment} is how a real SKF payload is made. */
  @Override
  public void writeBody(PayloadWriter out) {
    out.u16(fragmentNumber);
    out.u16(totalFragments);
    out.zeros(contentLength);
  }
}
