package org.sallyport.engine.ike;

import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.IkeTimers.Deadline;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.HthAction;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.HthTable;

/**
 * Fires the machine {@code Hth}: the life of an IKE SA (RFC 7296). What the actions do in detail is
 * in their own classes.
 */
final class HthTask {
  private final IkeContext context;
  private final TimersConfig timers;
  private final HandshakeActions handshake;
  private final ResponseActions respond;
  private final ChildActions child;

  HthTask(IkeContext context, Messages messages) {
    this.context = context;
    this.timers = context.config.timers();
    this.handshake = new HandshakeActions(context, messages);
    this.respond = new ResponseActions(context, messages);
    this.child = new ChildActions(context);
  }

  /** The one way in which the machine moves. */
  void fire(IkeSa sa, Finding finding, long nowNs) {
    long id = sa.id;
    HthState before = sa.state;
    int row = HthTable.row(before, finding.event());
    sa.finding = finding;
    context.counters.event(finding.event());
    for (int i = 0; i < HthTable.actionCount(row); i++) {
      perform(HthTable.action(row, i), sa, nowNs);
    }
    sa.state = HthTable.next(row);
    if (sa.state != before) {
      sa.stateSinceNs = nowNs;
    }
    context.ports.trace().transition("Hth", id, before, finding.event(), sa.state, 0, nowNs);
  }

  private void perform(HthAction action, IkeSa sa, long nowNs) {
    switch (action) {
      case SEND_INIT_REQUEST -> sa.exchange.enqueue(Request.of(Request.Kind.INIT));
      case RESTART_INIT_WITH_COOKIE -> handshake.restartWithCookie(sa);
      case RESTART_INIT_WITH_GROUP -> handshake.restartWithGroup(sa);
      case SEND_INIT_RESPONSE -> respond.initResponse(sa);
      case SEND_COOKIE -> respond.cookieInClear(sa, nowNs);
      case SEND_INVALID_KE -> respond.invalidKeInClear(sa, nowNs);
      case SEND_NO_PROPOSAL_CHOSEN -> respond.noProposalInClear(sa, nowNs);
      case SEND_INVALID_SYNTAX_IN_CLEAR -> respond.invalidSyntaxInClear(sa, nowNs);
      case SEND_UNSUPPORTED_CRITICAL_IN_CLEAR -> respond.unsupportedCriticalInClear(sa, nowNs);
      case SEND_INVALID_MAJOR_VERSION -> respond.invalidMajorVersion(sa, nowNs);
      case SEND_AUTH_REQUEST -> sa.exchange.enqueue(Request.of(Request.Kind.AUTH));
      case SEND_AUTH_RESPONSE, SEND_AUTH_RESPONSE_WITHOUT_CHILD -> respond.authResponse(sa);
      case SEND_AUTHENTICATION_FAILED -> respond.authenticationFailed(sa);
      case SEND_AUTH_FAILED_DELETE ->
          sa.exchange.enqueue(Request.of(Request.Kind.DELETE_UNAUTHENTICATED));
      case SEND_INVALID_SYNTAX -> respond.invalidSyntax(sa);
      case SEND_UNSUPPORTED_CRITICAL -> respond.unsupportedCritical(sa);
      case SEND_EMPTY_RESPONSE -> respond.empty(sa);
      case SEND_DELETE_CHILD_RESPONSE -> respond.deletedChildren(sa);
      case SEND_NO_ADDITIONAL_SAS -> respond.noAdditionalSas(sa);
      case SEND_TEMPORARY_FAILURE -> respond.temporaryFailure(sa);
      case SEND_LIVENESS_REQUEST -> sa.exchange.enqueue(Request.of(Request.Kind.LIVENESS));
      case SEND_DELETE_REQUEST -> sa.exchange.enqueue(Request.of(Request.Kind.DELETE_IKE));
      case SEND_DELETE_CHILD_REQUEST -> child.requestDelete(sa);
      case STOP_EXCHANGE -> sa.exchangePosts.add(ExchangeEvent.STOP_REQUESTED);
      case START_KEY_EXCHANGE -> handshake.start(sa);
      case DERIVE_IKE_KEYS -> handshake.deriveKeys(sa);
      case INSTALL_CHILD -> child.install(sa, nowNs);
      case UNINSTALL_CHILDREN -> child.uninstallAll(sa);
      case UNINSTALL_NAMED_CHILDREN -> child.uninstallNamed(sa);
      case SUPERSEDE_OTHERS -> handshake.supersedeOthers(sa);
      case RELEASE_HANDSHAKE_SECRETS -> sa.releaseHandshake();
      case RELEASE_KEYS -> sa.releaseKeys();
      case ARM_HALF_OPEN_EXPIRY -> {
        armAfter(sa, Deadline.HALF_OPEN, timers.halfOpenExpiryNs(), nowNs);
        context.table.countHalfOpen(1);
      }
      case DISARM_HALF_OPEN_EXPIRY -> {
        context.timers.disarm(sa, Deadline.HALF_OPEN);
        context.table.countHalfOpen(-1);
      }
      case ARM_LIVENESS, RESTART_LIVENESS ->
          armAfter(sa, Deadline.LIVENESS, timers.livenessNs(), nowNs);
      case DISARM_LIVENESS -> context.timers.disarm(sa, Deadline.LIVENESS);
      case ARM_LINGER -> armAfter(sa, Deadline.LINGER, timers.lingerNs(), nowNs);
      case QUEUE_RECLAIM -> {
        sa.reclaimable = true;
        context.timers.resume(sa);
      }
      case RELEASE_TASK -> context.table.release(sa);
      case AUDIT_ESTABLISHED -> context.audit.established(sa, nowNs);
      case AUDIT_CHILD_REFUSED -> context.audit.childRefused(sa, nowNs);
      case AUDIT_REFUSED -> context.audit.refused(sa, nowNs);
      case AUDIT_AUTH_FAILED -> context.audit.authenticationFailed(sa, nowNs);
      case AUDIT_PEER_DEAD -> context.audit.peerDead(sa, nowNs);
      case AUDIT_HALF_OPEN_EXPIRED -> context.audit.halfOpenExpired(sa, nowNs);
      case AUDIT_DELETED -> context.audit.deleted(sa, nowNs);
      case AUDIT_UNAUTHENTICATED -> {
        context.counters.drop(DropReason.UNAUTHENTICATED_NOTIFY);
        context.audit.unauthenticated(sa, nowNs);
      }
      case COUNT_NO_TASK -> context.counters.drop(DropReason.NO_HANDSHAKE_TASK);
      case DROP_NOT_AUTHENTIC -> context.counters.drop(DropReason.NOT_AUTHENTIC);
      case DROP_UNEXPECTED -> context.counters.drop(DropReason.UNEXPECTED_MESSAGE);
      case IGNORE_STALE -> {} // Overtaken: there is nothing to do.
    }
  }

  // An interval of zero means never.
  private void armAfter(IkeSa sa, Deadline deadline, long intervalNs, long nowNs) {
    if (intervalNs > 0) {
      context.timers.arm(sa, deadline, nowNs + intervalNs);
    }
  }
}
