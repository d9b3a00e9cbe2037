// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** HMAC with its key loaded (RFC 2104); allocates nothing per packet. */
final class BouncyCastleHmac implements PacketMac {
  private final HMac mac;

  BouncyCastleHmac(DigestAlgorithm digest, byte[] key) {
    HMac loaded = new HMac(BouncyCastleLibrary.engine(digest));
    BouncyCastleLibrary.load(key, key.length, loaded::init);
    mac = loaded;
  }

  @Override
  public int outputLength() {
    return mac.getMacSize();
  }

  @Override
  public void update(byte[] input, int offset, int length) {
    mac.update(input, offset, length);
  }

  @Override
  public void finish(byte[] output, int offset) {
    mac.doFinal(output, offset);
  }

  @Override
  public void destroy() {
    mac.init(new KeyParameter(new byte[outputLength()]));
  }
}
