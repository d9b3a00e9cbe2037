// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.util.ArrayDeque;

/** One end of a pair of links in memory: what one end sends, the other receives, in order. */
public final class MemoryLink implements FrameLink {
  private final String name;
  private final int boundFrames;
  private final ArrayDeque<byte[]> arriving = new ArrayDeque<>();
  private MemoryLink other;
  private boolean closed;
  private long tooLongCount;

  private MemoryLink(String name, int boundFrames) {
    this.name = name;
    this.boundFrames = boundFrames;
    this.other = this;
  }

  /**
   * @param boundFrames how many frames may wait at each end; one more is refused
   */
  public static Pair pair(String first, String second, int boundFrames) {
    MemoryLink left = new MemoryLink("memory:" + first, boundFrames);
    MemoryLink right = new MemoryLink("memory:" + second, boundFrames);
    left.other = right;
    right.other = left;
    return new Pair(left, right);
  }

  @Override
  public int receive(byte[] target, int offset, int capacityBytes) {
    for (byte[] frame = arriving.poll(); frame != null; frame = arriving.poll()) {
      if (frame.length <= capacityBytes) {
        System.arraycopy(frame, 0, target, offset, frame.length);
        return frame.length;
      }
      tooLongCount++;
    }
    return NOTHING;
  }

  @Override
  public boolean send(byte[] source, int offset, int lengthBytes) {
    if (closed || other.closed || other.arriving.size() >= boundFrames) {
      return false;
    }
    byte[] frame = new byte[lengthBytes];
    System.arraycopy(source, offset, frame, 0, lengthBytes);
    other.arriving.add(frame);
    return true;
  }

  /** Frames dropped because they were longer than the slot offered for them. */
  public long tooLongCount() {
    return tooLongCount;
  }

  @Override
  public Layer layer() {
    return Layer.ETHERNET;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    closed = true;
    arriving.clear();
  }

  /** The two ends. */
  public record Pair(MemoryLink left, MemoryLink right) {}
}
