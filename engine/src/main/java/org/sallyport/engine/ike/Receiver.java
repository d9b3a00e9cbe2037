// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.exchange.RequestFacts;
import org.sallyport.engine.ike.exchange.ResponseFacts;
import org.sallyport.engine.ike.exchange.init.InitRequestFacts;
import org.sallyport.engine.ike.exchange.init.InitResponseFacts;
import org.sallyport.engine.ike.message.Fingerprinting;
import org.sallyport.engine.ike.message.IkeCounters;
import org.sallyport.engine.ike.message.Received;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.HthTable;
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
  private final IkeSaTable table;
  private final Dispatcher dispatcher;
  private final IkeCounters counters;
  private final Classifiers classifiers;

  /**
   * What makes messages into facts.
   *
   * @param maximumRestarts how often IKE_SA_INIT is repeated with a cookie or another group
   */
  record Classifiers(
      InitRequestFacts.Surroundings init,
      RequestFacts.Surroundings requests,
      Digest sha1,
      Digest sha256,
      int maximumRestarts) {}

  Receiver(IkeSaTable table, Dispatcher dispatcher, IkeCounters counters, Classifiers classifiers) {
    this.table = table;
    this.dispatcher = dispatcher;
    this.counters = counters;
    this.classifiers = classifiers;
  }

  /** Handles a message and says why it was dropped, if it was. */
  DropReason receive(Incoming message, long nowNs) {
    counters.startMessage();
    IkeHeader header = message.header();
    DropReason defect = header.checkLength();
    if (defect != DropReason.NONE) {
      return counters.drop(defect);
    }
    if (header.majorVersion() != IkeHeader.MAJOR_VERSION) {
      return otherVersion(message, header, nowNs);
    }
    if (header.exchangeType() == ExchangeType.UNKNOWN) {
      return counters.drop(DropReason.UNKNOWN_EXCHANGE_TYPE);
    }
    if (header.initiatorSpi() == 0) {
      return counters.drop(DropReason.BAD_IKE_SPI);
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
    // R7296-2.5-1
    counters.drop(DropReason.UNSUPPORTED_MAJOR_VERSION);
    if (header.majorVersion() > IkeHeader.MAJOR_VERSION && !header.isResponse()) {
      dispatcher.message(
          table.vacant(),
          new InitRequestFacts(
              classifiers.init(), new Fingerprinting(classifiers.sha256(), message), nowNs),
          nowNs);
    }
    return counters.lastDrop();
  }

  // ---- IKE_SA_INIT

  private DropReason initRequest(Incoming message, IkeHeader header, long nowNs) {
    if (header.responderSpi() != 0 || !header.fromInitiator()) {
      return counters.drop(DropReason.BAD_IKE_SPI);
    }
    if (table.bySpi(header.initiatorSpi()) != null) {
      return counters.drop(DropReason.REFLECTED);
    }
    Fingerprinting request = new Fingerprinting(classifiers.sha256(), message);
    IkeSa known = table.byInitRequest(request);
    if (known != null) {
      return onIkeSa(known, request, false, nowNs);
    }
    InitRequestFacts facts = new InitRequestFacts(classifiers.init(), request, nowNs);
    dispatcher.message(taskFor(facts), facts, nowNs);
    return counters.lastDrop();
  }

  // The row is found before a task is taken: what leads back to Idle keeps nothing.
  private IkeSa taskFor(InitRequestFacts facts) {
    HthState next = HthTable.next(HthTable.row(HthState.IDLE, facts.classify().event()));
    if (next == HthState.IDLE) {
      return table.vacant();
    }
    IkeSa sa = table.take();
    sa.beginAsResponder(facts);
    return sa;
  }

  private DropReason initResponse(Incoming message, IkeHeader header, long nowNs) {
    IkeSa sa = table.bySpi(header.initiatorSpi());
    if (sa == null || !sa.isInitiator() || header.fromInitiator()) {
      return counters.drop(DropReason.UNKNOWN_IKE_SPI);
    }
    dispatcher.message(
        sa,
        new InitResponseFacts(sa, message, classifiers.sha1(), classifiers.maximumRestarts()),
        nowNs);
    return counters.lastDrop();
  }

  // ---- every other exchange

  private DropReason ofIkeSa(Incoming message, IkeHeader header, long nowNs) {
    boolean fromInitiator = header.fromInitiator();
    IkeSa sa = table.bySpi(fromInitiator ? header.responderSpi() : header.initiatorSpi());
    long peerSpi = fromInitiator ? header.initiatorSpi() : header.responderSpi();
    if (sa == null || sa.isInitiator() == fromInitiator || sa.peerSpi() != peerSpi) {
      return counters.drop(DropReason.UNKNOWN_IKE_SPI);
    }
    return onIkeSa(
        sa, new Fingerprinting(classifiers.sha256(), message), header.isResponse(), nowNs);
  }

  private DropReason onIkeSa(IkeSa sa, Fingerprinting request, boolean isResponse, long nowNs) {
    Incoming message = request.request();
    return switch (IkeParser.parseMessage(message.bytes(), message.offset(), message.length())) {
      case Refusal refusal -> counters.drop(refusal.reason());
      case IkeMessage parsed -> {
        Received received =
            isResponse
                ? new ResponseFacts(sa, message, parsed.payloads())
                : new RequestFacts(classifiers.requests(), sa, request, parsed.payloads(), nowNs);
        dispatcher.message(sa, received, nowNs);
        yield counters.lastDrop();
      }
    };
  }
}
