// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.child;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.ike.keys.ChildKeyMaterial;
import org.sallyport.engine.ike.keys.DirectionKeys;

/**
 * A pair of Child SAs, one in each direction, as IKE knows it (RFC 7296 §1.2). It is itself: two
 * with equal terms are two. Its keys are here until both directions are installed at the {@link
 * ChildSaHost}.
 */
public final class ChildSa {
  private final long ikeSaId;
  private final String peerName;
  private final ChildTerms terms;
  private @Nullable ChildKeyMaterial material;
  private boolean initiator;

  /**
   * @param ikeSaId the IKE SA that it belongs to
   * @param peerName the peer's configured name
   */
  public ChildSa(long ikeSaId, String peerName, ChildTerms terms) {
    this.ikeSaId = ikeSaId;
    this.peerName = peerName;
    this.terms = terms;
  }

  /** The IKE SA that it belongs to. */
  public long ikeSaId() {
    return ikeSaId;
  }

  /** The peer's configured name. */
  public String peerName() {
    return peerName;
  }

  /** What was agreed upon. */
  public ChildTerms terms() {
    return terms;
  }

  /** How the configuration calls it. */
  public String name() {
    return terms.config().name();
  }

  /** The SPI of packets to us. */
  public int inboundSpi() {
    return terms.inboundSpi();
  }

  /** The SPI of packets to the peer. */
  public int outboundSpi() {
    return terms.outboundSpi();
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

  /** Zeroes the keys that are still here. */
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
