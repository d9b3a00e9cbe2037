// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;

/**
 * What the data plane reports to the control plane. Calls come while packets are handled: they note
 * what is to be done and return, and allocate nothing for what can come with every packet. No frame
 * is passed, so that an event may as well be a message from another core. A Child SA is named by
 * the SPI of its inbound direction.
 */
public interface SadEvents {
  /** Nothing is done about them. */
  SadEvents NONE =
      new SadEvents() {
        @Override
        public void acquire(SecurityPolicy policy, long nowNs) {}

        @Override
        public void softLimit(int inboundSpi, long nowNs) {}

        @Override
        public void hardLimit(int inboundSpi, long nowNs) {}

        @Override
        public void heard(int inboundSpi, long nowNs) {}

        @Override
        public void removed(
            int inboundSpi,
            AssociationCounters inbound,
            @Nullable AssociationCounters outbound,
            long nowNs) {}
      };

  /**
   * A packet that policy protects found no association; it was dropped. May come for every such
   * packet.
   */
  void acquire(SecurityPolicy policy, long nowNs);

  /** A soft limit of time, volume or sequence numbers is passed; once per direction and kind. */
  void softLimit(int inboundSpi, long nowNs);

  /** A hard limit is reached: nothing more passes; once per direction. */
  void hardLimit(int inboundSpi, long nowNs);

  /** A packet from the peer was authentic and fresh. Comes for every such packet. */
  void heard(int inboundSpi, long nowNs);

  /**
   * A Child SA that was taken out is gone with its keys; its SPI and its room are free again.
   *
   * @param inbound what had passed and what was dropped of what the peer sent
   * @param outbound the same of what we sent, or null when that direction was never there
   */
  void removed(
      int inboundSpi,
      AssociationCounters inbound,
      @Nullable AssociationCounters outbound,
      long nowNs);
}
