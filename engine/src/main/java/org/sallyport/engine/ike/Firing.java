// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.ArrayDeque;
import java.util.Deque;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.OctetString;

/**
 * What one message, timer or operator request sets in motion in the two machines of an IKE SA. It
 * is given to every action and is gone when both machines have come to rest.
 */
final class Firing {
  private final IkeSa sa;
  private final @Nullable Received received;
  private final long nowNs;
  private final Deque<ClassifiedMessage> hthPosts = new ArrayDeque<>();
  private final Deque<ExchangeEvent> exchangePosts = new ArrayDeque<>();
  private ClassifiedMessage message = ClassifiedMessage.of(HthEvent.TASK_RECLAIMED);
  private OctetString response = OctetString.EMPTY;

  /**
   * @param received the message that came in; null for a timer or the operator
   */
  Firing(IkeSa sa, @Nullable Received received, long nowNs) {
    this.sa = sa;
    this.received = received;
    this.nowNs = nowNs;
  }

  /** The IKE SA whose machines fire. */
  IkeSa sa() {
    return sa;
  }

  /** When. */
  long nowNs() {
    return nowNs;
  }

  /** The message that came in; rows of its events alone ask for it. */
  Received received() {
    Received present = received;
    if (present == null) {
      throw new IllegalStateException("an action of a message without a message");
    }
    return present;
  }

  /** The message as octets with where it came from. */
  Incoming incoming() {
    return received().incoming();
  }

  /** What the machine Hth is being given. */
  ClassifiedMessage message() {
    return message;
  }

  /** The machine Hth is given this now. */
  void begin(ClassifiedMessage next) {
    message = next;
  }

  /** For the machine Hth, after the row that is being done. */
  void post(ClassifiedMessage next) {
    hthPosts.add(next);
  }

  /** For the machine Exchange, after the row that is being done. */
  void post(ExchangeEvent next) {
    exchangePosts.add(next);
  }

  /** The next for the machine Hth, or null. */
  @Nullable ClassifiedMessage nextForHth() {
    return hthPosts.poll();
  }

  /** The next for the machine Exchange, or null. */
  @Nullable ExchangeEvent nextForExchange() {
    return exchangePosts.poll();
  }

  /** The answer to the request that came in; the machine Exchange caches and sends it. */
  void respond(OctetString answer) {
    response = answer;
    post(ExchangeEvent.RESPONSE_READY);
  }

  /** The answer that is ready. */
  OctetString response() {
    return response;
  }
}
