// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.child;

/**
 * A pair of Child SAs, one in each direction, as IKE knows it (RFC 7296 §1.2). It is itself: two
 * with equal terms are two. Its keys are not here: they go to the {@link ChildSaHost} once and are
 * zeroed.
 */
public final class ChildSa {
  private final long ikeSaId;
  private final String peerName;
  private final ChildTerms terms;

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
}
