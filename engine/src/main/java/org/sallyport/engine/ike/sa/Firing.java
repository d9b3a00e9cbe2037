// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.sa;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.MessageWindow;
import org.sallyport.engine.ike.message.OutgoingMessage;
import org.sallyport.engine.ike.message.Received;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.path.PeerPath;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.ike.IkeHeader;
import org.sallyport.engine.wire.ike.IkePayload;

/**
 * What one message, timer or operator request sets in motion in the machines of an IKE SA. It is
 * given to every action and is gone when they have come to rest.
 */
public final class Firing implements MessageWindow.Cause {
  private final IkeSa sa;
  private final @Nullable Received received;
  private final @Nullable Incoming incoming;
  private final long nowNs;
  private final Deque<ClassifiedMessage> hthPosts = new ArrayDeque<>();
  private final Deque<ExchangeEvent> exchangePosts = new ArrayDeque<>();
  private ClassifiedMessage message = ClassifiedMessage.of(HthEvent.TASK_RECLAIMED);
  private OutgoingMessage response = OutgoingMessage.NONE;
  private DropReason dropped = DropReason.NONE;

  /** The firing of a timer or an operator request. */
  public Firing(IkeSa sa, long nowNs) {
    this(sa, null, null, nowNs);
  }

  /**
   * The firing of a job that is done.
   *
   * @param incoming the message whose answer waits for it; null when there is none
   */
  public Firing(IkeSa sa, @Nullable Incoming incoming, long nowNs) {
    this(sa, null, incoming, nowNs);
  }

  /** The firing of a message that came in. */
  public Firing(IkeSa sa, Received received, long nowNs) {
    this(sa, received, received.incoming(), nowNs);
  }

  private Firing(IkeSa sa, @Nullable Received received, @Nullable Incoming incoming, long nowNs) {
    this.sa = sa;
    this.received = received;
    this.incoming = incoming;
    this.nowNs = nowNs;
  }

  public IkeSa sa() {
    return sa;
  }

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public Received received() {
    Received present = received;
    if (present == null) {
      throw new IllegalStateException("an action of a message without a message");
    }
    return present;
  }

  @Override
  public Incoming incoming() {
    Incoming present = incoming;
    if (present == null) {
      throw new IllegalStateException("an action of a message without a message");
    }
    return present;
  }

  /** Where the peer is: the path, or as it is going to be when the request is answered. */
  public PeerPath path() {
    Incoming message = incoming;
    return message == null || message.header().isResponse() ? sa.path() : sa.path().after(message);
  }

  /** Whom an entry of the log is about: the peer's name, or where it is while it has none. */
  public String peerName() {
    PeerConfig known = sa.peerOrNull();
    return known == null ? path().remote().toString() : known.name();
  }

  /** What the machine Hth is being given. */
  public ClassifiedMessage message() {
    return message;
  }

  /** The machine Hth is given this now. */
  public void begin(ClassifiedMessage next) {
    message = next;
  }

  /** For the machine Hth, after the row that is being done. */
  public void post(ClassifiedMessage next) {
    hthPosts.add(next);
  }

  /** For the machine Exchange, after the row that is being done. */
  public void post(ExchangeEvent next) {
    exchangePosts.add(next);
  }

  /** The next for the machine Hth, or null. */
  public @Nullable ClassifiedMessage nextForHth() {
    return hthPosts.poll();
  }

  /** The next for the machine Exchange, or null. */
  public @Nullable ExchangeEvent nextForExchange() {
    return exchangePosts.poll();
  }

  @Override
  public boolean answerInWork() {
    return sa.waitsForJob();
  }

  @Override
  public void deliver() {
    post(received().classify());
  }

  @Override
  public void drop(DropReason reason) {
    dropped = reason;
  }

  /** Why the message was dropped; {@link DropReason#NONE} when it was not. */
  public DropReason dropped() {
    return dropped;
  }

  @Override
  public void reportDead() {
    post(ClassifiedMessage.of(HthEvent.RETRIES_EXHAUSTED));
  }

  @Override
  public void redirectChildren() {
    sa.children().redirect();
  }

  /** The answer to the request that came in; the machine Exchange caches and sends it. */
  public void respond(OutgoingMessage answer) {
    response = answer;
    post(ExchangeEvent.RESPONSE_READY);
  }

  /** The answer under SK to the request that came in. */
  public void respond(List<? extends IkePayload> payloads) {
    // R7296-2.2-2
    IkeHeader request = incoming().header();
    respond(sa.seal(request.exchangeNumber(), true, request.messageId(), payloads));
  }

  @Override
  public OutgoingMessage response() {
    return response;
  }
}
