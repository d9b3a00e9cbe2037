// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import org.sallyport.engine.crypto.EntropySource;

/**
 * Octets that differ and are no secret, for the identifiers of IP packets on a machine that has no
 * random numbers and therefore speaks no IKE.
 */
final class CountedOctets implements EntropySource {
  private byte next;

  @Override
  public void fill(byte[] target, int offset, int length) {
    for (int i = 0; i < length; i++) {
      target[offset + i] = next++;
    }
  }
}
