// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.SendCounterAction;
import org.sallyport.engine.table.SendCounterEvent;
import org.sallyport.engine.table.SendCounterState;
import org.sallyport.engine.table.SendCounterTable;
import org.sallyport.engine.table.TraceSink;

/**
 * The sender's sequence number (RFC 4303 §3.3.3): 1, 2, … up to 2^32 - 1 or, extended, 2^64 - 1,
 * and never again. Some way before the end a new association is asked for, once.
 */
public final class SendCounter {
  /** The last number without extended sequence numbers. */
  public static final long LAST_32 = 0xFFFF_FFFFL;

  /** The last number with extended sequence numbers: 2^64 - 1. */
  public static final long LAST_64 = -1L;

  private final long softLimit;
  private final long last;
  private final long id;
  private final TraceSink trace;
  private SendCounterState state = SendCounterState.COUNTING;
  private long number;
  private DropReason refusal = DropReason.NONE;
  private boolean rekeyAsked;
  private boolean exhaustionToAudit;

  /**
   * A counter that asks for a new association when a sixteenth of the numbers is left; its firings
   * are not traced.
   */
  public SendCounter(boolean extended) {
    this(0, extended, softLimitFor(extended), 0, TraceSink.NONE);
  }

  /**
   * A counter.
   *
   * @param used the number used last; 0 for a new association
   * @param extended whether numbers have 64 bits
   * @param softLimit the number from which on a new association is wanted, unsigned
   * @param id the association in the trace
   * @param trace takes every firing
   */
  public SendCounter(long used, boolean extended, long softLimit, long id, TraceSink trace) {
    number = used;
    last = extended ? LAST_64 : LAST_32;
    this.softLimit = softLimit;
    this.id = id;
    this.trace = trace;
    if (isBelow(last, used)) {
      throw new IllegalArgumentException("the counter starts past its end");
    }
    if (used == last) {
      state = SendCounterState.EXHAUSTED;
    }
  }

  /** Where a new association is asked for unless told otherwise: a sixteenth before the end. */
  public static long softLimitFor(boolean extended) {
    return extended ? 0xF000_0000_0000_0000L : 0xF000_0000L;
  }

  /**
   * Takes the next number, which {@link #number} then gives: NONE, or why the packet may not be
   * sent.
   */
  public DropReason take(long nowNs) {
    long next = number == last ? last : number + 1;
    fire(eventOf(next), next, nowNs);
    return refusal;
  }

  /** The number taken last, unsigned; 0 before the first. */
  public long number() {
    return number;
  }

  public SendCounterState state() {
    return state;
  }

  /** True once: after the counter has passed the soft limit. */
  public boolean takeRekeyRequest() {
    boolean asked = rekeyAsked;
    rekeyAsked = false;
    return asked;
  }

  /** True once: after the last number was used, which is an auditable event (RFC 4303 §3.3.3). */
  public boolean takeExhaustionAudit() {
    boolean audit = exhaustionToAudit;
    exhaustionToAudit = false;
    return audit;
  }

  private SendCounterEvent eventOf(long next) {
    if (next == last) {
      return SendCounterEvent.SEND_LAST;
    }
    return isBelow(next, softLimit) ? SendCounterEvent.SEND_EARLY : SendCounterEvent.SEND_PAST_SOFT;
  }

  private void fire(SendCounterEvent event, long next, long nowNs) {
    int row = SendCounterTable.row(state, event);
    refusal = DropReason.NONE;
    for (int index = 0; index < SendCounterTable.actionCount(row); index++) {
      refusal = perform(SendCounterTable.action(row, index), next);
    }
    SendCounterState before = state;
    state = SendCounterTable.next(row);
    trace.transition("SendCounter", id, before, event, state, 0, nowNs);
  }

  /** Does one action; NONE, or why the packet is refused, which is all that such a row does. */
  private DropReason perform(SendCounterAction action, long next) {
    return switch (action) {
      case ASSIGN_NUMBER -> assignNumber(next);
      case ASK_REKEY -> askRekey();
      case AUDIT_EXHAUSTED -> auditExhausted();
      case REFUSE_SEND -> refuseSend();
    };
  }

  private DropReason assignNumber(long next) {
    // R4303-3.3.3-1
    number = next;
    return DropReason.NONE;
  }

  private DropReason askRekey() {
    rekeyAsked = true;
    return DropReason.NONE;
  }

  private DropReason auditExhausted() {
    // R4303-3.3.3-3
    exhaustionToAudit = true;
    return DropReason.NONE;
  }

  private static DropReason refuseSend() {
    // R4303-3.3.3-2
    return DropReason.SEQUENCE_EXHAUSTED;
  }

  private static boolean isBelow(long left, long right) {
    return left + Long.MIN_VALUE < right + Long.MIN_VALUE;
  }
}
