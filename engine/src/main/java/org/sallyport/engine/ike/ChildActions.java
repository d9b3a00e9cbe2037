// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The actions on Child SAs (RFC 7296 §1.2, §1.4.1, §2.17). */
final class ChildActions {
  private final IkeContext context;

  ChildActions(IkeContext context) {
    this.context = context;
  }

  /** InstallChild: KEYMAT from the nonces of IKE_SA_INIT, both directions at once. */
  void installChild(Firing firing) {
    IkeSa sa = firing.sa();
    ClassifiedMessage.Authenticated authenticated = firing.message().authenticated();
    ClassifiedMessage.@Nullable ChildAgreement agreement = authenticated.child();
    if (agreement == null) {
      throw new IllegalStateException("the event says that there is a Child SA");
    }
    ChildSa child =
        new ChildSa(
            sa.id,
            authenticated.peer().name(),
            agreement.config(),
            agreement.mode(),
            agreement.proposal(),
            agreement.inboundSpi(),
            agreement.outboundSpi(),
            agreement.localSelectors(),
            agreement.remoteSelectors());
    Handshake handshake = sa.handshake();
    byte[] own = handshake.ownNonce().toArray();
    byte[] peers = handshake.peerNonce().toArray();
    ChildKeyMaterial material =
        KeySchedule.childKeys(
            sa.keys().prf(),
            child.proposal().suite(),
            sa.keys().material().d(),
            sa.initiator ? own : peers,
            sa.initiator ? peers : own);
    ChildSaHost.DirectionKeys byInitiator =
        new ChildSaHost.DirectionKeys(
            material.encryptionInitiator(), material.integrityInitiator());
    ChildSaHost.DirectionKeys byResponder =
        new ChildSaHost.DirectionKeys(
            material.encryptionResponder(), material.integrityResponder());
    ChildSaHost.DirectionKeys outbound = sa.initiator ? byInitiator : byResponder;
    ChildSaHost.DirectionKeys inbound = sa.initiator ? byResponder : byInitiator;
    context.keyLog.espSa(sa, child, outbound, inbound);
    context.children.install(child, outbound, inbound, sa.path(), firing.nowNs());
    material.destroy();
    sa.children.add(child);
  }

  /** UninstallChildren. */
  void uninstallChildren(IkeSa sa) {
    for (ChildSa child : sa.children) {
      context.children.uninstall(child);
    }
    sa.children.clear();
  }

  /** UninstallNamedChildren: those of them that are still there. */
  void uninstallNamedChildren(Firing firing) {
    IkeSa sa = firing.sa();
    List<ChildSa> named = firing.message().namedChildren().children();
    for (ChildSa child : named) {
      if (sa.children.remove(child)) {
        context.children.uninstall(child);
      }
    }
  }

  /** SendDeleteChildRequest. */
  void sendDeleteChildRequest(Firing firing) {
    for (ChildSa child : firing.message().namedChildren().children()) {
      firing.sa().exchange.enqueue(new Request(Request.Kind.DELETE_CHILD, child.inboundSpi()));
    }
  }
}
