// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.random;

import java.security.SecureRandom;
import org.sallyport.engine.crypto.EntropySource;

/** The operating system's entropy, for engines that talk to real peers. */
public final class SystemEntropy implements EntropySource {
  private final SecureRandom source = new SecureRandom();

  /** Takes the JDK's default generator, which the operating system seeds. */
  public SystemEntropy() {}

  @Override
  public void fill(byte[] target, int offset, int length) {
    byte[] bytes = new byte[length];
    source.nextBytes(bytes);
    System.arraycopy(bytes, 0, target, offset, length);
    java.util.Arrays.fill(bytes, (byte) 0);
  }
}
