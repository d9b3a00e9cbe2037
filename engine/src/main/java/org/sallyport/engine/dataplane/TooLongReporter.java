// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.sallyport.engine.frame.IpView;

/** Informs the sender of a packet that no association carries in one piece (RFC 4301 §8.2). */
@FunctionalInterface
public interface TooLongReporter {
  /** For packets of our own, whose sender learns it from the drop. */
  TooLongReporter NONE = (packet, longest, nowNs) -> {};

  /**
   * Sends the ICMP error, where one may be sent.
   *
   * @param packet the plaintext packet; stays the caller's
   * @param longest octets of the longest packet that would be carried
   */
  void tooLong(IpView packet, int longest, long nowNs);
}
