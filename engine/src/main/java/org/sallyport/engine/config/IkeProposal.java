// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;

/**
 * One combination of algorithms for an IKE SA (RFC 7296 §3.3).
 *
 * @param suite encryption and integrity
 * @param prf the pseudo-random function
 * @param keyExchange the key exchange method
 */
public record IkeProposal(CipherSuite suite, PrfAlgorithm prf, KeyExchangeMethod keyExchange) {
  /** An IKE SA is always authenticated (RFC 7296 §3.3.3). */
  public IkeProposal {
    if (!suite.isAuthenticated()) {
      throw new IllegalArgumentException("an IKE SA needs integrity: " + suite.strongSwanName());
    }
  }

  /** Whether a part of it is off unless asked for. */
  public boolean isLegacy() {
    return suite.isLegacy() || prf.isLegacy() || keyExchange.isLegacy();
  }

  @Override
  public String toString() {
    return suite.strongSwanName() + "-" + prf.strongSwanName() + "-" + keyExchange.strongSwanName();
  }
}
