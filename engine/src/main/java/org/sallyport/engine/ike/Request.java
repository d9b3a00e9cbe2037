// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.wire.ike.ExchangeType;

/**
 * A request of ours that waits for its turn or is outstanding. It becomes octets only when it is
 * sent, since its message ID is known only then.
 *
 * @param kind what it asks for
 * @param inboundSpi our SPI of the Child SA that is meant; 0 when none is
 */
record Request(Kind kind, int inboundSpi) {
  /** What a request asks for. */
  enum Kind {
    /** IKE_SA_INIT. */
    INIT,
    /** IKE_AUTH. */
    AUTH,
    /** Whether the peer is alive. */
    LIVENESS,
    /** To delete the IKE SA. */
    DELETE_IKE,
    /** To delete the IKE SA, since the peer did not authenticate. */
    DELETE_UNAUTHENTICATED,
    /** To delete one Child SA. */
    DELETE_CHILD
  }

  /** The exchange that it opens. */
  ExchangeType exchangeType() {
    return switch (kind) {
      case INIT -> ExchangeType.IKE_SA_INIT;
      case AUTH -> ExchangeType.IKE_AUTH;
      case LIVENESS, DELETE_IKE, DELETE_UNAUTHENTICATED, DELETE_CHILD -> ExchangeType.INFORMATIONAL;
    };
  }

  /** A request about the IKE SA. */
  static Request of(Kind kind) {
    return new Request(kind, 0);
  }
}
