// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.auth;

import java.util.List;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.child.ChildSa;
import org.sallyport.engine.ike.child.ChildSas;
import org.sallyport.engine.ike.child.ChildTerms;
import org.sallyport.engine.ike.exchange.init.InitAgreement;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.path.PeerPath;
import org.sallyport.engine.ike.sa.Firing;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/** The actions by which both ends prove who they are (RFC 7296 §1.2, §2.4, §2.15, §2.21.2). */
public final class AuthActions {
  private final IkeSaTable table;
  private final ChildSas children;

  public AuthActions(IkeSaTable table, ChildSas children) {
    this.table = table;
    this.children = children;
  }

  /** SendAuthRequest: with the first Child SA that is configured. */
  public void sendAuthRequest(Firing firing) {
    IkeSa sa = firing.sa();
    Handshake handshake = InitAgreement.of(firing.message()).handshake();
    PeerConfig peer = sa.peerOrNull();
    if (peer == null) {
      throw new IllegalStateException("an initiator knows its peer");
    }
    ChildConfig child = peer.firstChild();
    int childSpi = children.drawSpi();
    boolean initialContact = table.withPeer(peer).size() == 1;
    sa.window()
        .enqueue(
            new AuthRequest(
                sa,
                peer,
                handshake,
                child,
                childSpi,
                AuthMessages.request(peer, handshake, sa.keys(), initialContact, child, childSpi)));
  }

  /** SendAuthResponse and SendAuthResponseWithoutChild. */
  public void sendAuthResponse(Firing firing) {
    Authenticated authenticated = Authenticated.of(firing.message());
    firing.sa().setPeer(authenticated.peer());
    firing.respond(authenticated.answer());
  }

  public void sendAuthenticationFailed(Firing firing) {
    // R7296-2.21.2-1
    firing.respond(List.of(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED)));
  }

  /** InstallChild: the first Child SA is keyed from the nonces of IKE_SA_INIT. */
  public void installChild(Firing firing) {
    IkeSa sa = firing.sa();
    Authenticated authenticated = Authenticated.of(firing.message());
    ChildTerms terms = authenticated.child();
    if (terms == null) {
      throw new IllegalStateException("the event says that there is a Child SA");
    }
    ChildSa child = new ChildSa(authenticated.peer(), terms);
    sa.children().add(child, sa.keys(), authenticated.nonces(), sa.isInitiator());
    PeerPath path = firing.path();
    sa.children().logKeys(child, path);
    sa.children().installInbound(child, path, firing.nowNs());
    sa.children().installOutbound(child, path, firing.nowNs());
  }

  /** SupersedeOthers: the peer says that it knows no other IKE SA between us (RFC 7296 §2.4). */
  public void supersedeOthers(Firing firing) {
    // R7296-2.4-4
    Authenticated authenticated = Authenticated.of(firing.message());
    if (!authenticated.initialContact()) {
      return;
    }
    for (IkeSa other : table.withPeer(authenticated.peer())) {
      if (other != firing.sa()) {
        other.leave(
            ClassifiedMessage.of(
                HthEvent.SUPERSEDED, "the peer has started anew (INITIAL_CONTACT)"));
      }
    }
  }
}
