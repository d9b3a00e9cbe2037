// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/** Hashes of {@link BouncyCastleLibrary}. */
final class BouncyCastleDigest implements Digest {
  private final DigestAlgorithm algorithm;

  BouncyCastleDigest(DigestAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  @Override
  public DigestAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public byte[] digest(byte[]... chunks) {
    org.bouncycastle.crypto.Digest digest = BouncyCastleLibrary.engine(algorithm);
    for (byte[] chunk : chunks) {
      digest.update(chunk, 0, chunk.length);
    }
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return result;
  }
}
