package org.sallyport.engine.ike;

import java.util.List;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.port.OperatorLog;
import org.sallyport.engine.port.OperatorLog.Level;
import org.sallyport.engine.sa.TrafficSelectors;
import org.sallyport.engine.wire.ike.TrafficSelector.AddressRange;

/** What the operator reads about IKE: what happened, with whom, what to do. Never keys. */
final class Audit {
  private final OperatorLog log;

  Audit(OperatorLog log) {
    this.log = log;
  }

  void established(IkeSa sa, long nowNs) {
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
    entry(Level.INFO, sa, text.toString(), nowNs);
  }

  private static void appendSelectors(StringBuilder text, List<AddressRange> selectors) {
    for (int i = 0; i < selectors.size(); i++) {
      text.append(i == 0 ? "" : " and ").append(TrafficSelectors.text(selectors.get(i)));
    }
  }

  void childRefused(IkeSa sa, long nowNs) {
    entry(Level.WARNING, sa, sa.finding.reason(), nowNs);
  }

  void refused(IkeSa sa, long nowNs) {
    entry(Level.WARNING, sa, "refused: " + sa.finding.reason(), nowNs);
  }

  void initRefused(IkeSa sa, long nowNs) {
    String from = sa.incoming().remote().toString();
    log.entry(Level.WARNING, from, "IKE_SA_INIT refused: " + sa.finding.reason(), nowNs);
  }

  void authenticationFailed(IkeSa sa, long nowNs) {
    entry(Level.WARNING, sa, "authentication failed: " + sa.finding.reason(), nowNs);
  }

  void peerDead(IkeSa sa, long nowNs) {
    entry(
        Level.ERROR,
        sa,
        "no answer from " + sa.remote + "; is it reachable, and do UDP 500 and 4500 pass?",
        nowNs);
  }

  void halfOpenExpired(IkeSa sa, long nowNs) {
    entry(Level.WARNING, sa, "the initiator sent no IKE_AUTH in time", nowNs);
  }

  void deleted(IkeSa sa, long nowNs) {
    String why = sa.finding.reason();
    entry(Level.INFO, sa, why.isEmpty() ? "closed" : "closed: " + why, nowNs);
  }

  void unauthenticated(IkeSa sa, long nowNs) {
    entry(Level.WARNING, sa, "ignored, nobody vouches for it: " + sa.finding.reason(), nowNs);
  }

  private void entry(Level level, IkeSa sa, String text, long nowNs) {
    log.entry(level, sa.peerName(), text, nowNs);
  }
}
