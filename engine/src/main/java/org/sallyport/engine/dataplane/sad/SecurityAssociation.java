// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.EspHeader;
import org.sallyport.engine.wire.IpAddress;

/**
 * One direction of an IPsec association (RFC 4301 §4.4.2): what it carries, between whom, how long,
 * and what has passed. The protocol that protects its packets is added by a subclass.
 */
public abstract class SecurityAssociation implements SpiNamed {
  private final int spi;
  private final AssociationParameters parameters;
  private final AssociationCounters counters = new AssociationCounters();
  private final SaLifetime lifetime;
  private IpAddress localAddress;
  private IpAddress peerAddress;
  private @Nullable Encapsulation encapsulation;
  private boolean destroyed;

  /**
   * For protocols.
   *
   * @param traceId this direction of the association in the trace of its lifetime
   */
  protected SecurityAssociation(
      int spi, AssociationParameters parameters, long traceId, TraceSink trace) {
    if (EspHeader.isReservedSpi(spi)) {
      throw new IllegalArgumentException("reserved SPI");
    }
    this.spi = spi;
    this.parameters = parameters;
    localAddress = parameters.localAddress();
    peerAddress = parameters.peerAddress();
    encapsulation = parameters.encapsulation();
    lifetime =
        new SaLifetime(parameters.lifetime(), parameters.createdNs(), counters, traceId, trace);
  }

  /** The SPI by which the control plane names its Child SA: that of the inbound direction. */
  public abstract int inboundSpi();

  /** The SPI, never below 256 (RFC 4303 §2.1); 32 bits as they lie. */
  @Override
  public final int spi() {
    return spi;
  }

  /** Tunnel or transport. */
  public final Mode mode() {
    return parameters.mode();
  }

  /** What IKE settled; addresses and ports may have changed since, see {@link #moveTo}. */
  public final AssociationParameters parameters() {
    return parameters;
  }

  public final SecurityPolicy policy() {
    return parameters.policy();
  }

  /** Whether a packet to the peer may pass (RFC 4301 §5.1). */
  public final boolean admitsOutbound(IpView flow) {
    return flow.isAdmittedOutbound(parameters.localSelectors(), parameters.remoteSelectors());
  }

  /** Whether a packet from the peer may pass (RFC 4301 §5.2). */
  public final boolean admitsInbound(IpView flow) {
    return flow.isAdmittedInbound(parameters.localSelectors(), parameters.remoteSelectors());
  }

  /** Our outer address. */
  public final IpAddress localAddress() {
    return localAddress;
  }

  /** The peer's outer address. */
  public final IpAddress peerAddress() {
    return peerAddress;
  }

  /** The UDP ports around ESP, or null for plain protocol 50. */
  public final @Nullable Encapsulation encapsulation() {
    return encapsulation;
  }

  /**
   * Follows a peer whose address or NAT mapping changed, once IKE has made sure (RFC 7296 §2.23).
   */
  public final void moveTo(IpAddress local, IpAddress peer, @Nullable Encapsulation ports) {
    if (local.length() != peer.length()) {
      throw new IllegalArgumentException("outer addresses of two families");
    }
    localAddress = local;
    peerAddress = peer;
    encapsulation = ports;
  }

  public final AssociationCounters counters() {
    return counters;
  }

  /** A packet enters, of which nothing is verified: NONE, or why it may not. */
  public final DropReason enter(long nowNs) {
    return lifetime.enter(nowNs);
  }

  /**
   * A packet, verified or about to be sealed, is to pass: NONE when it was counted, or why it may
   * not.
   *
   * @param octets of the inner packet
   */
  public final DropReason pass(int octets, long nowNs) {
    return lifetime.pass(octets, nowNs);
  }

  /** Reports, once each, that a packet reached a soft limit or found a hard one reached. */
  public final void reportLifetime(SadEvents events, long nowNs) {
    if (lifetime.takeSuccessorRequest()) {
      events.softLimit(inboundSpi(), nowNs);
    }
    if (lifetime.takeExpiryReport()) {
      events.hardLimit(inboundSpi(), nowNs);
    }
  }

  public final boolean isDestroyed() {
    return destroyed;
  }

  /** Zeroes the keys; from then on it is of no use. Calling it twice does no harm. */
  public final void destroy() {
    if (!destroyed) {
      destroyed = true;
      destroyKeys();
    }
  }

  protected abstract void destroyKeys();

  /** For logs: no keys. */
  @Override
  public final String toString() {
    return "esp "
        + Integer.toHexString(spi())
        + " "
        + mode()
        + " "
        + localAddress
        + " to "
        + peerAddress;
  }
}
