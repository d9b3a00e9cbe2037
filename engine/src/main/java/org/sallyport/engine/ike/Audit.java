// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.List;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.port.OperatorLog;
import org.sallyport.engine.port.OperatorLog.Level;

/** What the operator reads about IKE: what happened, with whom, what to do. Never keys. */
final class Audit {
  private final OperatorLog log;

  Audit(OperatorLog log) {
    this.log = log;
  }

  void established(Firing firing) {
    IkeSa sa = firing.sa();
    IkeProposal proposal = sa.proposalOrNull();
    StringBuilder text = new StringBuilder("established as ");
    text.append(sa.initiator ? "initiator" : "responder");
    text.append(", ").append(sa.peer().localId()).append(" with ").append(sa.peer().remoteId());
    text.append(", ").append(sa.local).append(" to ").append(sa.remote);
    text.append(", ").append(proposal);
    for (ChildSa child : sa.children) {
      text.append("; child ").append(child.config().name());
      text.append(' ').append(child.mode()).append(' ').append(child.proposal());
      text.append(", SPIs ").append(Integer.toHexString(child.inboundSpi())).append(" in, ");
      text.append(Integer.toHexString(child.outboundSpi())).append(" out, ");
      appendSelectors(text, child.localSelectors());
      text.append(" to ");
      appendSelectors(text, child.remoteSelectors());
    }
    entry(Level.INFO, firing, text.toString());
  }

  private static void appendSelectors(StringBuilder text, List<AddressRange> selectors) {
    for (int i = 0; i < selectors.size(); i++) {
      text.append(i == 0 ? "" : " and ").append(TrafficSelectors.text(selectors.get(i)));
    }
  }

  void childRefused(Firing firing) {
    entry(Level.WARNING, firing, firing.message().reason());
  }

  void refused(Firing firing) {
    entry(Level.WARNING, firing, "refused: " + firing.message().reason());
  }

  void initRefused(Firing firing) {
    String from = firing.incoming().remote().toString();
    log.entry(
        Level.WARNING, from, "IKE_SA_INIT refused: " + firing.message().reason(), firing.nowNs());
  }

  void authFailed(Firing firing) {
    entry(Level.WARNING, firing, "authentication failed: " + firing.message().reason());
  }

  void peerDead(Firing firing) {
    entry(
        Level.ERROR,
        firing,
        "no answer from "
            + firing.sa().remote
            + "; is it reachable, and do UDP 500 and 4500 pass?");
  }

  void halfOpenExpired(Firing firing) {
    entry(Level.WARNING, firing, "the initiator sent no IKE_AUTH in time");
  }

  void deleted(Firing firing) {
    String why = firing.message().reason();
    entry(Level.INFO, firing, why.isEmpty() ? "closed" : "closed: " + why);
  }

  void unauthenticated(Firing firing) {
    entry(Level.WARNING, firing, "ignored, it is not authenticated: " + firing.message().reason());
  }

  private void entry(Level level, Firing firing, String text) {
    log.entry(level, firing.sa().peerName(), text, firing.nowNs());
  }
}
