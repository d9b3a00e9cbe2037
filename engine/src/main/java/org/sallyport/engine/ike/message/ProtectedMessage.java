// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.keys.IkeKeys;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.wire.ike.EncryptedPayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Refusal;

/**
 * The part of the facts that every message on an IKE SA has: whether it is authentic, and parses.
 */
public final class ProtectedMessage {
  private final @Nullable IkeKeys keys;
  private final Incoming message;
  private final PayloadList outer;
  private MessageOpener.@Nullable Opened opened;
  private String reason = "";

  /**
   * @param outer the payloads in clear
   */
  public ProtectedMessage(@Nullable IkeKeys keys, Incoming message, PayloadList outer) {
    this.keys = keys;
    this.message = message;
    this.outer = outer;
  }

  public Incoming message() {
    return message;
  }

  /** The keys that open it, or null when the IKE SA has none yet or any more. */
  public @Nullable IkeKeys keysOrNull() {
    return keys;
  }

  /** Why the last fact is not as the peer would have it, for the operator; empty when it is. */
  public String reason() {
    return reason;
  }

  /** Notes why a fact is against the peer. */
  public boolean refusing(boolean refuses, String why) {
    reason = refuses ? why : reason;
    return refuses;
  }

  /** Whether there is an SK payload. */
  public boolean encrypted() {
    NotifyPayload error = Notifications.firstError(outer);
    return !refusing(
        outer.encrypted() == null,
        error == null ? "a message in clear" : Notifications.name(error) + " in clear");
  }

  /** Whether it opens and its ICV is right. It is opened once, in place. */
  public boolean verified() {
    EncryptedPayload encrypted = outer.encrypted();
    if (encrypted == null) {
      return false;
    }
    MessageOpener.Opened result = opened;
    if (result == null) {
      result = MessageOpener.open(keys, message, encrypted);
      opened = result;
    }
    return !refusing(
        result instanceof MessageOpener.Unverified,
        result instanceof MessageOpener.Unverified unverified ? unverified.reason() : "");
  }

  /** Whether the payloads inside SK parse. */
  public HthFacts.Syntax syntax() {
    Refusal defect = refusal();
    refusing(defect != null, defect == null ? "" : defect.message());
    return defect == null ? HthFacts.Syntax.GOOD : syntaxOf(defect);
  }

  /** What a refusal of the parser is to the specification. */
  public static HthFacts.Syntax syntaxOf(Refusal refusal) {
    return refusal.reason() == DropReason.UNSUPPORTED_CRITICAL_PAYLOAD
        ? HthFacts.Syntax.UNKNOWN_CRITICAL
        : HthFacts.Syntax.BROKEN;
  }

  /** Why the payloads inside SK do not parse, or null. */
  public @Nullable Refusal refusal() {
    return opened instanceof MessageOpener.Authentic authentic
            && authentic.content() instanceof Refusal refusal
        ? refusal
        : null;
  }

  /** The payloads inside SK; none while it is not opened. */
  public PayloadList payloads() {
    return opened instanceof MessageOpener.Authentic authentic
            && authentic.content() instanceof PayloadList list
        ? list
        : PayloadList.EMPTY;
  }
}
