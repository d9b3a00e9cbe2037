// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.IkeTimers.Deadline;
import org.sallyport.engine.ike.Request.Kind;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.HthActions;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.HthTable;

/**
 * Fires the machine {@code Hth}: the life of an IKE SA (RFC 7296). What the actions do in detail is
 * in their own classes, under the same names.
 */
final class HthTask implements HthActions<Firing> {
  private final IkeContext context;
  private final TimersConfig timers;
  private final HandshakeActions handshake;
  private final ResponseActions respond;
  private final ChildActions child;
  private final Audit audit;

  HthTask(IkeContext context, Messages messages) {
    this.context = context;
    this.timers = context.config.timers();
    this.handshake = new HandshakeActions(context, messages);
    this.respond = new ResponseActions(context, messages);
    this.child = new ChildActions(context);
    this.audit = context.audit;
  }

  /** The one way in which the machine moves. */
  void fire(Firing firing, ClassifiedMessage message) {
    IkeSa sa = firing.sa();
    long id = sa.id;
    HthState before = sa.state;
    int row = HthTable.row(before, message.event());
    firing.begin(message);
    context.counters.event(message.event());
    HthActions.perform(row, this, firing);
    sa.state = HthTable.next(row);
    if (sa.state != before) {
      sa.stateSinceNs = firing.nowNs();
    }
    context
        .ports
        .trace()
        .transition("Hth", id, before, message.event(), sa.state, message.known(), firing.nowNs());
  }

  // ---- requests: the machine Exchange sends them when the window lets it

  private static void ask(Firing firing, Kind kind) {
    firing.sa().exchange.enqueue(Request.of(kind));
  }

  @Override
  public void sendInitRequest(Firing firing) {
    ask(firing, Kind.INIT);
  }

  @Override
  public void restartInitWithCookie(Firing firing) {
    handshake.restartInitWithCookie(firing);
  }

  @Override
  public void restartInitWithGroup(Firing firing) {
    handshake.restartInitWithGroup(firing);
  }

  @Override
  public void sendAuthRequest(Firing firing) {
    ask(firing, Kind.AUTH);
  }

  @Override
  public void sendAuthFailedDelete(Firing firing) {
    ask(firing, Kind.DELETE_UNAUTHENTICATED);
  }

  @Override
  public void sendLivenessRequest(Firing firing) {
    // R7296-2.4-2
    ask(firing, Kind.LIVENESS);
  }

  @Override
  public void sendDeleteRequest(Firing firing) {
    ask(firing, Kind.DELETE_IKE);
  }

  @Override
  public void sendDeleteChildRequest(Firing firing) {
    child.sendDeleteChildRequest(firing);
  }

  @Override
  public void stopExchange(Firing firing) {
    firing.post(ExchangeEvent.STOP_REQUESTED);
  }

  // ---- answers

  @Override
  public void sendInitResponse(Firing firing) {
    respond.sendInitResponse(firing);
  }

  @Override
  public void sendCookie(Firing firing) {
    respond.sendCookie(firing);
  }

  @Override
  public void sendInvalidKe(Firing firing) {
    respond.sendInvalidKe(firing);
  }

  @Override
  public void sendNoProposalChosen(Firing firing) {
    respond.sendNoProposalChosen(firing);
  }

  @Override
  public void sendInvalidSyntaxInClear(Firing firing) {
    respond.sendInvalidSyntaxInClear(firing);
  }

  @Override
  public void sendUnsupportedCriticalInClear(Firing firing) {
    respond.sendUnsupportedCriticalInClear(firing);
  }

  @Override
  public void sendInvalidMajorVersion(Firing firing) {
    respond.sendInvalidMajorVersion(firing);
  }

  @Override
  public void sendAuthResponse(Firing firing) {
    respond.sendAuthResponse(firing);
  }

  @Override
  public void sendAuthResponseWithoutChild(Firing firing) {
    respond.sendAuthResponseWithoutChild(firing);
  }

  @Override
  public void sendAuthenticationFailed(Firing firing) {
    respond.sendAuthenticationFailed(firing);
  }

  @Override
  public void sendInvalidSyntax(Firing firing) {
    respond.sendInvalidSyntax(firing);
  }

  @Override
  public void sendUnsupportedCritical(Firing firing) {
    respond.sendUnsupportedCritical(firing);
  }

  @Override
  public void sendEmptyResponse(Firing firing) {
    respond.sendEmptyResponse(firing);
  }

  @Override
  public void sendDeleteChildResponse(Firing firing) {
    respond.sendDeleteChildResponse(firing);
  }

  @Override
  public void sendNoAdditionalSas(Firing firing) {
    respond.sendNoAdditionalSas(firing);
  }

  @Override
  public void sendTemporaryFailure(Firing firing) {
    respond.sendTemporaryFailure(firing);
  }

  // ---- keys and Child SAs

  @Override
  public void startKeyExchange(Firing firing) {
    handshake.startKeyExchange(firing.sa());
  }

  @Override
  public void deriveIkeKeys(Firing firing) {
    handshake.deriveIkeKeys(firing);
  }

  @Override
  public void installChild(Firing firing) {
    child.installChild(firing);
  }

  @Override
  public void uninstallChildren(Firing firing) {
    // R7296-2.4-3
    child.uninstallChildren(firing.sa());
  }

  @Override
  public void uninstallNamedChildren(Firing firing) {
    child.uninstallNamedChildren(firing);
  }

  @Override
  public void supersedeOthers(Firing firing) {
    handshake.supersedeOthers(firing);
  }

  @Override
  public void releaseHandshakeSecrets(Firing firing) {
    // R7296-2.12-1
    firing.sa().releaseHandshake();
  }

  @Override
  public void releaseKeys(Firing firing) {
    firing.sa().releaseKeys();
  }

  // ---- timers and the task

  @Override
  public void armHalfOpenExpiry(Firing firing) {
    armAfter(firing, Deadline.HALF_OPEN, timers.halfOpenExpiryNs());
    context.table.countHalfOpen(1);
  }

  @Override
  public void disarmHalfOpenExpiry(Firing firing) {
    context.timers.disarm(firing.sa(), Deadline.HALF_OPEN);
    context.table.countHalfOpen(-1);
  }

  @Override
  public void armLiveness(Firing firing) {
    watchLiveness(firing);
  }

  @Override
  public void restartLiveness(Firing firing) {
    watchLiveness(firing);
  }

  // An interval of zero means that silence is never probed; what is half open or lingers ends
  // whatever is configured.
  private void watchLiveness(Firing firing) {
    if (timers.livenessNs() > 0) {
      armAfter(firing, Deadline.LIVENESS, timers.livenessNs());
    }
  }

  @Override
  public void disarmLiveness(Firing firing) {
    context.timers.disarm(firing.sa(), Deadline.LIVENESS);
  }

  @Override
  public void armLinger(Firing firing) {
    armAfter(firing, Deadline.LINGER, timers.lingerNs());
  }

  private void armAfter(Firing firing, Deadline deadline, long intervalNs) {
    context.timers.arm(firing.sa(), deadline, firing.nowNs() + intervalNs);
  }

  @Override
  public void queueReclaim(Firing firing) {
    firing.sa().reclaimable = true;
    context.timers.resume(firing.sa());
  }

  @Override
  public void releaseTask(Firing firing) {
    context.table.release(firing.sa());
  }

  // ---- what the operator reads and what is counted

  @Override
  public void auditEstablished(Firing firing) {
    audit.established(firing);
  }

  @Override
  public void auditChildRefused(Firing firing) {
    audit.childRefused(firing);
  }

  @Override
  public void auditRefused(Firing firing) {
    audit.refused(firing);
  }

  @Override
  public void auditAuthFailed(Firing firing) {
    audit.authFailed(firing);
  }

  @Override
  public void auditPeerDead(Firing firing) {
    audit.peerDead(firing);
  }

  @Override
  public void auditHalfOpenExpired(Firing firing) {
    audit.halfOpenExpired(firing);
  }

  @Override
  public void auditDeleted(Firing firing) {
    audit.deleted(firing);
  }

  @Override
  public void auditUnauthenticated(Firing firing) {
    context.counters.drop(DropReason.UNAUTHENTICATED_NOTIFY);
    audit.unauthenticated(firing);
  }

  @Override
  public void countNoTask(Firing firing) {
    context.counters.drop(DropReason.NO_HANDSHAKE_TASK);
  }

  @Override
  public void dropNotAuthentic(Firing firing) {
    context.counters.drop(DropReason.NOT_AUTHENTIC);
  }

  @Override
  public void dropUnexpected(Firing firing) {
    context.counters.drop(DropReason.UNEXPECTED_MESSAGE);
  }

  /** Overtaken: there is nothing to do. */
  @Override
  public void ignoreStale(Firing firing) {}
}
