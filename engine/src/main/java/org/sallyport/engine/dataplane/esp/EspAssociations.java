// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.sad.SadTraffic;
import org.sallyport.engine.dataplane.sad.SecurityAssociationDatabase;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.frame.IpView;

/**
 * Every Child SA that is installed: by SPI for what comes in, by policy for what goes out. Bounded;
 * look-ups allocate nothing.
 */
public final class EspAssociations implements SadTraffic {
  private final SecurityAssociationDatabase<InboundAssociation> inbound;
  private final @Nullable ChildSaPair[] pairs;
  private final @Nullable ChildSaPair[] retired;

  /** Those that may be sent on, the one that was switched to last at the end. */
  private final @Nullable OutboundAssociation[] sending;

  private int count;
  private int sendingCount;
  private int retiredCount;

  /** Room for {@code capacity} pairs. */
  public EspAssociations(int capacity) {
    inbound = new SecurityAssociationDatabase<>(capacity);
    pairs = new @Nullable ChildSaPair[capacity];
    retired = new @Nullable ChildSaPair[capacity];
    sending = new @Nullable OutboundAssociation[capacity];
  }

  /** Whether another pair can be installed. */
  public boolean hasRoom() {
    return count + retiredCount < pairs.length;
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
   * Adds the other direction, on which nothing is sent yet; false when the inbound one is not there
   * or has another already.
   */
  public boolean addOutbound(OutboundAssociation association) {
    for (int index = 0; index < count; index++) {
      ChildSaPair pair = pairs[index];
      if (pair != null
          && pair.inbound().spi() == association.inboundSpi()
          && pair.outbound() == null) {
        pairs[index] = new ChildSaPair(pair.inbound(), association);
        return true;
      }
    }
    return false;
  }

  /**
   * From now on it is the one of its policy that is sent on; false when it has no outbound
   * direction.
   */
  public boolean switchOutbound(int inboundSpi) {
    ChildSaPair pair = pair(inboundSpi);
    OutboundAssociation outbound = pair == null ? null : pair.outbound();
    if (outbound == null) {
      return false;
    }
    stopSending(outbound);
    sending[sendingCount++] = outbound;
    return true;
  }

  /** From now on it is not sent on, whatever else there is of its policy; it still receives. */
  public void withdrawOutbound(int inboundSpi) {
    ChildSaPair pair = pair(inboundSpi);
    OutboundAssociation outbound = pair == null ? null : pair.outbound();
    if (outbound != null) {
      stopSending(outbound);
    }
  }

  private void stopSending(OutboundAssociation association) {
    int kept = 0;
    for (int index = 0; index < sendingCount; index++) {
      OutboundAssociation each = sending[index];
      sending[index] = null;
      if (each != association) {
        sending[kept++] = each;
      }
    }
    sendingCount = kept;
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
        OutboundAssociation outbound = pair.outbound();
        if (outbound != null) {
          stopSending(outbound);
        }
        return pair;
      }
    }
    return null;
  }

  /**
   * Zeroes the keys of every pair that was taken out, and reports it. To be called when no burst
   * waits.
   */
  public void destroyRetired(SadEvents events, long nowNs) {
    while (retiredCount > 0) {
      ChildSaPair pair = retired[--retiredCount];
      retired[retiredCount] = null;
      if (pair != null) {
        pair.destroy();
        OutboundAssociation outbound = pair.outbound();
        events.removed(
            pair.inbound().spi(),
            pair.inbound().counters(),
            outbound == null ? null : outbound.counters(),
            nowNs);
      }
    }
  }

  @Override
  public long packetsIn(int inboundSpi) {
    ChildSaPair pair = pair(inboundSpi);
    return pair == null ? 0 : pair.inbound().counters().packets();
  }

  @Override
  public long packetsOut(int inboundSpi) {
    ChildSaPair pair = pair(inboundSpi);
    OutboundAssociation outbound = pair == null ? null : pair.outbound();
    return outbound == null ? 0 : outbound.counters().packets();
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
   * The association of the policy, the one that was switched to last, whose negotiated selectors
   * take the packet, or null: one is to be acquired.
   */
  public @Nullable OutboundAssociation outboundFor(SecurityPolicy policy, IpView flow) {
    for (int index = sendingCount - 1; index >= 0; index--) {
      OutboundAssociation outbound = sending[index];
      if (outbound != null && outbound.policy() == policy && outbound.admitsOutbound(flow)) {
        return outbound;
      }
    }
    return null;
  }
}
