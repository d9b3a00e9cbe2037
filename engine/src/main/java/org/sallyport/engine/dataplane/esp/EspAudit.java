// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;

/** Takes the auditable events of ESP (RFC 4303 §4, §3.4). May be called for every packet. */
@FunctionalInterface
public interface EspAudit {
  /**
   * An event.
   *
   * @param spi as far as it is known, otherwise 0; so is the number
   * @param sequence the packet's number, its high half inferred where there is an association
   * @param packet the packet that is dropped as it entered, outer on the way in and inner on the
   *     way out; valid during the call only
   */
  void audit(DropReason reason, int spi, long sequence, IpView packet, long nowNs);
}
