// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.frame.Frame;

/** Where segments are built and where they go. */
public interface SegmentOutput {
  /**
   * An empty frame with head-room for what comes before a segment and room for a segment; null when
   * there is none now: the retransmission timer will ask again.
   */
  @Nullable Frame claim();

  /**
   * Takes a finished segment.
   *
   * @param segment the frame claimed, from the TCP header on
   * @param addresses our address, then the peer's
   * @param addressLength 4 or 16 octets each
   */
  void send(Frame segment, byte[] addresses, int addressLength, long nowNs);

  /** The longest segment that the path carries, options and text included, header not. */
  int maximumSegment(int addressLength);
}
