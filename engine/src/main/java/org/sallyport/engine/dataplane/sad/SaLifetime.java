// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.LifetimeActions;
import org.sallyport.engine.table.LifetimeEntryDecision;
import org.sallyport.engine.table.LifetimeEvent;
import org.sallyport.engine.table.LifetimePassDecision;
import org.sallyport.engine.table.LifetimeState;
import org.sallyport.engine.table.LifetimeTable;
import org.sallyport.engine.table.TraceSink;

/**
 * How long an association is used (RFC 4301 §4.4.2.1): the machine {@code Lifetime} over its limits
 * and its counters. Asked twice for each packet, and allocates nothing.
 */
final class SaLifetime
    implements LifetimeActions<SaLifetime.Firing>,
        LifetimeEntryDecision.Facts,
        LifetimePassDecision.Facts {
  private final Lifetime limits;
  private final long createdNs;
  private final AssociationCounters counters;
  private final long id;
  private final TraceSink trace;
  private final Firing firing = new Firing();
  private LifetimeState state = LifetimeState.MATURE;
  private boolean successorToAsk;
  private boolean expiryToReport;

  /** One packet: when, with how many octets, and what becomes of it. */
  static final class Firing {
    private long nowNs;
    private int octets;
    private DropReason reason = DropReason.LIFETIME_EXPIRED;

    /** What the row made of the packet, which is refused unless an action lets it on. */
    DropReason takeReason() {
      DropReason taken = reason;
      reason = DropReason.LIFETIME_EXPIRED;
      return taken;
    }
  }

  /**
   * The lifetime of a new association.
   *
   * @param counters of the association; a packet that passes is counted there
   * @param id the association's direction in the trace
   */
  SaLifetime(
      Lifetime limits, long createdNs, AssociationCounters counters, long id, TraceSink trace) {
    this.limits = limits;
    this.createdNs = createdNs;
    this.counters = counters;
    this.id = id;
    this.trace = trace;
  }

  /** A packet enters, of which nothing is verified: NONE, or why it may not. */
  DropReason enter(long nowNs) {
    // R7296-2.8-1
    firing.nowNs = nowNs;
    long known = LifetimeEntryDecision.ask(this);
    return fire(LifetimeEntryDecision.event(known), known);
  }

  /** A packet, verified or about to be sealed, is to pass: NONE when it was counted, or why not. */
  DropReason pass(int octets, long nowNs) {
    // R7296-2.8-1
    firing.nowNs = nowNs;
    firing.octets = octets;
    long known = LifetimePassDecision.ask(this);
    return fire(LifetimePassDecision.event(known), known);
  }

  /** True once: after a soft limit was reached. */
  boolean takeSuccessorRequest() {
    boolean asked = successorToAsk;
    successorToAsk = false;
    return asked;
  }

  /** True once: after a hard limit was reached. */
  boolean takeExpiryReport() {
    boolean report = expiryToReport;
    expiryToReport = false;
    return report;
  }

  /** The one way in which the machine moves. */
  private DropReason fire(LifetimeEvent event, long known) {
    LifetimeState before = state;
    int row = LifetimeTable.row(before, event);
    LifetimeActions.perform(row, this, firing);
    state = LifetimeTable.next(row);
    trace.transition("Lifetime", id, before, event, state, known, firing.nowNs);
    return firing.takeReason();
  }

  // ---- facts

  @Override
  public boolean hardTimeReached() {
    return limits.hardNs() != 0 && firing.nowNs - createdNs >= limits.hardNs();
  }

  @Override
  public boolean softTimeReached() {
    return limits.softNs() != 0 && firing.nowNs - createdNs >= limits.softNs();
  }

  @Override
  public boolean hardVolumeReached() {
    return reaches(limits.hardBytes(), counters.octets())
        || reaches(limits.hardPackets(), counters.packets());
  }

  @Override
  public boolean hardVolumeExceeded() {
    return (limits.hardBytes() != 0 && counters.octets() + firing.octets > limits.hardBytes())
        || reaches(limits.hardPackets(), counters.packets());
  }

  @Override
  public boolean softVolumeReached() {
    return reaches(limits.softBytes(), counters.octets() + firing.octets)
        || reaches(limits.softPackets(), counters.packets() + 1);
  }

  private static boolean reaches(long limit, long count) {
    return limit != 0 && count >= limit;
  }

  // ---- actions

  @Override
  public void admitPacket(Firing firing) {
    firing.reason = DropReason.NONE;
  }

  @Override
  public void countPacket(Firing firing) {
    counters.pass(firing.octets);
    firing.reason = DropReason.NONE;
  }

  @Override
  public void askSuccessor(Firing firing) {
    successorToAsk = true;
  }

  @Override
  public void reportExpired(Firing firing) {
    expiryToReport = true;
  }

  @Override
  public void refusePacket(Firing firing) {
    firing.reason = DropReason.LIFETIME_EXPIRED;
  }
}
