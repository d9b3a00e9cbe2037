// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import org.sallyport.engine.crypto.CipherSuite;

/**
 * One combination of algorithms for a Child SA of ESP (RFC 7296 §3.3).
 *
 * @param suite encryption and integrity
 * @param extendedSequence whether sequence numbers have 64 bits (RFC 4304)
 */
public record EspProposal(CipherSuite suite, boolean extendedSequence) {
  /** A negotiated Child SA is always authenticated (RFC 8221 §4). */
  public EspProposal {
    if (!suite.isAuthenticated()) {
      throw new IllegalArgumentException(
          "ESP without integrity is not negotiated: " + suite.strongSwanName());
    }
  }

  @Override
  public String toString() {
    return suite.strongSwanName() + (extendedSequence ? "-esn" : "");
  }
}
