// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.port;

import org.sallyport.engine.frame.Frame;

/**
 * Takes frames that leave on one side of the engine: Ethernet frames or bare IP packets, as the
 * side is configured.
 */
@FunctionalInterface
public interface FrameSink {
  /**
   * A frame to send. A frame of a pool is handed over: the sink queues it into a transmit ring, or
   * releases it once it has sent or dropped it. A frame of no pool is lent: its octets are valid
   * during the call only.
   */
  void frame(Frame frame);
}
