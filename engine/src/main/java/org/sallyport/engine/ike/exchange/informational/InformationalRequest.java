// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.informational;

import java.util.List;
import org.sallyport.engine.ike.message.OutgoingMessage;
import org.sallyport.engine.ike.message.ProtectedRequest;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.DeletePayload;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/** A request of the INFORMATIONAL exchange (RFC 7296 §1.4). */
public sealed interface InformationalRequest extends ProtectedRequest {
  IkeSa sa();

  /** What is inside SK. */
  List<IkePayload> payloads();

  @Override
  default ExchangeType exchangeType() {
    return ExchangeType.INFORMATIONAL;
  }

  @Override
  default OutgoingMessage write(long messageId) {
    return sa().seal(ExchangeType.INFORMATIONAL.number(), false, messageId, payloads());
  }

  /** Whether the peer is alive (RFC 7296 §2.4). */
  record Liveness(IkeSa sa) implements InformationalRequest {
    @Override
    public HthFacts.Asked asked() {
      return HthFacts.Asked.LIVENESS;
    }

    @Override
    public List<IkePayload> payloads() {
      return List.of();
    }
  }

  /** To delete the IKE SA (RFC 7296 §1.4.1). */
  record DeleteIke(IkeSa sa) implements InformationalRequest {
    @Override
    public HthFacts.Asked asked() {
      return HthFacts.Asked.DELETE_IKE;
    }

    @Override
    public List<IkePayload> payloads() {
      return List.of(DeletePayload.ofIkeSa());
    }
  }

  /** To delete the IKE SA, since the peer did not authenticate (RFC 7296 §2.21.2). */
  record DeleteUnauthenticated(IkeSa sa) implements InformationalRequest {
    @Override
    public HthFacts.Asked asked() {
      return HthFacts.Asked.DELETE_IKE;
    }

    @Override
    public List<IkePayload> payloads() {
      return List.of(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED), DeletePayload.ofIkeSa());
    }
  }

  /** To delete one Child SA, which the peer knows by the SPI of what it sends us. */
  record DeleteChild(IkeSa sa, int inboundSpi) implements InformationalRequest {
    @Override
    public HthFacts.Asked asked() {
      return HthFacts.Asked.DELETE_CHILD;
    }

    @Override
    public List<IkePayload> payloads() {
      return List.of(DeletePayload.ofEsp(List.of(OctetString.ofInt(inboundSpi))));
    }
  }
}
