// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic;

/** Why a network device was not brought up. */
public enum StartRefusal {
  /** It was. */
  NONE("works"),
  /** No driver here knows it. */
  NO_DRIVER("there is no driver for it"),
  /** The firmware gave its registers no address, or one that the board does not reach. */
  NO_REGISTERS("its registers have no address, or one out of reach"),
  /** It does not say which registers are which. */
  NO_CAPABILITIES("its capabilities lack a register window that the driver needs"),
  /** A reset did not end. */
  RESET_TIMEOUT("does not come out of its reset"),
  /** It has no unicast address. */
  NO_HARDWARE_ADDRESS("has no unicast hardware address"),
  /** It does not agree to the features that the driver needs. */
  FEATURES_REFUSED("refuses the features that the driver needs"),
  /** A queue is missing or has an impossible size. */
  NO_QUEUE("lacks a queue of a possible size"),
  /** No pinned memory for the rings. */
  NO_RING_MEMORY("there is no memory for its rings"),
  /** The slots are too short for a frame, or lack the head-room for the device's header. */
  SLOTS_TOO_SHORT("slots are too short for its frames");

  private final String text;

  StartRefusal(String text) {
    this.text = text;
  }

  /** What the console says. */
  public String text() {
    return text;
  }
}
