// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.Arrays;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.HthEvent;

/** The actions that lead from nothing to keys (RFC 7296 §1.2, §2.6, §2.14, §2.23). */
final class HandshakeActions {
  private final IkeContext context;
  private final Messages messages;
  private final PeerPath path;

  HandshakeActions(IkeContext context, Messages messages) {
    this.context = context;
    this.messages = messages;
    this.path = new PeerPath(context);
  }

  /** StartKeyExchange: SPI, nonce and a key pair of the method that we prefer. */
  void startKeyExchange(IkeSa sa) {
    sa.initiatorSpi = context.ikeSpi();
    KeyExchange own =
        context.crypto.keyExchange(sa.peer().ikeProposals().get(0).keyExchange(), context.entropy);
    sa.setHandshake(new Handshake(context.nonce(), own));
    context.table.register(sa);
  }

  /** RestartInitWithCookie: the same request, the cookie first (RFC 7296 §2.6). */
  void restartInitWithCookie(Firing firing) {
    // R7296-2.6-2
    firing.sa().handshake().restartWith(firing.message().cookie().cookie());
    restart(firing);
  }

  /** RestartInitWithGroup: a key pair of the wanted method (RFC 7296 §1.2). */
  void restartInitWithGroup(Firing firing) {
    ClassifiedMessage.WantedGroup wanted = firing.message().wantedGroup();
    firing
        .sa()
        .handshake()
        .restartWith(context.crypto.keyExchange(wanted.method(), context.entropy));
    restart(firing);
  }

  private void restart(Firing firing) {
    IkeSa sa = firing.sa();
    sa.exchange.outstandingMessage = messages.initRequest(sa);
    firing.post(ExchangeEvent.RESTART_REQUESTED);
  }

  /** DeriveIkeKeys: SKEYSEED, the seven keys, and where the peer is reached from now on. */
  void deriveIkeKeys(Firing firing) {
    IkeSa sa = firing.sa();
    ClassifiedMessage.InitAgreement agreement = firing.message().initAgreement();
    sa.setChoice(agreement.choice());
    sa.responderSpi = agreement.responderSpi();
    rememberHandshake(sa, agreement);
    IkeProposal proposal = agreement.choice().proposal();
    Prf prf = context.crypto.prf(proposal.prf());
    byte[] initiatorNonce = agreement.initiatorNonce().toArray();
    byte[] responderNonce = agreement.responderNonce().toArray();
    byte[] seed = KeySchedule.seed(prf, initiatorNonce, responderNonce, agreement.sharedSecret());
    IkeKeyMaterial material =
        KeySchedule.ikeKeys(
            prf,
            proposal.suite(),
            seed,
            initiatorNonce,
            responderNonce,
            sa.initiatorSpi,
            sa.responderSpi);
    Arrays.fill(seed, (byte) 0);
    Arrays.fill(agreement.sharedSecret(), (byte) 0);
    context.keyLog.ikeSa(sa, proposal, material);
    sa.setKeys(IkeKeys.load(context.crypto, context.entropy, proposal, material, sa.initiator));
    path.detect(firing, agreement.nat(), isEncapsulationForced(context, sa));
    context.table.register(sa);
  }

  private static void rememberHandshake(IkeSa sa, ClassifiedMessage.InitAgreement agreement) {
    if (sa.initiator) {
      sa.handshake().accepted(agreement.message(), agreement.responderNonce());
    } else {
      Handshake handshake = new Handshake(agreement.responderNonce(), agreement.keyExchange());
      handshake.accepted(agreement.message(), agreement.initiatorNonce());
      sa.setHandshake(handshake);
    }
  }

  /**
   * Whether the configuration wants ESP in UDP even without a NAT; a responder does not know its
   * peer yet.
   */
  static boolean isEncapsulationForced(IkeContext context, IkeSa sa) {
    PeerConfig known = sa.peerOrNull();
    if (known != null) {
      return known.forceUdpEncapsulation();
    }
    for (PeerConfig peer : context.peersBetween(sa.local.address(), sa.remote.address())) {
      if (peer.forceUdpEncapsulation()) {
        return true;
      }
    }
    return false;
  }

  /** SupersedeOthers: the peer says that it knows no other IKE SA between us (RFC 7296 §2.4). */
  void supersedeOthers(Firing firing) {
    // R7296-2.4-4
    ClassifiedMessage.Authenticated authenticated = firing.message().authenticated();
    if (!authenticated.initialContact()) {
      return;
    }
    for (IkeSa other : context.table.withPeer(authenticated.peer())) {
      if (other != firing.sa()) {
        other.inbox.add(
            ClassifiedMessage.of(
                HthEvent.SUPERSEDED, "the peer has started anew (INITIAL_CONTACT)"));
        context.timers.resume(other);
      }
    }
  }
}
