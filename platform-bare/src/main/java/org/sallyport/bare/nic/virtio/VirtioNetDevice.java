// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.virtio;

import org.sallyport.bare.hardware.Delay;

/** The device behind its transport: reset, agreement on features, and its configuration. */
final class VirtioNetDevice {
  static final int MODERN_HEADER = 12;
  static final int LEGACY_HEADER = 10;

  private static final long FEATURE_MAC = 1L << 5;
  private static final long FEATURE_STATUS = 1L << 16;
  private static final long FEATURE_ANY_LAYOUT = 1L << 27;

  private static final int CONFIGURATION_STATUS = 6;
  private static final int LINK_IS_UP = 1;
  private static final int MAC_OCTETS = 6;
  private static final int CONFIGURATION_TRIES = 8;

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

  /** Stops the device and forgets what was agreed; false when it does not stop. */
  boolean reset() {
    return transport.reset(delay);
  }

  /**
   * Agrees on features, after a reset. A legacy device must take header and frame as one
   * descriptor. The address must come from the device.
   */
  boolean negotiate() {
    long needed = FEATURE_MAC | (transport.modern() ? 0 : FEATURE_ANY_LAYOUT);
    long agreed = transport.agree(needed, FEATURE_STATUS);
    reportsLink = agreed != VirtioTransport.NO_AGREEMENT && (agreed & FEATURE_STATUS) != 0;
    return agreed != VirtioTransport.NO_AGREEMENT;
  }

  /** The device may use its queues from here on. */
  void begin() {
    transport.begin();
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
