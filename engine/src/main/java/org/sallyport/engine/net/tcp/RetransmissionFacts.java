// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.table.TcpRecoveryState;
import org.sallyport.engine.table.TcpRetransmissionTimerDecision;

/** Facts about a connection whose retransmission timer has run out. Reused for every one. */
final class RetransmissionFacts implements TcpRetransmissionTimerDecision.Facts {
  private final TcpTimers timers;
  private TcpConnection connection;

  RetransmissionFacts(TcpTimers timers, TcpConnection noListener) {
    this.timers = timers;
    this.connection = noListener;
  }

  /** From now on questions are about this connection. */
  RetransmissionFacts of(TcpConnection owner) {
    connection = owner;
    return this;
  }

  @Override
  public boolean persisting() {
    return connection.congestion.state == TcpRecoveryState.PERSIST;
  }

  @Override
  public boolean triesRemain() {
    return connection.tries
        < (connection.synAcknowledged() ? timers.textTries() : timers.synTries());
  }
}
