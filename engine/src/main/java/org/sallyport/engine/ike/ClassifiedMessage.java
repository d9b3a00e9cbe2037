// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.NotifyType;

/**
 * What a message, a timer or an operator request is to the handshake task: the event, the facts
 * that made it, and what the actions of its row need. Everything that can fail has been done before
 * one exists.
 *
 * @param event the event
 * @param known the facts that made it, as the decision packed them; 0 for timers and operator
 * @param reason for the operator; empty when all is well
 * @param detail what the actions need
 */
record ClassifiedMessage(HthEvent event, long known, String reason, Detail detail) {
  /** An event of a timer or the operator whose actions need nothing. */
  static ClassifiedMessage of(HthEvent event) {
    return new ClassifiedMessage(event, 0, "", new Nothing());
  }

  /** An event of a timer or the operator whose actions need nothing but the reason. */
  static ClassifiedMessage of(HthEvent event, String reason) {
    return new ClassifiedMessage(event, 0, reason, new Nothing());
  }

  /** An event of the operator with what its actions need. */
  static ClassifiedMessage of(HthEvent event, Detail detail) {
    return new ClassifiedMessage(event, 0, "", detail);
  }

  /** What IKE_SA_INIT agreed upon. */
  InitAgreement initAgreement() {
    if (detail instanceof InitAgreement found) {
      return found;
    }
    throw withoutDetail();
  }

  Cookie cookie() {
    if (detail instanceof Cookie found) {
      return found;
    }
    throw withoutDetail();
  }

  WantedGroup wantedGroup() {
    if (detail instanceof WantedGroup found) {
      return found;
    }
    throw withoutDetail();
  }

  /** The payload that is unknown and critical. */
  CriticalPayload criticalPayload() {
    if (detail instanceof CriticalPayload found) {
      return found;
    }
    throw withoutDetail();
  }

  /** What IKE_AUTH proved. */
  Authenticated authenticated() {
    if (detail instanceof Authenticated found) {
      return found;
    }
    throw withoutDetail();
  }

  /** The Child SAs that are named. */
  NamedChildren namedChildren() {
    if (detail instanceof NamedChildren found) {
      return found;
    }
    throw withoutDetail();
  }

  // The rows of an event need the detail that the event comes with: another one is our bug.
  private IllegalStateException withoutDetail() {
    return new IllegalStateException(event.specName() + " came without its detail");
  }

  /** What the actions of a row need. */
  sealed interface Detail {}

  /** Nothing. */
  record Nothing() implements Detail {}

  /**
   * An acceptable IKE_SA_INIT message of the peer: the shared secret exists.
   *
   * @param choice the algorithms
   * @param keyExchange our private and public value
   * @param sharedSecret g^ir; who takes it zeroes it
   * @param initiatorNonce Ni
   * @param responderNonce Nr
   * @param responderSpi SPIr
   * @param message the peer's message, which AUTH covers
   * @param nat what NAT detection told
   */
  record InitAgreement(
      IkeProposals.Choice choice,
      KeyExchange keyExchange,
      byte[] sharedSecret,
      OctetString initiatorNonce,
      OctetString responderNonce,
      long responderSpi,
      OctetString message,
      NatDetection.Hashes nat)
      implements Detail {}

  /** A cookie: to be sent, or to be sent back. */
  record Cookie(OctetString cookie) implements Detail {}

  /** The key exchange method that the responder wants. */
  record WantedGroup(KeyExchangeMethod method) implements Detail {}

  /** The type of an unknown payload whose critical bit is set. */
  record CriticalPayload(int type) implements Detail {}

  /**
   * The peer has proved its identity.
   *
   * @param peer who it is
   * @param initialContact whether it says that no other IKE SA between us is alive (RFC 7296 §2.4)
   * @param child the first Child SA, or null when there is none
   * @param childRefusal why there is no Child SA; UNKNOWN when there is one
   */
  record Authenticated(
      PeerConfig peer,
      boolean initialContact,
      @Nullable ChildAgreement child,
      NotifyType childRefusal)
      implements Detail {}

  /**
   * An acceptable Child SA.
   *
   * @param number the number of the accepted proposal
   */
  record ChildAgreement(
      ChildConfig config,
      Mode mode,
      EspProposal proposal,
      int number,
      int inboundSpi,
      int outboundSpi,
      List<AddressRange> localSelectors,
      List<AddressRange> remoteSelectors) {}

  /** Child SAs that are to be deleted. */
  record NamedChildren(List<ChildSa> children) implements Detail {}
}
