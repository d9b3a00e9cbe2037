// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.ike.keys.IkeKeys;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.wire.ike.EncryptedPayload;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.ParsedPayloads;
import org.sallyport.engine.wire.ike.SealLayout;

/**
 * Verifies and decrypts messages under SK (RFC 7296 §3.14, RFC 5282). Payloads in front of SK are
 * not protected, so nothing is made of them.
 */
public final class MessageOpener {
  /** What is inside SK, or why it was not opened. */
  public sealed interface Opened {}

  /** The peer sent this: its payloads, or why they do not parse. */
  public record Authentic(ParsedPayloads content) implements Opened {}

  /** It is not authentic. */
  public record Unverified(String reason) implements Opened {}

  private MessageOpener() {}

  /**
   * Opens a message, in place.
   *
   * @param keys null when the IKE SA has none yet or any more
   */
  public static Opened open(@Nullable IkeKeys keys, Incoming message, EncryptedPayload encrypted) {
    if (keys == null) {
      return new Unverified("there are no keys");
    }
    CipherSuite suite = keys.opener().suite();
    SealLayout layout = encrypted.layout(message.offset(), suite.ivLength(), suite.icvLength());
    if (layout == null) {
      return new Unverified("too short for IV and ICV");
    }
    boolean authentic =
        keys.opener()
            .open(
                message.bytes(),
                message.offset(),
                layout.associatedLength(),
                layout.plainLength(),
                0);
    return authentic
        ? new Authentic(
            IkeParser.parseOpened(
                encrypted.firstInner(),
                message.bytes(),
                layout.plainOffset(),
                layout.plainLength()))
        : new Unverified("the integrity check failed");
  }
}
