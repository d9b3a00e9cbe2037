// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

/** Tells an observer of every frame that passes. */
public final class TracingLink extends LinkDecorator {
  private final Observer observer;

  /**
   * @param observer called in the thread of the link
   */
  public TracingLink(FrameLink inner, Observer observer) {
    super(inner);
    this.observer = observer;
  }

  @Override
  public int receive(byte[] target, int offset, int capacityBytes) {
    int length = inner.receive(target, offset, capacityBytes);
    if (length != NOTHING) {
      observer.frame(name(), Direction.RECEIVED, target, offset, length);
    }
    return length;
  }

  @Override
  public boolean send(byte[] source, int offset, int lengthBytes) {
    boolean sent = inner.send(source, offset, lengthBytes);
    observer.frame(name(), sent ? Direction.SENT : Direction.REFUSED, source, offset, lengthBytes);
    return sent;
  }

  /** Which way a frame went. */
  public enum Direction {
    /** From the link to us. */
    RECEIVED,
    /** From us to the link. */
    SENT,
    /** From us, not taken by the link. */
    REFUSED
  }

  /** Sees frames. */
  @FunctionalInterface
  public interface Observer {
    /**
     * A frame passed. The bytes are only borrowed for the call.
     *
     * @param link name of the link
     */
    void frame(String link, Direction direction, byte[] bytes, int offset, int lengthBytes);
  }
}
