// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.port.FrameSink;

/**
 * A link whose frames lie in a pool: to an engine what a network interface with its rings is on
 * bare hardware. Frames are read straight into slots and written straight out of them; the copy
 * across the kernel's boundary is the link's own.
 */
public final class PooledLink implements FrameSink {
  private final FrameLink link;
  private final FramePool pool;

  /** A link over slots of this pool. */
  public PooledLink(FrameLink link, FramePool pool) {
    this.link = link;
    this.pool = pool;
  }

  /** The link itself. */
  public FrameLink link() {
    return link;
  }

  /** The next waiting frame, held; null when none waits or no slot is free for it. */
  public Frame receive() {
    Frame frame = pool.claim();
    if (frame == null) {
      return null;
    }
    int length = link.receive(frame.bytes(), frame.offset(), frame.tailRoom());
    if (length == FrameLink.NOTHING) {
      frame.releaseIfOwned();
      return null;
    }
    frame.append(length);
    return frame;
  }

  @Override
  public void frame(Frame frame) {
    link.send(frame.bytes(), frame.offset(), frame.length());
    if (frame.pool() != null) {
      frame.release();
    }
  }
}
