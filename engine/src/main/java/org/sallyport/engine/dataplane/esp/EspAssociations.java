// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.SecurityAssociationDatabase;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.frame.IpView;

/**
 * Every Child SA that is installed: by SPI for what comes in, by policy for what goes out. Bounded;
 * look-ups allocate nothing.
 */
public final class EspAssociations {
  private final SecurityAssociationDatabase<InboundAssociation> inbound;
  private final @Nullable ChildSaPair[] pairs;
  private final @Nullable ChildSaPair[] retired;
  private int count;
  private int retiredCount;

  /** Room for {@code capacity} pairs. */
  public EspAssociations(int capacity) {
    inbound = new SecurityAssociationDatabase<>(capacity);
    pairs = new @Nullable ChildSaPair[capacity];
    retired = new @Nullable ChildSaPair[capacity];
  }

  /** How many pairs are installed. */
  public int size() {
    return count;
  }

  /** Whether another pair can be installed. */
  public boolean hasRoom() {
    return count + retiredCount < pairs.length;
  }

  /** Whether an inbound SPI may be given out: not reserved, and nobody's. */
  public boolean isFree(int spi) {
    return !AssociationParameters.isReservedSpi(spi) && inbound.bySpi(spi) == null;
  }

  /**
   * From now on packets with its SPI are received; false when there is no room or the SPI is taken.
   */
  public boolean addInbound(InboundAssociation association) {
    if (!hasRoom() || !inbound.add(association)) {
      return false;
    }
    pairs[count++] = new ChildSaPair(association, null);
    return true;
  }

  /**
   * From now on it is the one of its policy that is sent on; false when the inbound direction is
   * not there or has another already. The latest pair of a policy goes before older ones.
   */
  public boolean addOutbound(int inboundSpi, OutboundAssociation association) {
    for (int index = 0; index < count; index++) {
      ChildSaPair pair = pairs[index];
      if (pair != null && pair.inbound().spi() == inboundSpi && pair.outbound() == null) {
        pairs[index] = new ChildSaPair(pair.inbound(), association);
        return true;
      }
    }
    return false;
  }

  /**
   * Takes out the pair with this inbound SPI; null when there is none. No packet finds it any more;
   * those that entered a burst before are still its own, so its keys stay until {@link
   * #destroyRetired}.
   */
  public @Nullable ChildSaPair removeChild(int inboundSpi) {
    for (int index = 0; index < count; index++) {
      ChildSaPair pair = pairs[index];
      if (pair != null && pair.inbound().spi() == inboundSpi) {
        inbound.remove(inboundSpi);
        System.arraycopy(pairs, index + 1, pairs, index, count - index - 1);
        pairs[--count] = null;
        retired[retiredCount++] = pair;
        return pair;
      }
    }
    return null;
  }

  /** Zeroes the keys of every pair that was taken out. To be called when no burst waits. */
  public void destroyRetired() {
    while (retiredCount > 0) {
      ChildSaPair pair = retired[--retiredCount];
      retired[retiredCount] = null;
      if (pair != null) {
        pair.destroy();
      }
    }
  }

  /**
   * The association over which we sent a packet from and to these addresses in place, or null: the
   * one that an ICMP message about the packet may be about.
   */
  public @Nullable OutboundAssociation sentWith(int spi, byte[] bytes, int addresses, int length) {
    for (int index = 0; index < count; index++) {
      ChildSaPair pair = pairs[index];
      OutboundAssociation outbound = pair == null ? null : pair.outbound();
      if (outbound != null
          && outbound.spi() == spi
          && outbound.localAddress().length() == length
          && outbound.localAddress().matches(bytes, addresses)
          && outbound.peerAddress().matches(bytes, addresses + length)) {
        return outbound;
      }
    }
    return null;
  }

  /** The association of a packet that came with this SPI, or null. */
  public @Nullable InboundAssociation bySpi(int spi) {
    return inbound.bySpi(spi);
  }

  /** The pair with this inbound SPI, or null. */
  public @Nullable ChildSaPair pair(int inboundSpi) {
    for (int index = 0; index < count; index++) {
      ChildSaPair pair = pairs[index];
      if (pair != null && pair.inbound().spi() == inboundSpi) {
        return pair;
      }
    }
    return null;
  }

  /**
   * The latest association of the policy whose negotiated selectors take the packet, or null: one
   * is to be acquired.
   */
  public @Nullable OutboundAssociation outboundFor(SecurityPolicy policy, IpView flow) {
    for (int index = count - 1; index >= 0; index--) {
      ChildSaPair pair = pairs[index];
      OutboundAssociation outbound = pair == null ? null : pair.outbound();
      if (outbound != null && outbound.policy() == policy && outbound.admitsOutbound(flow)) {
        return outbound;
      }
    }
    return null;
  }
}
