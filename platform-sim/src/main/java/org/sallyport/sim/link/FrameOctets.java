// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.util.Arrays;
import java.util.function.Consumer;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.port.FrameSink;

/** Frames of a simulated wire, which are arrays, into slots and out of them. */
public final class FrameOctets {
  private FrameOctets() {}

  /**
   * A held frame with these octets; null when no slot is free or the frame is too long for one, as
   * a device would lose it.
   */
  public static Frame hold(FramePool pool, byte[] octets) {
    Frame frame = octets.length > pool.slab().dataCapacity() ? null : pool.claim();
    if (frame != null) {
      System.arraycopy(octets, 0, frame.bytes(), frame.append(octets.length), octets.length);
    }
    return frame;
  }

  /** A sink that gives each frame's octets to {@code taker} and its slot back to the pool. */
  public static FrameSink sink(Consumer<byte[]> taker) {
    return frame -> {
      byte[] octets = Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.end());
      if (frame.pool() != null) {
        frame.release();
      }
      taker.accept(octets);
    };
  }
}
