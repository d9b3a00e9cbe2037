// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.sa;

import java.util.List;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.child.ChildSa;
import org.sallyport.engine.ike.child.ChildTerms;
import org.sallyport.engine.ike.path.PeerPath;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.port.BudgetedLog;
import org.sallyport.engine.port.OperatorLog;
import org.sallyport.engine.port.OperatorLog.Level;

/**
 * What the operator reads about IKE: what happened, with whom, what to do. Never keys. Each kind of
 * entry that needs no authenticated peer has a budget.
 */
public final class Audit {
  private final OperatorLog log;
  private final BudgetedLog<Kind> budgeted;

  /** What needs no authenticated peer. */
  private enum Kind {
    INIT_REFUSED,
    REFUSED,
    AUTH_FAILED,
    HALF_OPEN_EXPIRED,
    UNAUTHENTICATED
  }

  public Audit(OperatorLog log) {
    this.log = log;
    this.budgeted = new BudgetedLog<>(log, Kind.values());
  }

  /**
   * @param peer who it proved to be
   */
  public void established(Firing firing, PeerConfig peer) {
    IkeSa sa = firing.sa();
    StringBuilder text = new StringBuilder("established as ");
    text.append(sa.isInitiator() ? "initiator" : "responder");
    text.append(", ").append(peer.localId()).append(" with ").append(peer.remoteId());
    PeerPath path = firing.path();
    text.append(", ").append(path.local()).append(" to ").append(path.remote());
    text.append(", ").append(sa.proposalOrNull());
    for (ChildSa child : sa.children().all()) {
      append(text, child.terms());
    }
    entry(Level.INFO, firing, text.toString());
  }

  private static void append(StringBuilder text, ChildTerms child) {
    text.append("; child ").append(child.config().name());
    text.append(' ').append(child.mode()).append(' ').append(child.proposal());
    text.append(", SPIs ").append(Integer.toHexString(child.inboundSpi())).append(" in, ");
    text.append(Integer.toHexString(child.outboundSpi())).append(" out, ");
    appendSelectors(text, child.localSelectors());
    text.append(" to ");
    appendSelectors(text, child.remoteSelectors());
  }

  private static void appendSelectors(StringBuilder text, List<AddressRange> selectors) {
    for (int i = 0; i < selectors.size(); i++) {
      text.append(i == 0 ? "" : " and ").append(TrafficSelectors.text(selectors.get(i)));
    }
  }

  public void childRefused(Firing firing) {
    entry(Level.WARNING, firing, firing.message().reason());
  }

  public void refused(Firing firing) {
    warn(Kind.REFUSED, firing, "refused: ", firing.message().reason());
  }

  public void initRefused(Firing firing) {
    if (budgeted.admits(Kind.INIT_REFUSED, firing.nowNs())) {
      budgeted.entry(
          Kind.INIT_REFUSED,
          Level.WARNING,
          firing.incoming().remote().toString(),
          "IKE_SA_INIT refused: " + firing.message().reason(),
          firing.nowNs());
    }
  }

  public void authFailed(Firing firing) {
    warn(Kind.AUTH_FAILED, firing, "authentication failed: ", firing.message().reason());
  }

  public void peerDead(Firing firing) {
    entry(
        Level.ERROR,
        firing,
        "no answer from "
            + firing.sa().path().remote()
            + "; is it reachable, and do UDP 500 and 4500 pass?");
  }

  public void halfOpenExpired(Firing firing) {
    warn(Kind.HALF_OPEN_EXPIRED, firing, "the initiator did not authenticate in time", "");
  }

  public void deleted(Firing firing) {
    String why = firing.message().reason();
    entry(Level.INFO, firing, why.isEmpty() ? "closed" : "closed: " + why);
  }

  public void unauthenticated(Firing firing) {
    String reason = firing.message().reason();
    warn(Kind.UNAUTHENTICATED, firing, "ignored, it is not authenticated: ", reason);
  }

  private void warn(Kind kind, Firing firing, String what, String why) {
    if (budgeted.admits(kind, firing.nowNs())) {
      budgeted.entry(kind, Level.WARNING, firing.peerName(), what + why, firing.nowNs());
    }
  }

  private void entry(Level level, Firing firing, String text) {
    log.entry(level, firing.peerName(), text, firing.nowNs());
  }
}
