// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic;

/** What a driver counts. */
public enum NicCounter {
  /** Frames given to the protocol. */
  RECEIVED,
  /** Frames that the device reported sent. */
  SENT,
  /** Frames refused because the transmit ring was full. */
  RING_FULL,
  /** Frames refused because there was no link. */
  NO_LINK,
  /** Frames of an impossible length, received or offered for sending. */
  BAD_LENGTH,
  /** Frames received with an error that the device reported. */
  RECEIVE_ERRORS,
  /** Rules that the device broke; each took it down for a while. */
  DEVICE_ERRORS,
  /** How often the link went or came. */
  LINK_CHANGES,
  /** Frames of memory outside the pool that had to be copied. */
  COPIED,
  /** Frames outside the pool that were refused because the pool had no free slot to copy into. */
  POOL_EMPTY,
  /** Frames that were in the transmit ring when it was taken down. */
  ABANDONED
}
