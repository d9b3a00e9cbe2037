// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.frame;

import java.util.Arrays;
import java.util.function.Consumer;
import org.sallyport.engine.port.FrameSink;

/** Octets into held frames and back: what a link does, for tests. */
public final class Frames {
  private Frames() {}

  /** A held frame with these octets, as a device would have received it. */
  public static Frame held(FramePool pool, byte[] octets) {
    Frame frame = pool.claim();
    if (frame == null) {
      throw new IllegalStateException("no slot is free");
    }
    System.arraycopy(octets, 0, frame.bytes(), frame.append(octets.length), octets.length);
    return frame;
  }

  /** A copy of the frame's octets. */
  public static byte[] octets(Frame frame) {
    return Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.end());
  }

  /** A link that takes the octets and gives the slot back at once. */
  public static FrameSink copying(Consumer<byte[]> taker) {
    return frame -> {
      byte[] octets = octets(frame);
      if (frame.pool() != null) {
        frame.release();
      }
      taker.accept(octets);
    };
  }
}
