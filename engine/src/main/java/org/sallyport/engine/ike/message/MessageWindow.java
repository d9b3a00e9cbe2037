// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.path.DatagramSink;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.path.PeerPath;
import org.sallyport.engine.table.ExchangeActions;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.ExchangeRetransmitTimerDecision;
import org.sallyport.engine.table.ExchangeState;
import org.sallyport.engine.table.ExchangeTable;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.Endpoint;

/**
 * The machine {@code Exchange} of one IKE SA: message IDs, the outstanding request and its
 * retransmission, the last answer (RFC 7296 §2.1 to §2.3).
 */
public final class MessageWindow implements ExchangeActions<MessageWindow.Cause> {
  /** No message has this ID. */
  private static final long NO_ID = -1;

  private final PeerPath path;
  private final Timer timer;
  private final Shared shared;

  private long id;
  private ExchangeState state = ExchangeState.QUIET;

  // Our requests.
  private final Deque<Request> queue = new ArrayDeque<>();
  private long nextRequestId;
  private long outstandingId = NO_ID;
  private @Nullable Request outstanding;
  private OutgoingMessage outstandingMessage = OutgoingMessage.NONE;
  private int tries;
  private long intervalNs;

  // The peer's requests.
  private long expectedId;
  private Fingerprint held = Fingerprint.NONE;
  private boolean answerPending;
  private OutgoingMessage cachedResponse = OutgoingMessage.NONE;
  private Fingerprint answered = Fingerprint.NONE;
  private final long[] againNs = new long[Place.values().length];
  private Endpoint originLocal = Endpoint.NOWHERE;
  private Endpoint originRemote = Endpoint.NOWHERE;

  /** Where a request comes from, and its answer goes. */
  private enum Place {
    /** Between the addresses and ports in use. */
    PATH,
    /** Off the path, from where the request that was answered came from. */
    ORIGIN,
    ELSEWHERE
  }

  /** What the windows of all IKE SAs share. */
  public record Shared(TimersConfig timers, DatagramSink datagrams, TraceSink trace) {}

  /** The window of no IKE SA. */
  public MessageWindow(PeerPath path, Timer timer, Shared shared) {
    this.path = path;
    this.timer = timer;
    this.shared = shared;
  }

  /** The retransmission timer. */
  public interface Timer {
    /** Starts it, or moves its end. */
    void arm(long deadlineNs);

    void disarm();
  }

  /** What a firing is about, and what it brings about elsewhere. */
  public interface Cause extends PeerPath.Cause {
    /** The message that came in; rows of its events alone ask for it. */
    Received received();

    /** The answer that is ready. */
    OutgoingMessage response();

    /** The message that came in is dropped. */
    void drop(DropReason reason);

    /** Whether a job is computed for an answer to the outstanding request. */
    boolean answerInWork();

    /** The message that came in goes on to the machine Hth. */
    void deliver();

    /** The machine Hth is told that the peer does not answer. */
    void reportDead();
  }

  public void begin(long ikeSaId) {
    id = ikeSaId;
  }

  /** As it was before the first message. */
  public void reset() {
    id = 0;
    state = ExchangeState.QUIET;
    queue.clear();
    nextRequestId = 0;
    forgetOutstanding();
    tries = 0;
    intervalNs = 0;
    expectedId = 0;
    held = Fingerprint.NONE;
    answerPending = false;
    cachedResponse = OutgoingMessage.NONE;
    answered = Fingerprint.NONE;
    originLocal = Endpoint.NOWHERE;
    originRemote = Endpoint.NOWHERE;
  }

  /**
   * Queues a request unless the same is waiting already: so the queue is bounded by what there is
   * to ask for.
   */
  public void enqueue(Request request) {
    if (!queue.contains(request)) {
      queue.add(request);
    }
  }

  /** How many requests wait for their turn. */
  public int waiting() {
    return queue.size();
  }

  /** What waits to be sealed or answered waits no more: the keys for it are gone. */
  public void abandon() {
    queue.clear();
    answerPending = false;
  }

  /** The answer to the request that came in is not ready yet. */
  public void holdRequest(Received request) {
    answerPending = true;
    held = request.fingerprint();
  }

  /** Writes the outstanding request anew: what it says has changed. */
  public void rewriteOutstanding() {
    Request request = outstanding;
    if (request != null) {
      outstandingMessage = request.write(outstandingId);
    }
  }

  /** The message ID that the next request of ours is going to have. */
  public long nextRequestId() {
    return nextRequestId;
  }

  // ---- facts about messages and the timer

  /** The request that is not answered yet, or null. */
  public @Nullable Request outstanding() {
    return outstanding;
  }

  /** Whether the outstanding request has this ID. */
  public boolean isOutstandingId(long messageId) {
    return messageId == outstandingId;
  }

  /** Whether the peer's next request has this ID. */
  public boolean isExpectedId(long messageId) {
    return messageId == expectedId;
  }

  /** Whether the answer to the peer's next request is being computed. */
  public boolean isAnswerPending() {
    return answerPending;
  }

  /** Whether the request that was answered last has this ID. */
  public boolean isAnsweredId(long messageId) {
    return messageId == expectedId - 1;
  }

  /** Whether the request that was answered last is this one. */
  public boolean hasAnswered(Fingerprint request) {
    return request.repeats(answered);
  }

  /** Whether a request came from where the one came from that was answered last. */
  public boolean isFromOrigin(Incoming message) {
    return message.local().equals(originLocal) && message.remote().equals(originRemote);
  }

  /** Whether the last answer was sent on the path so recently that it is not sent there again. */
  public boolean answeredOnPathJustNow(long nowNs) {
    return nowNs < againNs[Place.PATH.ordinal()];
  }

  /** The same off the path, to where the request came from that was answered. */
  public boolean answeredToOriginJustNow(long nowNs) {
    return nowNs < againNs[Place.ORIGIN.ordinal()];
  }

  /** The same to anybody else. */
  public boolean answeredElsewhereJustNow(long nowNs) {
    return nowNs < againNs[Place.ELSEWHERE.ordinal()];
  }

  // ---- the machine

  public void receive(Cause cause) {
    Received received = cause.received();
    long known = received.askForExchange();
    fire(cause, received.exchangeEvent(known), known);
  }

  /** The retransmission timer has expired. */
  public void retransmit(Cause cause) {
    long known = ExchangeRetransmitTimerDecision.ask(new TimerFacts(cause));
    fire(cause, ExchangeRetransmitTimerDecision.event(known), known);
  }

  /** Facts about a retransmission timer that has expired. */
  private final class TimerFacts implements ExchangeRetransmitTimerDecision.Facts {
    private final Cause cause;

    TimerFacts(Cause cause) {
      this.cause = cause;
    }

    @Override
    public boolean triesRemain() {
      return tries < shared.timers().retransmitTries();
    }

    @Override
    public boolean answerInWork() {
      return cause.answerInWork();
    }
  }

  /** The machine Hth has something for this one. */
  public void accept(Cause cause, ExchangeEvent event) {
    fire(cause, event, 0);
  }

  /** The one way in which the machine moves. */
  private void fire(Cause cause, ExchangeEvent event, long known) {
    ExchangeState before = state;
    int row = ExchangeTable.row(before, event);
    ExchangeActions.perform(row, this, cause);
    state = ExchangeTable.next(row);
    shared.trace().transition("Exchange", id, before, event, state, known, cause.nowNs());
  }

  // ---- our requests

  @Override
  public void assignMessageId(Cause cause) {
    // R7296-2.2-1
    Request request = queue.remove();
    outstanding = request;
    outstandingId = nextRequestId;
    nextRequestId++;
    outstandingMessage = request.write(outstandingId);
  }

  @Override
  public void transmitRequest(Cause cause) {
    // R7296-2.1-2
    outstandingMessage.send(shared.datagrams(), path.local(), path.remote(), cause.nowNs());
  }

  @Override
  public void armRetransmit(Cause cause) {
    tries = 1;
    intervalNs = shared.timers().retransmitFirstNs();
    timer.arm(cause.nowNs() + intervalNs);
  }

  @Override
  public void backOff(Cause cause) {
    tries++;
    intervalNs = Math.min(2 * intervalNs, shared.timers().retransmitMaximumNs());
    timer.arm(cause.nowNs() + intervalNs);
  }

  @Override
  public void waitOn(Cause cause) {
    timer.arm(cause.nowNs() + intervalNs);
  }

  @Override
  public void stopRetransmit(Cause cause) {
    timer.disarm();
  }

  @Override
  public void forgetRequest(Cause cause) {
    forgetOutstanding();
  }

  private void forgetOutstanding() {
    outstanding = null;
    outstandingId = NO_ID;
    outstandingMessage = OutgoingMessage.NONE;
  }

  /** It is in the queue already. */
  @Override
  public void keepQueued(Cause cause) {
    // R7296-2.3-1
  }

  @Override
  public void reportDead(Cause cause) {
    cause.reportDead();
  }

  // ---- what came in

  @Override
  public void deliverResponse(Cause cause) {
    cause.deliver();
  }

  @Override
  public void deliverRequest(Cause cause) {
    // R7296-2.3-2
    cause.deliver();
  }

  @Override
  public void deliverUnverified(Cause cause) {
    cause.deliver();
  }

  // ---- answers

  @Override
  public void cacheResponse(Cause cause) {
    cachedResponse = cause.response();
    answered = answerPending ? held : cause.received().fingerprint();
    answerPending = false;
    Arrays.fill(againNs, cause.nowNs()); // it was not sent to anybody yet
  }

  @Override
  public void reportOrigin(Cause cause) {
    // R7296-2.23-2
    path.arrive(cause, true);
    originLocal = cause.incoming().local();
    originRemote = cause.incoming().remote();
  }

  @Override
  public void advanceExpectedId(Cause cause) {
    expectedId++;
  }

  @Override
  public void transmitResponse(Cause cause) {
    sendCachedResponse(cause);
  }

  @Override
  public void resendCachedResponse(Cause cause) {
    // R7296-2.1-3
    path.arrive(cause, false);
    sendCachedResponse(cause);
  }

  private void sendCachedResponse(Cause cause) {
    long nowNs = cause.nowNs();
    againNs[place(cause.incoming()).ordinal()] = nowNs + shared.timers().cachedResponseNs();
    cachedResponse.send(shared.datagrams(), path.answerFrom(), path.answerTo(), nowNs);
  }

  private Place place(Incoming message) {
    if (path.isOn(message)) {
      return Place.PATH;
    }
    return isFromOrigin(message) ? Place.ORIGIN : Place.ELSEWHERE;
  }

  // ---- refusals

  @Override
  public void dropOther(Cause cause) {
    cause.drop(DropReason.UNEXPECTED_MESSAGE_ID);
  }

  @Override
  public void dropBeingAnswered(Cause cause) {
    cause.drop(DropReason.BEING_ANSWERED);
  }

  @Override
  public void dropTooSoon(Cause cause) {
    cause.drop(DropReason.RATE_LIMITED);
  }

  /** Overtaken: there is nothing to do. */
  @Override
  public void ignoreStale(Cause cause) {}
}
