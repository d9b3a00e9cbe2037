// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.ike.message.MessageWriter;
import org.sallyport.engine.ike.negotiate.IkeProposals;
import org.sallyport.engine.ike.path.NatDetection;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.KeyExchangePayload;
import org.sallyport.engine.wire.ike.NoncePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/** IKE_SA_INIT, payload by payload in the order of RFC 7296 §1.2 and appendix C. */
public final class InitMessages {
  private final MessageWriter writer;
  private final Digest sha1;

  public InitMessages(MessageWriter writer, Digest sha1) {
    this.writer = writer;
    this.sha1 = sha1;
  }

  /** HDR, [N(COOKIE),] SAi1, KEi, Ni, N(NAT detection). */
  OctetString request(IkeSa sa, PeerConfig peer, Handshake handshake, long messageId) {
    List<IkePayload> payloads = new ArrayList<>();
    OctetString cookie = handshake.cookie();
    if (cookie != null) {
      payloads.add(NotifyPayload.of(NotifyType.COOKIE, cookie));
    }
    payloads.add(IkeProposals.offer(peer.ikeProposals()));
    addKeyAndNonce(handshake, payloads);
    addNatDetection(sa, 0, peer.forceUdpEncapsulation(), payloads);
    return writer.clear(
        new MessageWriter.Header(
            sa.initiatorSpi(), 0, ExchangeType.IKE_SA_INIT.number(), true, false, messageId),
        payloads);
  }

  /** HDR, SAr1, KEr, Nr, N(NAT detection). */
  OctetString response(
      IkeSa sa, Handshake handshake, IkeProposals.Choice choice, boolean untrueSource) {
    List<IkePayload> payloads = new ArrayList<>();
    payloads.add(IkeProposals.answer(choice));
    addKeyAndNonce(handshake, payloads);
    addNatDetection(sa, sa.responderSpi(), untrueSource, payloads);
    return writer.clear(
        new MessageWriter.Header(
            sa.initiatorSpi(),
            sa.responderSpi(),
            ExchangeType.IKE_SA_INIT.number(),
            false,
            true,
            0),
        payloads);
  }

  private static void addKeyAndNonce(Handshake handshake, List<IkePayload> payloads) {
    payloads.add(
        new KeyExchangePayload(
            handshake.keyExchange().method().id(),
            OctetString.of(handshake.keyExchange().publicValue())));
    payloads.add(new NoncePayload(handshake.ownNonce()));
  }

  private void addNatDetection(
      IkeSa sa, long responderSpi, boolean untrueSource, List<IkePayload> payloads) {
    // R7296-2.23-5
    payloads.add(
        NatDetection.source(
            sha1, sa.initiatorSpi(), responderSpi, sa.path().local(), untrueSource));
    payloads.add(
        NatDetection.destination(sha1, sa.initiatorSpi(), responderSpi, sa.path().remote()));
  }
}
