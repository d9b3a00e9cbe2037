// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.List;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.exchange.auth.AuthActions;
import org.sallyport.engine.ike.exchange.auth.Authenticated;
import org.sallyport.engine.ike.exchange.informational.InformationalActions;
import org.sallyport.engine.ike.exchange.init.InitActions;
import org.sallyport.engine.ike.exchange.init.InitRefusals;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.Notifications;
import org.sallyport.engine.ike.sa.Audit;
import org.sallyport.engine.ike.sa.Firing;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.ike.sa.SaTimers;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.HthActions;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.HthTable;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/**
 * Fires the machine {@code Hth}: the life of an IKE SA (RFC 7296). What the actions do in detail is
 * in their own classes, under the same names.
 */
final class HthTask implements HthActions<Firing> {
  private final IkeSaTable table;
  private final TimersConfig timers;
  private final IkeCounters counters;
  private final TraceSink trace;
  private final Audit audit;
  private final InitActions init;
  private final InitRefusals refuse;
  private final AuthActions auth;

  HthTask(
      IkeSaTable table,
      TimersConfig timers,
      IkeCounters counters,
      TraceSink trace,
      Audit audit,
      InitActions init,
      InitRefusals refuse,
      AuthActions auth) {
    this.table = table;
    this.timers = timers;
    this.counters = counters;
    this.trace = trace;
    this.audit = audit;
    this.init = init;
    this.refuse = refuse;
    this.auth = auth;
  }

  /** The one way in which the machine moves. */
  void fire(Firing firing, ClassifiedMessage message) {
    IkeSa sa = firing.sa();
    long id = sa.id();
    HthState before = sa.state();
    int row = HthTable.row(before, message.event());
    firing.begin(message);
    counters.event(message.event());
    HthActions.perform(row, this, firing);
    HthState next = HthTable.next(row);
    sa.moveTo(next, firing.nowNs());
    trace.transition("Hth", id, before, message.event(), next, message.known(), firing.nowNs());
  }

  // ---- requests: the machine Exchange sends them when the window lets it

  @Override
  public void sendInitRequest(Firing firing) {
    init.sendInitRequest(firing);
  }

  @Override
  public void restartInitWithCookie(Firing firing) {
    init.restartInitWithCookie(firing);
  }

  @Override
  public void restartInitWithGroup(Firing firing) {
    init.restartInitWithGroup(firing);
  }

  @Override
  public void sendAuthRequest(Firing firing) {
    auth.sendAuthRequest(firing);
  }

  @Override
  public void sendAuthFailedDelete(Firing firing) {
    InformationalActions.sendAuthFailedDelete(firing);
  }

  @Override
  public void sendLivenessRequest(Firing firing) {
    InformationalActions.sendLivenessRequest(firing);
  }

  @Override
  public void sendDeleteRequest(Firing firing) {
    InformationalActions.sendDeleteRequest(firing);
  }

  @Override
  public void sendDeleteChildRequest(Firing firing) {
    InformationalActions.sendDeleteChildRequest(firing);
  }

  @Override
  public void stopExchange(Firing firing) {
    firing.post(ExchangeEvent.STOP_REQUESTED);
  }

  // ---- answers

  @Override
  public void sendInitResponse(Firing firing) {
    init.sendInitResponse(firing);
  }

  @Override
  public void sendCookie(Firing firing) {
    refuse.sendCookie(firing);
  }

  @Override
  public void sendInvalidKe(Firing firing) {
    refuse.sendInvalidKe(firing);
  }

  @Override
  public void sendNoProposalChosen(Firing firing) {
    refuse.sendNoProposalChosen(firing);
  }

  @Override
  public void sendInvalidSyntaxInClear(Firing firing) {
    refuse.sendInvalidSyntaxInClear(firing);
  }

  @Override
  public void sendUnsupportedCriticalInClear(Firing firing) {
    refuse.sendUnsupportedCriticalInClear(firing);
  }

  @Override
  public void sendInvalidMajorVersion(Firing firing) {
    refuse.sendInvalidMajorVersion(firing);
  }

  @Override
  public void sendAuthResponse(Firing firing) {
    auth.sendAuthResponse(firing);
  }

  @Override
  public void sendAuthResponseWithoutChild(Firing firing) {
    auth.sendAuthResponse(firing);
  }

  @Override
  public void sendAuthenticationFailed(Firing firing) {
    auth.sendAuthenticationFailed(firing);
  }

  @Override
  public void sendInvalidSyntax(Firing firing) {
    // R7296-2.21.3-2
    firing.respond(List.of(NotifyPayload.of(NotifyType.INVALID_SYNTAX)));
  }

  @Override
  public void sendUnsupportedCritical(Firing firing) {
    // R7296-2.5-2
    int type = ClassifiedMessage.CriticalPayload.of(firing.message()).type();
    firing.respond(List.of(Notifications.unsupportedCritical(type)));
  }

  @Override
  public void sendEmptyResponse(Firing firing) {
    firing.respond(List.of());
  }

  @Override
  public void sendDeleteChildResponse(Firing firing) {
    InformationalActions.sendDeleteChildResponse(firing);
  }

  @Override
  public void sendNoAdditionalSas(Firing firing) {
    // R7296-2.8-2
    firing.respond(List.of(NotifyPayload.of(NotifyType.NO_ADDITIONAL_SAS)));
  }

  @Override
  public void sendTemporaryFailure(Firing firing) {
    // R7296-2.25-1
    firing.respond(List.of(NotifyPayload.of(NotifyType.TEMPORARY_FAILURE)));
  }

  // ---- keys and Child SAs

  @Override
  public void startKeyExchange(Firing firing) {
    init.startKeyExchange(firing);
  }

  @Override
  public void changeGroup(Firing firing) {
    init.changeGroup(firing);
  }

  @Override
  public void agreeAsInitiator(Firing firing) {
    init.agreeAsInitiator(firing);
  }

  @Override
  public void agreeAsResponder(Firing firing) {
    init.agreeAsResponder(firing);
  }

  @Override
  public void holdRequest(Firing firing) {
    firing.sa().window().holdRequest(firing.received());
  }

  @Override
  public void cancelJob(Firing firing) {
    firing.sa().cancelJob();
  }

  @Override
  public void deriveIkeKeys(Firing firing) {
    init.deriveIkeKeys(firing);
  }

  @Override
  public void releasePrivateValue(Firing firing) {
    // R7296-2.12-1
    InitActions.releasePrivateValue(firing);
  }

  @Override
  public void installChild(Firing firing) {
    auth.installChild(firing);
  }

  @Override
  public void withdrawChildren(Firing firing) {
    firing.sa().children().withdrawAll();
  }

  @Override
  public void withdrawNamedChildren(Firing firing) {
    InformationalActions.withdrawNamedChildren(firing);
  }

  @Override
  public void uninstallChildren(Firing firing) {
    // R7296-2.4-3
    firing.sa().children().uninstallAll();
  }

  @Override
  public void uninstallNamedChildren(Firing firing) {
    InformationalActions.uninstallNamedChildren(firing);
  }

  @Override
  public void supersedeOthers(Firing firing) {
    auth.supersedeOthers(firing);
  }

  @Override
  public void releaseHandshakeSecrets(Firing firing) {
    // R7296-2.12-1
    firing.sa().releaseHandshake();
  }

  @Override
  public void releaseKeys(Firing firing) {
    // R7296-2.12-1
    firing.sa().releaseKeys();
  }

  // ---- timers and the task

  @Override
  public void armHalfOpenExpiry(Firing firing) {
    armAfter(firing, firing.sa().halfOpenExpiry(), timers.halfOpenExpiryNs());
    table.countHalfOpen(1);
  }

  @Override
  public void disarmHalfOpenExpiry(Firing firing) {
    firing.sa().halfOpenExpiry().disarm();
    table.countHalfOpen(-1);
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
      armAfter(firing, firing.sa().livenessTimer(), timers.livenessNs());
    }
  }

  @Override
  public void extendLiveness(Firing firing) {
    IkeSa sa = firing.sa();
    sa.livenessTimer().arm(sa.children().lastHeardNs() + timers.livenessNs());
  }

  @Override
  public void disarmLiveness(Firing firing) {
    firing.sa().livenessTimer().disarm();
  }

  @Override
  public void armLinger(Firing firing) {
    armAfter(firing, firing.sa().lingerTimer(), timers.lingerNs());
  }

  private static void armAfter(Firing firing, SaTimers.Timer timer, long intervalNs) {
    timer.arm(firing.nowNs() + intervalNs);
  }

  @Override
  public void queueReclaim(Firing firing) {
    firing.sa().timers().resume();
  }

  @Override
  public void releaseTask(Firing firing) {
    table.release(firing.sa());
  }

  // ---- what the operator reads and what is counted

  @Override
  public void auditEstablished(Firing firing) {
    audit.established(firing, Authenticated.of(firing.message()).peer());
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
  public void auditInitRefused(Firing firing) {
    audit.initRefused(firing);
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
    firing.drop(DropReason.UNAUTHENTICATED_NOTIFY);
    audit.unauthenticated(firing);
  }

  @Override
  public void countNoTask(Firing firing) {
    firing.drop(DropReason.NO_HANDSHAKE_TASK);
  }

  @Override
  public void dropNotAuthentic(Firing firing) {
    firing.drop(DropReason.NOT_AUTHENTIC);
  }

  @Override
  public void dropUnexpected(Firing firing) {
    firing.drop(DropReason.UNEXPECTED_MESSAGE);
  }

  /** Overtaken: there is nothing to do. */
  @Override
  public void ignoreStale(Firing firing) {}
}
