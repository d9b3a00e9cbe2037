// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.IpAddress;

/** Takes what keeps the client from an address, for the operator. */
public interface DhcpReports {
  /**
   * A server offers or grants what is of no use.
   *
   * @param message what it says, to be read during the call only
   */
  void unusable(LeaseDefect defect, DhcpMessage message, long nowNs);

  /**
   * No server has answered.
   *
   * @param held our address, whose lease it does not prolong; null while there is none
   * @param sinceNs how long the client has asked
   */
  void silence(@Nullable IpAddress held, long sinceNs, long nowNs);

  /** Another host has the address that was granted. */
  void conflict(IpAddress address, IpAddress server, long nowNs);
}
