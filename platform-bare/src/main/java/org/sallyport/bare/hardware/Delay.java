// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.hardware;

/** A short busy wait, for the resets that a data sheet gives a time for. */
public interface Delay {
  /** Waits at least {@code count} microseconds. */
  void microseconds(int count);
}
