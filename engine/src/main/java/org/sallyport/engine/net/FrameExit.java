// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.port.FrameSink;

/** Where frames leave the stack, and where those that it builds itself come from. */
final class FrameExit {
  private final FramePool pool;
  private final FrameSink sink;
  private final StackCounters counters;

  FrameExit(FramePool pool, FrameSink sink, StackCounters counters) {
    this.pool = pool;
    this.sink = sink;
    this.counters = counters;
  }

  /** The pool of every frame. */
  FramePool pool() {
    return pool;
  }

  /** An empty frame to build a message in, owned; null when no slot is free. */
  @Nullable Frame claim() {
    return pool.claim();
  }

  /** A copy in a slot of a packet that lies in none and fits one; null when no slot is free. */
  @Nullable Frame copyOf(Frame packet) {
    Frame copy = claim();
    if (copy != null) {
      int start = copy.append(packet.length());
      System.arraycopy(packet.bytes(), packet.offset(), copy.bytes(), start, packet.length());
      pool.countCopy();
    }
    return copy;
  }

  /** Hands a frame over to the link. */
  void send(Frame frame) {
    counters.frameOut();
    if (frame.pool() == null) {
      pool.countCopy();
    }
    frame.handOver();
    sink.frame(frame);
  }
}
