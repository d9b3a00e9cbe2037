// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.virtio;

import org.sallyport.bare.hardware.Delay;

/** How the registers of a virtio device are reached: modern or legacy (VIRTIO 1.1, section 4.1). */
interface VirtioTransport {
  /** Device status bits (section 2.1). */
  int STATUS_ACKNOWLEDGE = 1;

  int STATUS_DRIVER = 2;
  int STATUS_DRIVER_OK = 4;
  int STATUS_FEATURES_OK = 8;
  int STATUS_NEEDS_RESET = 64;

  /** A device of version 1 (section 6). */
  long FEATURE_VERSION_1 = 1L << 32;

  /** What {@link #agree} returns when the device does not offer what is needed, or disagrees. */
  long NO_AGREEMENT = -1;

  int RESET_POLLS = 1000;
  int RESET_POLL_MICROSECONDS = 100;

  /** Stops the device and forgets what was agreed (section 2.1); false when it does not stop. */
  default boolean reset(Delay delay) {
    writeStatus(0);
    for (int poll = 0; poll < RESET_POLLS; poll++) {
      if (status() == 0) {
        return true;
      }
      delay.microseconds(RESET_POLL_MICROSECONDS);
    }
    return false;
  }

  /**
   * Steps 2 to 6 of the initialisation (section 3.1.1), after a reset: agrees on the features that
   * are needed and on those that are wanted and offered. A modern device must agree to version 1.
   *
   * @return what was agreed, or {@link #NO_AGREEMENT}
   */
  default long agree(long needed, long wanted) {
    writeStatus(STATUS_ACKNOWLEDGE);
    writeStatus(STATUS_ACKNOWLEDGE | STATUS_DRIVER);
    long offered = deviceFeatures();
    long all = needed | (modern() ? FEATURE_VERSION_1 : 0);
    if ((offered & all) != all) {
      return NO_AGREEMENT;
    }
    long agreed = all | offered & wanted;
    writeDriverFeatures(agreed);
    if (!modern()) {
      return agreed;
    }
    writeStatus(STATUS_ACKNOWLEDGE | STATUS_DRIVER | STATUS_FEATURES_OK);
    return (status() & STATUS_FEATURES_OK) != 0 ? agreed : NO_AGREEMENT;
  }

  /** The device may use its queues from here on. */
  default void begin() {
    writeStatus(status() | STATUS_DRIVER_OK);
  }

  /**
   * How long a queue is made: a modern device is told, a legacy one imposes it; 0 when it cannot be
   * used.
   */
  default int usableQueueSize(int queue, int wanted, int maximum) {
    int offered = queueSize(queue);
    if (Integer.bitCount(offered) != 1) {
      return 0;
    }
    if (modern()) {
      return Math.min(offered, wanted);
    }
    return offered <= maximum ? offered : 0;
  }

  /** Whether the device follows version 1, with its longer header and agreed features. */
  boolean modern();

  int status();

  /** Writes the status; 0 asks for a reset, which is over when the status reads 0. */
  void writeStatus(int status);

  long deviceFeatures();

  void writeDriverFeatures(long features);

  /** How long the device allows the queue to be; 0 when there is no such queue. */
  int queueSize(int queue);

  /**
   * Tells the device where a queue lies and enables it.
   *
   * @return false when the device's registers for it make no sense
   */
  boolean enableQueue(VirtQueue queue, int index);

  /** Tells the device that a queue has news. */
  void notifyQueue(int queue);

  /** Reads and thereby clears why the device interrupts. */
  int acknowledgeInterrupt();

  /**
   * Changes whenever the device configuration changes; a constant where there is no such number.
   */
  int configurationGeneration();

  int configuration8(int offset);

  int configuration16(int offset);
}
