// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.auth.PeerAuthorizations;
import org.sallyport.engine.ike.child.ChildNegotiation;
import org.sallyport.engine.ike.exchange.RequestFacts;
import org.sallyport.engine.ike.exchange.ResponseFacts;
import org.sallyport.engine.ike.exchange.init.InitRequestFacts;
import org.sallyport.engine.ike.exchange.init.InitResponseFacts;
import org.sallyport.engine.ike.message.Received;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.table.ReceiverActions;
import org.sallyport.engine.table.ReceiverEvent;
import org.sallyport.engine.table.ReceiverMessageDecision;
import org.sallyport.engine.table.ReceiverState;
import org.sallyport.engine.table.ReceiverTable;
import org.sallyport.engine.table.TraceSink;

/**
 * The machine {@code Receiver}: hands each message that comes in to its IKE SA, to a new one, or to
 * the task that keeps nothing; or drops it for a reason (RFC 7296 §2.1, §2.5, §3.1).
 */
final class Receiver implements ReceiverActions<Arrival> {
  private final IkeSaTable table;
  private final Dispatcher dispatcher;
  private final TraceSink trace;
  private final Classifiers classifiers;
  private final ClearAnswers answers = new ClearAnswers();

  /**
   * What makes messages into facts.
   *
   * @param maximumRestarts how often IKE_SA_INIT is repeated with a cookie or another group
   */
  record Classifiers(
      InitRequestFacts.Responder responder,
      PeerAuthorizations peers,
      ChildNegotiation negotiation,
      Digest sha1,
      Digest sha256,
      int maximumRestarts) {}

  Receiver(IkeSaTable table, Dispatcher dispatcher, TraceSink trace, Classifiers classifiers) {
    this.table = table;
    this.dispatcher = dispatcher;
    this.trace = trace;
    this.classifiers = classifiers;
  }

  /** Handles a message and says why it was dropped, if it was. */
  DropReason receive(Incoming message, long nowNs) {
    Arrival arrival =
        new Arrival(table, classifiers.responder(), classifiers.sha256(), answers, message, nowNs);
    long known = ReceiverMessageDecision.ask(arrival);
    ReceiverEvent event = ReceiverMessageDecision.event(known);
    int row = ReceiverTable.row(ReceiverState.LISTENING, event);
    ReceiverState next = ReceiverTable.next(row);
    trace.transition("Receiver", 0, ReceiverState.LISTENING, event, next, known, nowNs);
    ReceiverActions.perform(row, this, arrival);
    return arrival.dropped();
  }

  // ---- to whom it is handed

  @Override
  public void handToVacant(Arrival arrival) {
    hand(arrival, table.vacant(), arrival.initRequest());
  }

  @Override
  public void beginIkeSa(Arrival arrival) {
    IkeSa sa = table.take();
    sa.beginAsResponder(arrival.initRequest());
    hand(arrival, sa, arrival.initRequest());
  }

  @Override
  public void handRequest(Arrival arrival) {
    hand(
        arrival,
        arrival.sa(),
        new RequestFacts(
            classifiers.peers(),
            classifiers.negotiation(),
            arrival.sa(),
            arrival.fingerprinting(),
            arrival.payloads(),
            arrival.nowNs()));
  }

  @Override
  public void handInitResponse(Arrival arrival) {
    hand(
        arrival,
        arrival.sa(),
        new InitResponseFacts(
            arrival.sa(), arrival.message(), classifiers.sha1(), classifiers.maximumRestarts()));
  }

  @Override
  public void handResponse(Arrival arrival) {
    hand(
        arrival,
        arrival.sa(),
        new ResponseFacts(arrival.sa(), arrival.message(), arrival.payloads()));
  }

  private void hand(Arrival arrival, IkeSa sa, Received received) {
    arrival.drop(dispatcher.message(sa, received, arrival.nowNs()));
  }

  // ---- why it is not

  @Override
  public void dropTruncated(Arrival arrival) {
    arrival.drop(DropReason.TRUNCATED);
  }

  @Override
  public void dropLengthOther(Arrival arrival) {
    arrival.drop(DropReason.LENGTH_MISMATCH);
  }

  @Override
  public void dropOtherVersion(Arrival arrival) {
    // R7296-2.5-1
    arrival.drop(DropReason.UNSUPPORTED_MAJOR_VERSION);
  }

  @Override
  public void dropUnknownExchange(Arrival arrival) {
    arrival.drop(DropReason.UNKNOWN_EXCHANGE_TYPE);
  }

  @Override
  public void dropTooMany(Arrival arrival) {
    arrival.drop(DropReason.RATE_LIMITED);
  }

  @Override
  public void dropWrongSpi(Arrival arrival) {
    arrival.drop(DropReason.BAD_IKE_SPI);
  }

  @Override
  public void dropReflected(Arrival arrival) {
    arrival.drop(DropReason.REFLECTED);
  }

  @Override
  public void dropUnknownSpi(Arrival arrival) {
    arrival.drop(DropReason.UNKNOWN_IKE_SPI);
  }

  @Override
  public void dropMalformed(Arrival arrival) {
    arrival.drop(arrival.defect());
  }
}
