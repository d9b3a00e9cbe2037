// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.HthTable;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkeHeader;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.Refusal;

/**
 * Finds the IKE SA that a received message belongs to, by its header (RFC 7296 §2.1, §2.5, §3.1);
 * what belongs to none is dropped with a reason. What the message is, the specification decides
 * from facts about it.
 */
final class Receiver {
  private final IkeContext context;
  private final Dispatcher dispatcher;

  /** The task of everything that is answered without keeping state: it never leaves Idle. */
  private final IkeSa vacant = new IkeSa();

  Receiver(IkeContext context, Dispatcher dispatcher) {
    this.context = context;
    this.dispatcher = dispatcher;
  }

  /** Handles a message and says why it was dropped, if it was. */
  DropReason receive(Incoming message, long nowNs) {
    context.counters.startMessage();
    IkeHeader header = message.header();
    DropReason defect = header.checkLength();
    if (defect != DropReason.NONE) {
      return context.counters.drop(defect);
    }
    if (header.majorVersion() != IkeHeader.MAJOR_VERSION) {
      return otherVersion(message, header, nowNs);
    }
    if (header.exchangeType() == ExchangeType.UNKNOWN) {
      return context.counters.drop(DropReason.UNKNOWN_EXCHANGE_TYPE);
    }
    if (header.initiatorSpi() == 0) {
      return context.counters.drop(DropReason.BAD_IKE_SPI);
    }
    if (header.exchangeType() != ExchangeType.IKE_SA_INIT) {
      return ofIkeSa(message, header, nowNs);
    }
    return header.isResponse()
        ? initResponse(message, header, nowNs)
        : initRequest(message, header, nowNs);
  }

  // RFC 7296 §2.5: a higher version is answered, a lower one is IKEv1's business and not ours.
  private DropReason otherVersion(Incoming message, IkeHeader header, long nowNs) {
    context.counters.drop(DropReason.UNSUPPORTED_MAJOR_VERSION);
    if (header.majorVersion() > IkeHeader.MAJOR_VERSION && !header.isResponse()) {
      dispatcher.message(
          vacant, new InitRequestFacts(context, message, OctetString.EMPTY, nowNs), nowNs);
    }
    return context.counters.lastDrop();
  }

  // ---- IKE_SA_INIT

  private DropReason initRequest(Incoming message, IkeHeader header, long nowNs) {
    if (header.responderSpi() != 0 || !header.fromInitiator()) {
      return context.counters.drop(DropReason.BAD_IKE_SPI);
    }
    if (context.table.bySpi(header.initiatorSpi()) != null) {
      return context.counters.drop(DropReason.REFLECTED);
    }
    OctetString origin = origin(message);
    IkeSa known = context.table.byInitOrigin(origin);
    if (known != null) {
      return onIkeSa(known, message, false, nowNs);
    }
    InitRequestFacts facts = new InitRequestFacts(context, message, digest(message), nowNs);
    dispatcher.message(taskFor(facts, origin), facts, nowNs);
    return context.counters.lastDrop();
  }

  // The row is found before a task is taken: what leads back to Idle keeps nothing.
  private IkeSa taskFor(InitRequestFacts facts, OctetString origin) {
    HthState next = HthTable.next(HthTable.row(HthState.IDLE, facts.classify().event()));
    if (next == HthState.IDLE) {
      return vacant;
    }
    Incoming message = facts.incoming();
    IkeSa sa = context.table.take();
    sa.initiatorSpi = message.initiatorSpi();
    sa.local = message.local();
    sa.remote = message.remote();
    sa.initOrigin = origin;
    return sa;
  }

  private DropReason initResponse(Incoming message, IkeHeader header, long nowNs) {
    IkeSa sa = context.table.bySpi(header.initiatorSpi());
    if (sa == null || !sa.initiator || header.fromInitiator()) {
      return context.counters.drop(DropReason.UNKNOWN_IKE_SPI);
    }
    dispatcher.message(sa, new InitResponseFacts(context, message, sa), nowNs);
    return context.counters.lastDrop();
  }

  // ---- every other exchange

  private DropReason ofIkeSa(Incoming message, IkeHeader header, long nowNs) {
    boolean fromInitiator = header.fromInitiator();
    IkeSa sa = context.table.bySpi(fromInitiator ? header.responderSpi() : header.initiatorSpi());
    long peerSpi = fromInitiator ? header.initiatorSpi() : header.responderSpi();
    if (sa == null || sa.initiator == fromInitiator || sa.peerSpi() != peerSpi) {
      return context.counters.drop(DropReason.UNKNOWN_IKE_SPI);
    }
    return onIkeSa(sa, message, header.isResponse(), nowNs);
  }

  private DropReason onIkeSa(IkeSa sa, Incoming message, boolean isResponse, long nowNs) {
    return switch (IkeParser.parseMessage(message.bytes(), message.offset(), message.length())) {
      case Refusal refusal -> context.counters.drop(refusal.reason());
      case IkeMessage parsed -> {
        Received received =
            isResponse
                ? new ResponseFacts(sa, message, parsed.payloads())
                : new RequestFacts(context, sa, message, parsed.payloads(), digest(message), nowNs);
        dispatcher.message(sa, received, nowNs);
        yield context.counters.lastDrop();
      }
    };
  }

  private OctetString digest(Incoming message) {
    return OctetString.of(context.sha256.digest(message.octets().toArray()));
  }

  // Who sent this very IKE_SA_INIT request: the same octets from elsewhere are another's (RFC 7296
  // §2.1).
  private OctetString origin(Incoming message) {
    // R7296-2.1-4
    byte[] port = {(byte) (message.remote().port() >> 8), (byte) message.remote().port()};
    return OctetString.of(
        context.sha256.digest(
            message.octets().toArray(), message.remote().address().toOctets().toArray(), port));
  }
}
