package org.sallyport.engine.crypto;

import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

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
    KeyParameter parameter = BouncyCastleLibrary.key(key, key.length);
    mac.init(parameter);
    BouncyCastleLibrary.wipe(parameter);
    for (byte[] chunk : chunks) {
      mac.update(chunk, 0, chunk.length);
    }
    byte[] result = new byte[mac.getMacSize()];
    mac.doFinal(result, 0);
    return result;
  }
}
