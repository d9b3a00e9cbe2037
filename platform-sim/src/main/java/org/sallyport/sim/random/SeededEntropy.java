// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.random;

import org.sallyport.engine.crypto.EntropySource;

/** Predictable "entropy" for simulated engines: the same seed gives the same keys. */
public final class SeededEntropy implements EntropySource {
  private final SeededRandom random;

  /**
   * @param random used by nobody else
   */
  public SeededEntropy(SeededRandom random) {
    this.random = random;
  }

  @Override
  public void fill(byte[] target, int offset, int length) {
    random.fill(target, offset, length);
  }
}
