// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.Computation;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.table.HthEvent;

/** Computes the public value of an initiator: one multiplication. */
final class KeyPairJob implements Computation {
  private final PeerConfig peer;
  private final Handshake handshake;
  private final KeyExchange own;
  private boolean done;

  /**
   * The job for the handshake's present key exchange.
   *
   * @param peer with which the IKE SA is opened
   */
  KeyPairJob(PeerConfig peer, Handshake handshake) {
    this.peer = peer;
    this.handshake = handshake;
    own = handshake.keyExchange();
  }

  @Override
  public void step() {
    own.computePublicValue();
    done = true;
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public boolean isOurs() {
    return true;
  }

  @Override
  public @Nullable Incoming request() {
    return null;
  }

  @Override
  public ClassifiedMessage classify() {
    return ClassifiedMessage.of(HthEvent.KEY_PAIR_READY, new InitDetails.Opening(peer, handshake));
  }

  @Override
  public void destroy() {
    own.destroy();
  }
}
