// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.crypto.DirectionKeys;
import org.sallyport.engine.wire.IpAddress;

/**
 * What the control plane has the data plane do with the SAD (RFC 4301 §4.4.2). Nothing is returned,
 * so that a command may as well be a message to another core: the control plane owns SPIs and room,
 * and what it asks for cannot fail. A Child SA is named by the SPI of its inbound direction. Its
 * directions come one after the other: a peer may send as soon as it has agreed, and while a
 * successor is made the old direction is sent on (RFC 7296 §2.8).
 */
public interface SadCommands {
  /**
   * Packets with this SPI are received from now on.
   *
   * @param inboundSpi one that the control plane has allocated and that no association has
   * @param keys of what the peer sends; copied, the caller zeroes its own
   * @param replayWindow numbers that the anti-replay window spans
   */
  void addInbound(
      int inboundSpi,
      AssociationParameters parameters,
      EspProposal proposal,
      DirectionKeys keys,
      int replayWindow);

  /**
   * The other direction of a Child SA that is received on already; nothing is sent on it yet.
   *
   * @param outboundSpi the peer's SPI
   * @param keys of what we send; copied, the caller zeroes its own
   */
  void addOutbound(
      int inboundSpi,
      int outboundSpi,
      AssociationParameters parameters,
      EspProposal proposal,
      DirectionKeys keys);

  /** Of the Child SAs of its policy this is the one that is sent on from now on. */
  void switchOutbound(int inboundSpi);

  /**
   * Nothing is sent on it any more; packets with its SPI are still received. One that is not there
   * or not sent on is not an error.
   */
  void withdrawOutbound(int inboundSpi);

  /**
   * No packet finds the Child SA any more. When none of a burst is left either, its keys are zeroed
   * and {@link SadEvents#removed} says so. One that is not there is not an error.
   */
  void remove(int inboundSpi);

  /**
   * The peer is reached differently from now on (RFC 7296 §2.23).
   *
   * @param local our outer address
   * @param peer the peer's, of the same family
   * @param encapsulation UDP ports around ESP, or null for plain protocol 50
   */
  void redirect(
      int inboundSpi, IpAddress local, IpAddress peer, @Nullable Encapsulation encapsulation);
}
