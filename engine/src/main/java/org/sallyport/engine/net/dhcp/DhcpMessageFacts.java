// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.table.DhcpFacts;
import org.sallyport.engine.table.DhcpMessageDecision;

/** What a message is, by its options and by what the client asked for. */
final class DhcpMessageFacts implements DhcpMessageDecision.Facts {
  private final DhcpMessage message;
  private int transaction;
  private @Nullable DhcpLease wanted;
  private @Nullable DhcpLease read;
  private long ageNs;

  /** Facts about the message that the view shows at the time. */
  DhcpMessageFacts(DhcpMessage message) {
    this.message = message;
  }

  /**
   * Asks about the message that was read last.
   *
   * @param ourTransaction of our last message
   * @param ours what was offered to us or what we have; null for nothing
   * @param sinceNs how long ago the first message was sent that it may answer
   */
  void of(int ourTransaction, @Nullable DhcpLease ours, long sinceNs) {
    transaction = ourTransaction;
    wanted = ours;
    ageNs = sinceNs;
    read = null;
  }

  /** What the message offers or grants: a rule has found it usable. */
  DhcpLease usable() {
    DhcpLease lease = read;
    if (lease == null) {
      throw new IllegalStateException("a row keeps a lease that no rule found usable");
    }
    return lease;
  }

  @Override
  public boolean transactionOurs() {
    return message.transaction() == transaction;
  }

  @Override
  public DhcpFacts.Kind kind() {
    return switch (message.type()) {
      case DhcpMessage.OFFER -> DhcpFacts.Kind.OFFER;
      case DhcpMessage.ACK -> DhcpFacts.Kind.ACK;
      case DhcpMessage.NAK -> DhcpFacts.Kind.NAK;
      default -> DhcpFacts.Kind.OTHER;
    };
  }

  @Override
  public boolean serverNamed() {
    return message.server() != 0;
  }

  @Override
  public boolean serverChosen() {
    DhcpLease ours = wanted;
    return ours != null && ours.server().ipv4Bits() == message.server();
  }

  @Override
  public boolean leaseUsable() {
    read = DhcpLease.of(message);
    return read != null;
  }

  @Override
  public boolean addressWanted() {
    DhcpLease ours = wanted;
    return ours != null && ours.address().address().ipv4Bits() == message.yourAddress();
  }

  @Override
  public boolean timeRemains() {
    DhcpLease granted = read;
    return granted != null && granted.leaseNs() > ageNs;
  }
}
