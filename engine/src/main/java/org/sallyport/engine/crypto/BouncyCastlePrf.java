// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.bouncycastle.crypto.macs.HMac;

/** Pseudo-random functions of {@link BouncyCastleLibrary}: HMAC (RFC 2104), not truncated. */
final class BouncyCastlePrf implements Prf {
  private final PrfAlgorithm algorithm;

  BouncyCastlePrf(PrfAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  @Override
  public PrfAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public byte[] prf(byte[] key, byte[]... chunks) {
    HMac mac = new HMac(BouncyCastleLibrary.engine(algorithm.digest()));
    BouncyCastleLibrary.load(key, key.length, mac::init);
    for (byte[] chunk : chunks) {
      mac.update(chunk, 0, chunk.length);
    }
    byte[] result = new byte[mac.getMacSize()];
    mac.doFinal(result, 0);
    return result;
  }
}
