// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.ArrayDeque;
import java.util.Deque;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.table.ExchangeState;
import org.sallyport.engine.wire.OctetString;

/**
 * The part of a TCB that the machine {@code Exchange} works on: message IDs, the outstanding
 * request, the last answer.
 */
final class ExchangeData {
  /** No message has this ID. */
  static final long NO_ID = -1;

  ExchangeState state = ExchangeState.QUIET;

  // Our requests.
  final Deque<Request> queue = new ArrayDeque<>();
  long nextRequestId;
  long outstandingId = NO_ID;
  @Nullable Request outstanding;
  OctetString outstandingMessage = OctetString.EMPTY;
  int tries;
  long intervalNs;

  // The peer's requests.
  long expectedId;
  OctetString cachedResponse = OctetString.EMPTY;
  OctetString answeredDigest = OctetString.EMPTY;
  long cachedResponseSentNs = Long.MIN_VALUE;

  /**
   * Queues a request unless the same is waiting already: so the queue is bounded by what there is
   * to ask for.
   */
  void enqueue(Request request) {
    if (!queue.contains(request)) {
      queue.add(request);
    }
  }

  /** The outstanding request is not kept any longer. */
  void forgetRequest() {
    outstanding = null;
    outstandingId = NO_ID;
    outstandingMessage = OctetString.EMPTY;
  }

  /** As it was before the first message. */
  void reset() {
    state = ExchangeState.QUIET;
    queue.clear();
    nextRequestId = 0;
    forgetRequest();
    tries = 0;
    intervalNs = 0;
    expectedId = 0;
    cachedResponse = OctetString.EMPTY;
    answeredDigest = OctetString.EMPTY;
    cachedResponseSentNs = Long.MIN_VALUE;
  }
}
