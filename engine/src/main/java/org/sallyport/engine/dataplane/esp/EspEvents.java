// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.dataplane.sad.SecurityAssociation;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;

/** What ESP tells IKE. Calls come from within a path: they note what is to be done and return. */
public interface EspEvents {
  /** Nobody listens. */
  EspEvents NONE =
      new EspEvents() {
        @Override
        public void acquire(SecurityPolicy policy, IpView flow, long nowNs) {}

        @Override
        public void rekeyWanted(SecurityAssociation association, long nowNs) {}

        @Override
        public void expired(SecurityAssociation association, long nowNs) {}

        @Override
        public void audit(DropReason reason, int spi, long sequence, long nowNs) {}
      };

  /**
   * A packet that policy protects found no association; it was dropped. May be called for every
   * such packet.
   */
  void acquire(SecurityPolicy policy, IpView flow, long nowNs);

  /** A soft limit of time, volume or sequence numbers is passed; once per association and kind. */
  void rekeyWanted(SecurityAssociation association, long nowNs);

  /** A hard limit is passed: nothing more passes. May be called for every packet. */
  void expired(SecurityAssociation association, long nowNs);

  /**
   * An auditable event (RFC 4303 §4 and §3.4): SPI and sequence number as far as they are known, 0
   * otherwise.
   */
  void audit(DropReason reason, int spi, long sequence, long nowNs);
}
