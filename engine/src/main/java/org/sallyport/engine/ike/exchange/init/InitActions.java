// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import java.util.Arrays;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.ike.auth.PeerAuthorizations;
import org.sallyport.engine.ike.keys.IkeKeyMaterial;
import org.sallyport.engine.ike.keys.IkeKeys;
import org.sallyport.engine.ike.keys.KeyLogLines;
import org.sallyport.engine.ike.keys.KeySchedule;
import org.sallyport.engine.ike.keys.NoncePair;
import org.sallyport.engine.ike.message.OutgoingMessage;
import org.sallyport.engine.ike.sa.Firing;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.wire.OctetString;

/** The actions that lead from nothing to keys (RFC 7296 §1.2, §2.6, §2.14, §2.23). */
public final class InitActions {
  private final CryptoLibrary crypto;
  private final EntropySource entropy;
  private final IkeSaTable table;
  private final PeerAuthorizations peers;
  private final InitMessages messages;
  private final KeyLogLines keyLog;

  public InitActions(
      CryptoLibrary crypto,
      EntropySource entropy,
      IkeSaTable table,
      PeerAuthorizations peers,
      InitMessages messages,
      KeyLogLines keyLog) {
    this.crypto = crypto;
    this.entropy = entropy;
    this.table = table;
    this.peers = peers;
    this.messages = messages;
    this.keyLog = keyLog;
  }

  /** StartKeyExchange: SPI, nonce and a private value of the method that we prefer. */
  public void startKeyExchange(Firing firing) {
    IkeSa sa = firing.sa();
    PeerConfig peer = InitDetails.Initiation.of(firing.message()).peer();
    sa.setInitiatorSpi(table.drawSpi(entropy));
    KeyExchange own = crypto.keyExchange(peer.ikeProposals().get(0).keyExchange(), entropy);
    Handshake handshake = new Handshake(true, NoncePair.draw(entropy), own);
    sa.setHandshake(handshake);
    table.register(sa);
    sa.submit(new KeyPairJob(peer, handshake), firing.nowNs());
  }

  public void sendInitRequest(Firing firing) {
    IkeSa sa = firing.sa();
    InitDetails.Opening opening = InitDetails.Opening.of(firing.message());
    sa.window().enqueue(new InitRequest(messages, sa, opening.peer(), opening.handshake()));
  }

  /** RestartInitWithCookie: the same request, the cookie first (RFC 7296 §2.6). */
  public void restartInitWithCookie(Firing firing) {
    // R7296-2.6-2
    InitDetails.CookieDemanded demand = InitDetails.CookieDemanded.of(firing.message());
    demand.handshake().restartWith(demand.cookie());
    restart(firing);
  }

  /** ChangeGroup: a private value of the wanted method (RFC 7296 §1.2). */
  public void changeGroup(Firing firing) {
    InitDetails.GroupDemanded demand = InitDetails.GroupDemanded.of(firing.message());
    demand.handshake().restartWith(crypto.keyExchange(demand.method(), entropy));
    firing.sa().submit(new KeyPairJob(demand.peer(), demand.handshake()), firing.nowNs());
  }

  /** RestartInitWithGroup: the same request with the new public value. */
  public void restartInitWithGroup(Firing firing) {
    restart(firing);
  }

  private static void restart(Firing firing) {
    firing.sa().window().rewriteOutstanding();
    firing.post(ExchangeEvent.RESTART_REQUESTED);
  }

  public void agreeAsInitiator(Firing firing) {
    InitDetails.Answered answered = InitDetails.Answered.of(firing.message());
    firing
        .sa()
        .submit(new SharedSecretJob(answered.handshake(), answered.terms(), false), firing.nowNs());
  }

  /** AgreeAsResponder: SPI, nonce and a private value of the method that was chosen. */
  public void agreeAsResponder(Firing firing) {
    IkeSa sa = firing.sa();
    InitTerms terms = InitTerms.of(firing.message());
    KeyExchange own = crypto.keyExchange(terms.choice().proposal().keyExchange(), entropy);
    Handshake handshake = new Handshake(false, NoncePair.draw(entropy), own);
    sa.setHandshake(handshake);
    sa.setResponderSpi(table.drawSpi(entropy));
    table.register(sa);
    sa.submit(new SharedSecretJob(handshake, terms, true), firing.nowNs());
  }

  /** DeriveIkeKeys: SKEYSEED, the seven keys, and where the peer is reached from now on. */
  public void deriveIkeKeys(Firing firing) {
    IkeSa sa = firing.sa();
    InitAgreement agreement = InitAgreement.of(firing.message());
    InitTerms terms = agreement.terms();
    if (sa.isInitiator()) {
      sa.setResponderSpi(terms.message().responderSpi());
    }
    agreement.handshake().accepted(terms.message().octets(), terms.nonce());
    IkeProposal proposal = terms.choice().proposal();
    IkeKeyMaterial material = derive(sa, agreement, crypto.prf(proposal.prf()));
    keyLog.ikeSa(sa.initiatorSpi(), sa.responderSpi(), proposal, material);
    sa.setKeys(proposal, IkeKeys.load(crypto, entropy, proposal, material, sa.isInitiator()));
    sa.path().detect(firing, terms.nat(), isEncapsulationForced(sa));
  }

  private static IkeKeyMaterial derive(IkeSa sa, InitAgreement agreement, Prf prf) {
    NoncePair nonces = agreement.handshake().nonces();
    byte[] initiatorNonce = nonces.initiator().toArray();
    byte[] responderNonce = nonces.responder().toArray();
    byte[] seed = KeySchedule.seed(prf, initiatorNonce, responderNonce, agreement.sharedSecret());
    IkeKeyMaterial material =
        KeySchedule.ikeKeys(
            prf,
            agreement.terms().choice().proposal().suite(),
            seed,
            initiatorNonce,
            responderNonce,
            sa.initiatorSpi(),
            sa.responderSpi());
    Arrays.fill(seed, (byte) 0);
    Arrays.fill(agreement.sharedSecret(), (byte) 0);
    return material;
  }

  /** ReleasePrivateValue: what was computed with it is all that is needed from now on. */
  public static void releasePrivateValue(Firing firing) {
    InitAgreement.of(firing.message()).handshake().releasePrivateValue();
  }

  /** SendInitResponse: kept for retransmissions, and AUTH covers it. */
  public void sendInitResponse(Firing firing) {
    IkeSa sa = firing.sa();
    InitAgreement agreement = InitAgreement.of(firing.message());
    OctetString message =
        messages.response(
            sa, agreement.handshake(), agreement.terms().choice(), isEncapsulationForced(sa));
    agreement.handshake().sent(message);
    firing.respond(OutgoingMessage.of(message));
  }

  private boolean isEncapsulationForced(IkeSa sa) {
    return peers.forcesUdpEncapsulation(sa.peerOrNull(), sa.path().local(), sa.path().remote());
  }
}
