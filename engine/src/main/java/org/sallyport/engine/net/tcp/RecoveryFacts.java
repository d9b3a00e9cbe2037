// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.table.TcpRecoveryAnnouncementDecision;
import org.sallyport.engine.table.TcpRecoveryDuplicateAckDecision;
import org.sallyport.engine.table.TcpRecoveryNewTextDecision;
import org.sallyport.engine.table.TcpRecoveryTransmissionDecision;

/**
 * Facts about what a connection has under way. It reads numbers, never the state; what they mean is
 * in {@code TcpRecoveryDecisions.tla}. Reused for every event.
 */
final class RecoveryFacts
    implements TcpRecoveryNewTextDecision.Facts,
        TcpRecoveryDuplicateAckDecision.Facts,
        TcpRecoveryAnnouncementDecision.Facts,
        TcpRecoveryTransmissionDecision.Facts {
  private TcpConnection connection;
  private boolean wasShut;

  RecoveryFacts(TcpConnection noListener) {
    this.connection = noListener;
  }

  /** From now on questions are about this connection. */
  RecoveryFacts of(TcpConnection owner) {
    connection = owner;
    return this;
  }

  /** The same, and the peer has announced a window. */
  RecoveryFacts of(TcpConnection owner, boolean shutBefore) {
    wasShut = shutBefore;
    return of(owner);
  }

  @Override
  public boolean recoverCovered() {
    return connection.congestion.pastRecover(connection.unacknowledged) >= 0;
  }

  @Override
  public boolean recoverPassed() {
    return connection.congestion.pastRecover(connection.unacknowledged) > 0;
  }

  @Override
  public boolean atThreshold() {
    return connection.congestion.atThreshold();
  }

  @Override
  public boolean thirdInRow() {
    return connection.congestion.thirdInRow();
  }

  @Override
  public boolean windowShut() {
    return connection.peerWindow == 0;
  }

  @Override
  public boolean wasShut() {
    return wasShut;
  }

  @Override
  public boolean somethingWaits() {
    return connection.somethingWaits();
  }
}
