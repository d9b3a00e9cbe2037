// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Both directions of a Child SA (RFC 7296 §1.3): the inbound one comes first, they go together.
 *
 * @param inbound from the peer
 * @param outbound to the peer; null while it is not sent on
 */
public record ChildSaPair(InboundAssociation inbound, @Nullable OutboundAssociation outbound) {
  /** Zeroes the keys of both. */
  public void destroy() {
    inbound.destroy();
    if (outbound != null) {
      outbound.destroy();
    }
  }
}
