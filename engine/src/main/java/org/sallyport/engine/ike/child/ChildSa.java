// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.child;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.DirectionKeys;
import org.sallyport.engine.dataplane.sad.SpiNamed;
import org.sallyport.engine.ike.keys.ChildKeyMaterial;

/**
 * A pair of Child SAs, one in each direction, as IKE knows it (RFC 7296 §1.2). It is itself: two
 * with equal terms are two. Its keys are here until the data plane has both directions.
 */
public final class ChildSa implements SpiNamed {
  private final PeerConfig peer;
  private final ChildTerms terms;
  private @Nullable ChildKeyMaterial material;
  private boolean initiator;
  private boolean sentOn = true;
  private long createdNs;
  private long heardNs = Long.MIN_VALUE;

  /** A pair that is not installed yet. */
  public ChildSa(PeerConfig peer, ChildTerms terms) {
    this.peer = peer;
    this.terms = terms;
  }

  public PeerConfig peer() {
    return peer;
  }

  public ChildTerms terms() {
    return terms;
  }

  /** How the configuration calls it. */
  public String name() {
    return terms.config().name();
  }

  /** What names it: the SPI of packets to us. */
  @Override
  public int spi() {
    return terms.inboundSpi();
  }

  /** The SPI of packets to us. */
  public int inboundSpi() {
    return terms.inboundSpi();
  }

  /** The SPI of packets to the peer. */
  public int outboundSpi() {
    return terms.outboundSpi();
  }

  /** When it was installed, on the platform's clock. */
  public long createdNs() {
    return createdNs;
  }

  /** When a packet of it last proved authentic; {@link Long#MIN_VALUE} for never. */
  long heardNs() {
    return heardNs;
  }

  /** Whether packets to the peer may go on it: until its deletion begins. */
  public boolean isSentOn() {
    return sentOn;
  }

  /** Its deletion begins. */
  void withdrawn() {
    sentOn = false;
  }

  void installed(long nowNs) {
    createdNs = nowNs;
  }

  void heard(long nowNs) {
    heardNs = nowNs;
  }

  /**
   * KEYMAT is there.
   *
   * @param isInitiator whether we began the exchange that made it
   */
  void keyed(ChildKeyMaterial fresh, boolean isInitiator) {
    material = fresh;
    initiator = isInitiator;
  }

  /** The keys of what the peer sends. */
  DirectionKeys inboundKeys() {
    return material().sentBy(!initiator);
  }

  /** The keys of what we send. */
  DirectionKeys outboundKeys() {
    return material().sentBy(initiator);
  }

  void destroyKeys() {
    if (material != null) {
      material.destroy();
      material = null;
    }
  }

  private ChildKeyMaterial material() {
    ChildKeyMaterial present = material;
    if (present == null) {
      throw new IllegalStateException("a direction is installed once, and while there are keys");
    }
    return present;
  }
}
