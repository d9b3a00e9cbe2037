// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

/**
 * Both directions of a Child SA (RFC 7296 §1.3): they come and go together.
 *
 * @param inbound from the peer
 * @param outbound to the peer
 */
public record ChildSaPair(InboundAssociation inbound, OutboundAssociation outbound) {
  /** Zeroes the keys of both. */
  public void destroy() {
    inbound.destroy();
    outbound.destroy();
  }
}
