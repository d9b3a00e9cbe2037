// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.PeerPathState;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/**
 * The data of one IKE SA: what the TCB of a handshake task refers to. It holds data only; {@link
 * HthTask} and {@link ExchangeTask} change it, and only as the rows of their tables say.
 */
final class IkeSa {
  private static final Endpoint NOWHERE = new Endpoint(IpAddress.ANY_IPV4, 0);

  /** The task whose data this is, as its pool numbers it. */
  int task;

  /** Its number within this engine, from 1 and never used again; 0 while idle. */
  long id;

  HthState state = HthState.IDLE;
  long stateSinceNs;
  boolean initiator;
  long initiatorSpi;
  long responderSpi;
  Endpoint local = NOWHERE;
  Endpoint remote = NOWHERE;
  boolean udpEncapsulation;

  /** How the machine {@code PeerPath} stands. */
  PeerPathState pathState = PeerPathState.DETECTING;

  /** Between which ends the answer to the last request goes; not always the path. */
  Endpoint answerFrom = NOWHERE;

  Endpoint answerTo = NOWHERE;

  private @Nullable PeerConfig peer;
  private IkeProposals.@Nullable Choice choice;
  private @Nullable Handshake handshake;
  private @Nullable IkeKeys keys;

  final ExchangeData exchange = new ExchangeData();
  final List<ChildSa> children = new ArrayList<>();

  /**
   * Digest of the IKE_SA_INIT request that a responder answered, and of where it came from; else
   * empty.
   */
  OctetString initOrigin = OctetString.EMPTY;

  boolean reclaimable;

  /** What other IKE SAs have for this one, until its task has its turn. */
  final Deque<ClassifiedMessage> inbox = new ArrayDeque<>();

  /** The SPI by which messages to us name this IKE SA. */
  long ownSpi() {
    return initiator ? initiatorSpi : responderSpi;
  }

  /** The SPI by which the peer knows it; 0 while unknown. */
  long peerSpi() {
    return initiator ? responderSpi : initiatorSpi;
  }

  /** How ESP reaches the peer. */
  ChildSaHost.Path path() {
    return new ChildSaHost.Path(local, remote, udpEncapsulation);
  }

  /** The peer's configuration, or null while it is unknown. */
  @Nullable PeerConfig peerOrNull() {
    return peer;
  }

  /** The peer's configuration, once it is known. */
  PeerConfig peer() {
    return present(peer, "peer");
  }

  void setPeer(PeerConfig known) {
    peer = known;
  }

  /** How logs call the peer. */
  String peerName() {
    PeerConfig known = peer;
    return known == null ? remote.toString() : known.name();
  }

  /** The algorithms, or null while they are not negotiated. */
  @Nullable IkeProposal proposalOrNull() {
    IkeProposals.Choice made = choice;
    return made == null ? null : made.proposal();
  }

  /** The negotiated algorithms. */
  IkeProposals.Choice choice() {
    return present(choice, "proposal");
  }

  void setChoice(IkeProposals.Choice made) {
    choice = made;
  }

  /** What the handshake needs, or null when none is going on. */
  @Nullable Handshake handshakeOrNull() {
    return handshake;
  }

  /** What the handshake needs. */
  Handshake handshake() {
    return present(handshake, "handshake");
  }

  void setHandshake(Handshake started) {
    handshake = started;
  }

  /** The keys, or null when there are none yet or any more. */
  @Nullable IkeKeys keysOrNull() {
    return keys;
  }

  IkeKeys keys() {
    return present(keys, "keys");
  }

  void setKeys(IkeKeys derived) {
    keys = derived;
  }

  /** The Child SA with this inbound SPI, or null. */
  @Nullable ChildSa childByInboundSpi(int spi) {
    for (ChildSa child : children) {
      if (child.inboundSpi() == spi) {
        return child;
      }
    }
    return null;
  }

  /** The Child SA with this outbound SPI, or null. */
  @Nullable ChildSa childByOutboundSpi(int spi) {
    for (ChildSa child : children) {
      if (child.outboundSpi() == spi) {
        return child;
      }
    }
    return null;
  }

  /** Zeroes what only the handshake needed. */
  void releaseHandshake() {
    if (handshake != null) {
      handshake.destroy();
      handshake = null;
    }
  }

  /** Zeroes every key; what waited to be sealed with them waits no more. */
  void releaseKeys() {
    releaseHandshake();
    if (keys != null) {
      keys.destroy();
      keys = null;
    }
    exchange.queue.clear();
  }

  /** As a task in its pool has it. */
  void reset() {
    releaseKeys();
    id = 0;
    state = HthState.IDLE;
    initiator = false;
    initiatorSpi = 0;
    responderSpi = 0;
    local = NOWHERE;
    remote = NOWHERE;
    udpEncapsulation = false;
    pathState = PeerPathState.DETECTING;
    answerFrom = NOWHERE;
    answerTo = NOWHERE;
    peer = null;
    choice = null;
    exchange.reset();
    children.clear();
    initOrigin = OctetString.EMPTY;
    reclaimable = false;
    inbox.clear();
  }

  private static <T> T present(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalStateException(
          "no " + what + ": a row asks for what its state does not have");
    }
    return value;
  }
}
