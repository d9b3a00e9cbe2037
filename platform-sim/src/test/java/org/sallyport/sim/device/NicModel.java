// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import java.util.Deque;

/** What a test does to the model of any network controller. */
interface NicModel {
  /** A frame arrives from the wire; false when the controller has no buffer or does not listen. */
  boolean arrive(byte[] frame);

  /**
   * A frame arrives, and the controller reports another length than it has.
   *
   * @param reported the length of the frame as reported, without any header of the device
   */
  boolean arriveWithLength(byte[] frame, int reported);

  /** Frames that went out, oldest first. */
  Deque<byte[]> sent();

  /** The cable. */
  void plugged(boolean connected);

  /** Whether frames in the transmit ring stay there. */
  void holdTransmit(boolean hold);

  /** Whether a reset never ends. */
  void stuckInReset(boolean stuck);

  /** Whether the interrupt line is raised. */
  boolean interrupting();

  /** The controller breaks a rule of the ring that a driver can see; false when it cannot. */
  boolean lie();
}
