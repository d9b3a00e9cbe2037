// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import java.util.Random;
import org.sallyport.engine.crypto.EntropySource;

/** Entropy for tests: repeatable, and nothing that a vector's outcome depends on. */
public final class VectorEntropy {
  /** For sealers whose IVs come from the vector. */
  public static final EntropySource UNUSED = seeded(0);

  private VectorEntropy() {}

  /** A repeatable source. */
  public static EntropySource seeded(long seed) {
    Random random = new Random(seed);
    return (target, offset, length) -> {
      byte[] octets = new byte[length];
      random.nextBytes(octets);
      System.arraycopy(octets, 0, target, offset, length);
    };
  }
}
