// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic;

import org.sallyport.engine.frame.Frame;

/**
 * One network interface, polled. A duty cycle calls {@link #watch}, {@link #receive}, {@link
 * #transmit} as often as needed, {@link #flush} once, {@link #reap}. All frames are those of one
 * {@link org.sallyport.engine.frame.FramePool}.
 *
 * <p>The device's interrupt serves only to end the processor's idle wait: {@link #enableWake}, the
 * wait, {@link #acknowledgeWake}.
 */
public interface NetworkDriver {
  /** Frames that one {@link #receive} gives at most: what the crypto library takes as one batch. */
  int BURST = 32;

  /**
   * Octets of the longest frame in either direction, without its check sequence: an Ethernet header
   * with one VLAN tag and 1500 octets (IEEE 802.3). Every device here can be held to it, and a slot
   * is longer.
   */
  int MAXIMUM_FRAME_OCTETS = 1518;

  /** Octets of the shortest frame that is one: its Ethernet header. */
  int MINIMUM_FRAME_OCTETS = 14;

  /** What the console calls it: device and place, {@code e1000 82540EM 00:03.0}. */
  String name();

  /** The MAC address, its first octet in bits 47 to 40. */
  long hardwareAddress();

  /** Whether frames can be exchanged: there is a link, and the rings are set up. */
  boolean linkUp();

  /**
   * Looks after link and health: at most every {@link PolledDriver#WATCH_INTERVAL_NS} it asks the
   * device, takes the rings down when the link has gone and sets them up again when it is back.
   */
  void watch(long nowNs);

  /**
   * Takes frames that have arrived, in the order of arrival, and gives the device free slots
   * instead.
   *
   * @param burst filled from index 0 with frames that the caller now holds
   * @return how many, at most {@link #BURST} and the array's length
   */
  int receive(Frame[] burst);

  /**
   * Puts a frame in the transmit ring; the device learns of it at the next {@link #flush}. A held
   * frame of the pool changes hands and is free again once it is sent. A frame of other memory is
   * copied into a slot of the pool, which {@link NicCounter#COPIED} counts, and stays the caller's.
   *
   * @return false when it was not taken, so that it is still the caller's; a counter says why
   */
  boolean transmit(Frame frame);

  /** Rings the device's doorbell if frames were put in the ring since the last time. */
  void flush();

  /** Frees the slots of frames that the device has sent; how many. */
  int reap();

  /** What happened so far. */
  NicCounters counters();

  /** The line of the interrupt controller that the device is wired to; 255 when there is none. */
  int interruptLine();

  /**
   * Arms the device's interrupt for the next arrival or change of the link.
   *
   * @return false when something waits already, so that the caller must poll instead of waiting
   */
  boolean enableWake();

  /** Disarms the device's interrupt and releases its line. */
  void acknowledgeWake();
}
