// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The payloads of a message or of the inside of an SK payload, in order.
 *
 * @param all every payload, unknown ones included
 */
public record PayloadList(List<IkePayload> all) implements ParsedPayloads {
  /** No payloads. */
  public static final PayloadList EMPTY = new PayloadList(List.of());

  /** Copies the list. */
  public PayloadList {
    all = List.copyOf(all);
  }

  /** How many. */
  public int size() {
    return all.size();
  }

  /** How many of {@code type}. */
  public int count(PayloadType type) {
    int count = 0;
    for (IkePayload payload : all) {
      if (payload.type() == type) {
        count++;
      }
    }
    return count;
  }

  private @Nullable IkePayload first(PayloadType type) {
    for (IkePayload payload : all) {
      if (payload.type() == type) {
        return payload;
      }
    }
    return null;
  }

  /** The SA payload, or null. */
  public @Nullable SecurityAssociationPayload securityAssociation() {
    return first(PayloadType.SECURITY_ASSOCIATION) instanceof SecurityAssociationPayload found
        ? found
        : null;
  }

  /** The KE payload, or null. */
  public @Nullable KeyExchangePayload keyExchange() {
    return first(PayloadType.KEY_EXCHANGE) instanceof KeyExchangePayload found ? found : null;
  }

  /** The Nonce payload, or null. */
  public @Nullable NoncePayload nonce() {
    return first(PayloadType.NONCE) instanceof NoncePayload found ? found : null;
  }

  /** The IDi payload ({@code ofInitiator}) or the IDr payload, or null. */
  public @Nullable IdentificationPayload identification(boolean ofInitiator) {
    PayloadType type =
        ofInitiator ? PayloadType.IDENTIFICATION_INITIATOR : PayloadType.IDENTIFICATION_RESPONDER;
    return first(type) instanceof IdentificationPayload found ? found : null;
  }

  /** The AUTH payload, or null. */
  public @Nullable AuthenticationPayload authentication() {
    return first(PayloadType.AUTHENTICATION) instanceof AuthenticationPayload found ? found : null;
  }

  /** The TSi payload ({@code ofInitiator}) or the TSr payload, or null. */
  public @Nullable TrafficSelectorPayload trafficSelectors(boolean ofInitiator) {
    PayloadType type =
        ofInitiator
            ? PayloadType.TRAFFIC_SELECTORS_INITIATOR
            : PayloadType.TRAFFIC_SELECTORS_RESPONDER;
    return first(type) instanceof TrafficSelectorPayload found ? found : null;
  }

  /** The SK payload, or null. */
  public @Nullable EncryptedPayload encrypted() {
    return first(PayloadType.ENCRYPTED) instanceof EncryptedPayload found ? found : null;
  }

  /** The SKF payload, or null. */
  public @Nullable EncryptedFragmentPayload encryptedFragment() {
    return first(PayloadType.ENCRYPTED_FRAGMENT) instanceof EncryptedFragmentPayload found
        ? found
        : null;
  }

  /** The CP payload, or null. */
  public @Nullable ConfigurationPayload configuration() {
    return first(PayloadType.CONFIGURATION) instanceof ConfigurationPayload found ? found : null;
  }

  /** The EAP payload, or null. */
  public @Nullable EapPayload eap() {
    return first(PayloadType.EAP) instanceof EapPayload found ? found : null;
  }

  /** The first notification of {@code type}, or null. */
  public @Nullable NotifyPayload notification(NotifyType type) {
    for (IkePayload payload : all) {
      if (payload instanceof NotifyPayload found && found.notifyType() == type) {
        return found;
      }
    }
    return null;
  }

  /** Every notification in order. */
  public List<NotifyPayload> notifications() {
    List<NotifyPayload> found = new ArrayList<>();
    for (IkePayload payload : all) {
      if (payload instanceof NotifyPayload notify) {
        found.add(notify);
      }
    }
    return found;
  }

  /** Every Delete payload in order. */
  public List<DeletePayload> deletes() {
    List<DeletePayload> found = new ArrayList<>();
    for (IkePayload payload : all) {
      if (payload instanceof DeletePayload delete) {
        found.add(delete);
      }
    }
    return found;
  }
}
