package org.sallyport.bare.nic.virtio;

/** How the registers of a virtio device are reached: modern or legacy (VIRTIO 1.1, section 4.1). */
interface VirtioTransport {
  /** Device status bits (section 2.1). */
  int STATUS_ACKNOWLEDGE = 1;

  int STATUS_DRIVER = 2;
  int STATUS_DRIVER_OK = 4;
  int STATUS_FEATURES_OK = 8;
  int STATUS_NEEDS_RESET = 64;

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
