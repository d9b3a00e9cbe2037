// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.table.EsnAction;
import org.sallyport.engine.table.EsnEvent;
import org.sallyport.engine.table.EsnState;
import org.sallyport.engine.table.EsnTable;
import org.sallyport.engine.table.TraceSink;

/**
 * Which 64-bit number a received packet has, of which only the low half travels (RFC 4303 §2.2.1
 * and Appendix A2.2). Right whenever the sender's number lies in T - W + 1 … T - W + 2^32;
 * otherwise the ICV, which covers the high half, does not verify.
 *
 * <p>Holds nothing of a packet: two packets of one burst can not disturb each other.
 */
public final class ExtendedSequence {
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private final boolean extended;
  private final long id;
  private final TraceSink trace;

  /** For an association with or without extended numbers; its firings are not traced. */
  public ExtendedSequence(boolean extended) {
    this(extended, 0, TraceSink.NONE);
  }

  /**
   * For one association.
   *
   * @param extended whether it uses extended sequence numbers
   * @param id the association in the trace
   * @param trace takes every firing
   */
  public ExtendedSequence(boolean extended, long id, TraceSink trace) {
    this.extended = extended;
    this.id = id;
    this.trace = trace;
  }

  /** The packet's number, given the low half that came with it and the window as it stands now. */
  public long infer(int lowBits, ReplayWindow window, long nowNs) {
    // R4303-3.4.3-5
    return infer(lowBits & LOW_HALF, window.top(), window.size(), nowNs);
  }

  private long infer(long low, long top, int windowSize, long nowNs) {
    long edge = ((top & LOW_HALF) - windowSize + 1) & LOW_HALF;
    EsnEvent event = low >= edge ? EsnEvent.LOW_AT_OR_ABOVE_EDGE : EsnEvent.LOW_BELOW_EDGE;
    EsnState state = stateOf(top, windowSize);
    int row = EsnTable.row(state, event);
    long high = 0;
    for (int index = 0; index < EsnTable.actionCount(row); index++) {
      high = highHalf(EsnTable.action(row, index), (top >>> 32) & 0xFFFF_FFFFL);
    }
    trace.transition("Esn", id, state, event, EsnTable.next(row), 0, nowNs);
    return (high << 32) | low;
  }

  private EsnState stateOf(long top, int windowSize) {
    if (!extended) {
      return EsnState.OFF;
    }
    if ((top & LOW_HALF) >= windowSize - 1) {
      return EsnState.WITHIN_CYCLE;
    }
    return ((top >>> 32) & 0xFFFF_FFFFL) == 0 ? EsnState.SPANS_BEFORE_ZERO : EsnState.SPANS_CYCLES;
  }

  private static long highHalf(EsnAction action, long topHigh) {
    return switch (action) {
      case HIGH_IS_ZERO -> highIsZero();
      case HIGH_IS_SAME -> highIsSame(topHigh);
      case HIGH_IS_NEXT -> highIsNext(topHigh);
      case HIGH_IS_PREVIOUS -> highIsPrevious(topHigh);
    };
  }

  private static long highIsZero() {
    return 0;
  }

  private static long highIsSame(long topHigh) {
    return topHigh;
  }

  /**
   * After the last cycle there is none: as a number of that cycle it lies left of the window and is
   * refused there.
   */
  private static long highIsNext(long topHigh) {
    return topHigh == LOW_HALF ? topHigh : topHigh + 1;
  }

  private static long highIsPrevious(long topHigh) {
    return topHigh - 1;
  }
}
