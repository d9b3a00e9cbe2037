// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.drop.DropReason;

/** Takes the auditable events of ESP (RFC 4303 §4, §3.4). May be called for every packet. */
@FunctionalInterface
public interface EspAudit {
  /** An event; SPI and sequence number as far as they are known, 0 otherwise. */
  void audit(DropReason reason, int spi, long sequence, long nowNs);
}
