// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.dataplane.sad.SecurityAssociation;
import org.sallyport.engine.frame.Frame;

/** Takes packets that have passed through ESP. */
@FunctionalInterface
public interface EspSink {
  /**
   * An IP packet: the inner one that came out of an association, or the outer one to be sent.
   *
   * @param packet starts at the IP header; valid during the call, may be worked upon in place
   */
  void packet(Frame packet, SecurityAssociation association, long nowNs);
}
