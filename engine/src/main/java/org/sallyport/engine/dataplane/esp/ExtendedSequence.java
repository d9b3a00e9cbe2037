// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.table.EsnActions;
import org.sallyport.engine.table.EsnEvent;
import org.sallyport.engine.table.EsnState;
import org.sallyport.engine.table.EsnTable;
import org.sallyport.engine.table.TraceSink;

/**
 * Which 64-bit number a received packet has, of which only the low half travels (RFC 4303 §2.2.1
 * and Appendix A2.2). Right whenever the sender's number lies in T - W + 1 … T - W + 2^32;
 * otherwise the ICV, which covers the high half, does not verify.
 *
 * <p>Holds nothing of a packet from one call to the next: two packets of one burst can not disturb
 * each other.
 */
public final class ExtendedSequence implements EsnActions<ExtendedSequence.Inference> {
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private final boolean extended;
  private final long id;
  private final TraceSink trace;
  private final Inference inference = new Inference();

  /** One packet: the high half of T, and that of the packet's number. */
  public static final class Inference {
    private long topHigh;
    private long high;

    private Inference() {}
  }

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
    inference.topHigh = (top >>> 32) & 0xFFFF_FFFFL;
    EsnActions.perform(row, this, inference);
    trace.transition("Esn", id, state, event, EsnTable.next(row), 0, nowNs);
    return (inference.high << 32) | low;
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

  // ---- actions

  @Override
  public void highIsZero(Inference inference) {
    inference.high = 0;
  }

  @Override
  public void highIsSame(Inference inference) {
    inference.high = inference.topHigh;
  }

  @Override
  public void highIsNext(Inference inference) {
    inference.high = next(inference.topHigh);
  }

  /**
   * After the last cycle there is none: as a number of that cycle it lies left of the window and is
   * refused there.
   */
  private static long next(long topHigh) {
    return topHigh == LOW_HALF ? topHigh : topHigh + 1;
  }

  @Override
  public void highIsPrevious(Inference inference) {
    inference.high = inference.topHigh - 1;
  }
}
