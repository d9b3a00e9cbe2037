// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.SendCounterActions;
import org.sallyport.engine.table.SendCounterEvent;
import org.sallyport.engine.table.SendCounterState;
import org.sallyport.engine.table.SendCounterTable;
import org.sallyport.engine.table.TraceSink;

/**
 * The sender's sequence number (RFC 4303 §3.3.3): 1, 2, … up to 2^32 - 1 or, extended, 2^64 - 1,
 * and never again. Some way before the end a new association is asked for, once.
 */
public final class SendCounter implements SendCounterActions<SendCounter.Firing> {
  /** The last number without extended sequence numbers. */
  public static final long LAST_32 = 0xFFFF_FFFFL;

  /** The last number with extended sequence numbers: 2^64 - 1. */
  public static final long LAST_64 = -1L;

  private final long softLimit;
  private final long last;
  private final long id;
  private final TraceSink trace;
  private final Firing firing = new Firing();
  private SendCounterState state = SendCounterState.COUNTING;
  private long number;
  private DropReason refusal = DropReason.NONE;
  private boolean rekeyAsked;
  private boolean exhaustionToAudit;

  /** One packet: the number that it would get. */
  public static final class Firing {
    private long next;

    private Firing() {}
  }

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
    firing.next = next;
    fire(eventOf(next), nowNs);
    return refusal;
  }

  /** The number taken last, unsigned; 0 before the first. */
  public long number() {
    return number;
  }

  /**
   * Whether some number that was taken has this low half, as a packet on the wire shows it; past
   * the first 2^32 numbers every half has been used.
   */
  public boolean hasSent(int lowHalf) {
    long low = lowHalf & LAST_32;
    return number < 0 || number > LAST_32 || (low != 0 && low <= number);
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

  private void fire(SendCounterEvent event, long nowNs) {
    int row = SendCounterTable.row(state, event);
    refusal = DropReason.NONE;
    SendCounterActions.perform(row, this, firing);
    SendCounterState before = state;
    state = SendCounterTable.next(row);
    trace.transition("SendCounter", id, before, event, state, 0, nowNs);
  }

  // ---- actions

  @Override
  public void assignNumber(Firing firing) {
    // R4303-3.3.3-1
    number = firing.next;
  }

  @Override
  public void askRekey(Firing firing) {
    rekeyAsked = true;
  }

  @Override
  public void auditExhausted(Firing firing) {
    // R4303-3.3.3-3
    exhaustionToAudit = true;
  }

  @Override
  public void refuseSend(Firing firing) {
    // R4303-3.3.3-2
    refusal = DropReason.SEQUENCE_EXHAUSTED;
  }

  private static boolean isBelow(long left, long right) {
    return left + Long.MIN_VALUE < right + Long.MIN_VALUE;
  }
}
