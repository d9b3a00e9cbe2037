package org.sallyport.bare.nic.virtio;

import org.sallyport.bare.hardware.Delay;

/** The device behind its transport: reset, agreement on features, and its configuration. */
final class VirtioNetDevice {
  static final int MODERN_HEADER = 12;
  static final int LEGACY_HEADER = 10;

  private static final long FEATURE_MAC = 1L << 5;
  private static final long FEATURE_STATUS = 1L << 16;
  private static final long FEATURE_ANY_LAYOUT = 1L << 27;
  private static final long FEATURE_VERSION_1 = 1L << 32;

  private static final int CONFIGURATION_STATUS = 6;
  private static final int LINK_IS_UP = 1;
  private static final int MAC_OCTETS = 6;
  private static final int CONFIGURATION_TRIES = 8;

  private static final int RESET_POLLS = 1000;
  private static final int RESET_POLL_MICROSECONDS = 100;

  private final VirtioTransport transport;
  private final Delay delay;
  private boolean reportsLink;

  VirtioNetDevice(VirtioTransport transport, Delay delay) {
    this.transport = transport;
    this.delay = delay;
  }

  VirtioTransport transport() {
    return transport;
  }

  /**
   * Octets in front of a frame (VIRTIO 1.1, section 5.1.6): all zero for one that needs no help; a
   * legacy device without merged buffers leaves the last field out.
   */
  int headerOctets() {
    return transport.modern() ? MODERN_HEADER : LEGACY_HEADER;
  }

  /** Stops the device and forgets what was agreed (section 2.1); false when it does not stop. */
  boolean reset() {
    transport.writeStatus(0);
    for (int poll = 0; poll < RESET_POLLS; poll++) {
      if (transport.status() == 0) {
        return true;
      }
      delay.microseconds(RESET_POLL_MICROSECONDS);
    }
    return false;
  }

  /**
   * Steps 2 to 6 of the initialisation (section 3.1.1), after a reset. A modern device must agree
   * to version 1; a legacy one must take header and frame as one descriptor. The address must come
   * from the device.
   */
  boolean negotiate() {
    transport.writeStatus(VirtioTransport.STATUS_ACKNOWLEDGE);
    int status = VirtioTransport.STATUS_ACKNOWLEDGE | VirtioTransport.STATUS_DRIVER;
    transport.writeStatus(status);
    long offered = transport.deviceFeatures();
    long needed = FEATURE_MAC | (transport.modern() ? FEATURE_VERSION_1 : FEATURE_ANY_LAYOUT);
    if ((offered & needed) != needed) {
      return false;
    }
    reportsLink = (offered & FEATURE_STATUS) != 0;
    transport.writeDriverFeatures(needed | offered & FEATURE_STATUS);
    if (!transport.modern()) {
      return true;
    }
    status |= VirtioTransport.STATUS_FEATURES_OK;
    transport.writeStatus(status);
    return (transport.status() & VirtioTransport.STATUS_FEATURES_OK) != 0;
  }

  /** The device may use its queues from here on. */
  void begin() {
    transport.writeStatus(transport.status() | VirtioTransport.STATUS_DRIVER_OK);
  }

  /** Whether the device has met an error that only a reset ends (section 2.1.2). */
  boolean needsReset() {
    return (transport.status() & VirtioTransport.STATUS_NEEDS_RESET) != 0;
  }

  /** The MAC address, read until no change fell in between (section 2.4.1). */
  long hardwareAddress() {
    long address = 0;
    for (int attempt = 0; attempt < CONFIGURATION_TRIES; attempt++) {
      int generation = transport.configurationGeneration();
      address = 0;
      for (int octet = 0; octet < MAC_OCTETS; octet++) {
        address = address << 8 | transport.configuration8(octet);
      }
      if (generation == transport.configurationGeneration()) {
        break;
      }
    }
    return address;
  }

  /** A device that does not report its link always has one (section 5.1.4). */
  boolean linkSensed() {
    return !reportsLink || (transport.configuration16(CONFIGURATION_STATUS) & LINK_IS_UP) != 0;
  }
}
