package org.sallyport.engine.ike;

import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.ike.EncryptedPayload;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Refusal;
import org.sallyport.engine.wire.ike.SealLayout;

/**
 * Verifies and decrypts messages under SK (RFC 7296 §3.14, RFC 5282): whatever comes out of here
 * has a known author or none.
 */
final class MessageOpener {
  /** What came of a message that should be encrypted. */
  sealed interface Opened {}

  /** It is no message at all. */
  record Dropped(DropReason reason) implements Opened {}

  /** Nobody vouches for it: no SK payload, no keys, or the ICV is wrong. */
  record Unvouched(Finding finding) implements Opened {}

  /** The peer sent it. */
  record Authentic(PayloadList payloads) implements Opened {}

  /** The peer sent it, and what it holds breaks the syntax. */
  record Malformed(Refusal refusal) implements Opened {}

  private MessageOpener() {}

  /** Opens a message of the IKE SA; it is decrypted in place. */
  static Opened open(IkeSa sa, Incoming message) {
    return switch (IkeParser.parseMessage(message.bytes(), message.offset(), message.length())) {
      case Refusal refusal -> new Dropped(refusal.reason());
      case IkeMessage parsed -> open(sa, message, parsed.payloads());
    };
  }

  // Payloads in front of SK are not protected, so nothing is made of them.
  private static Opened open(IkeSa sa, Incoming message, PayloadList outer) {
    EncryptedPayload encrypted = outer.encrypted();
    if (encrypted == null) {
      NotifyPayload error = Notifications.firstError(outer);
      return new Unvouched(
          Finding.of(
              HthEvent.RCV_UNAUTHENTICATED_NOTIFY,
              error == null ? "a message in clear" : Notifications.name(error) + " in clear"));
    }
    IkeKeys keys = sa.keysOrNull();
    return keys == null ? notAuthentic("there are no keys") : open(keys, message, encrypted);
  }

  private static Opened open(IkeKeys keys, Incoming message, EncryptedPayload encrypted) {
    CipherSuite suite = keys.opener().suite();
    SealLayout layout = encrypted.layout(message.offset(), suite.ivLength(), suite.icvLength());
    if (layout == null) {
      return notAuthentic("too short for IV and ICV");
    }
    boolean authentic =
        keys.opener()
            .open(
                message.bytes(),
                message.offset(),
                layout.associatedLength(),
                layout.plainLength(),
                0);
    if (!authentic) {
      return notAuthentic("the ICV is wrong");
    }
    return switch (IkeParser.parseOpened(
        encrypted.firstInner(), message.bytes(), layout.plainOffset(), layout.plainLength())) {
      case PayloadList payloads -> new Authentic(payloads);
      case Refusal refusal -> new Malformed(refusal);
    };
  }

  private static Opened notAuthentic(String reason) {
    return new Unvouched(Finding.of(HthEvent.RCV_NOT_AUTHENTIC, reason));
  }
}
