// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.table.TcpStrayDecision;

/** Facts about a segment that belongs to no connection. Reused for every segment. */
final class StrayFacts extends FlagFacts implements TcpStrayDecision.Facts {
  private final TcpLimits limits;
  private final ConnectionTable table;
  private final TcpClock clock;
  private final TcpMachine machine;
  private TcpConnection flow;
  private int listener;
  private long nowNs;

  StrayFacts(
      IncomingSegment segment,
      TcpLimits limits,
      ConnectionTable table,
      TcpClock clock,
      TcpMachine machine,
      TcpConnection noListener) {
    super(segment);
    this.limits = limits;
    this.table = table;
    this.clock = clock;
    this.machine = machine;
    this.flow = noListener;
  }

  /**
   * From now on questions are about the segment that was read and this flow.
   *
   * @param listenerIndex the listener on the port, below zero for none
   */
  StrayFacts of(TcpConnection described, int listenerIndex, long timeNs) {
    flow = described;
    listener = listenerIndex;
    nowNs = timeNs;
    return this;
  }

  @Override
  public boolean opens() {
    return hasSyn() && !hasAck() && !hasFin();
  }

  @Override
  public boolean listening() {
    return listener >= 0;
  }

  @Override
  public boolean backlogRoom() {
    return machine.halfOpen() < limits.halfOpen();
  }

  @Override
  public boolean blockFree() {
    return table.freeCount() > 0 || table.restingLongest(clock) != null;
  }

  @Override
  public boolean cookieValid() {
    return machine.cookieSegment(flow, nowNs) >= 0;
  }
}
