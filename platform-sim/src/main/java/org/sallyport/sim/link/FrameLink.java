// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

/**
 * Where frames come from and go to: an Ethernet segment (TAP, datagrams, memory) or bare IP packets
 * (TUN). Never blocks; a receiver that wants to sleep waits on {@link LinkWaiter}. Not thread-safe:
 * one link belongs to one poll loop.
 *
 * <p>Decorators wrap a link to inject faults, write a capture or trace.
 */
public interface FrameLink extends AutoCloseable {
  /** What {@link #receive} returns when no frame waits. */
  int NOTHING = 0;

  /**
   * Copies the next waiting frame into a slot. A burst is this call repeated until it returns
   * {@link #NOTHING}.
   *
   * @param target the slab that holds the slot
   * @param offset first byte of the slot
   * @param capacityBytes size of the slot; a longer frame is dropped and counted, never cut
   * @return length of the frame in bytes, or {@link #NOTHING}
   */
  int receive(byte[] target, int offset, int capacityBytes);

  /**
   * Sends one frame.
   *
   * @return false when the link could not take it: the frame is dropped, as a full wire would
   */
  boolean send(byte[] source, int offset, int lengthBytes);

  /** What the frames are. */
  Layer layer();

  /** Name for log lines, for example {@code tap:sally0}. */
  String name();

  /** The file descriptor to wait on, or -1 when the link has none. */
  default int descriptor() {
    return -1;
  }

  @Override
  void close();

  /** Outermost header of a frame. */
  enum Layer {
    /** Ethernet II header first. */
    ETHERNET,
    /** IPv4 or IPv6 header first. */
    IP
  }
}
