// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.util.Arrays;

/**
 * The deterministic random bit generator HMAC_DRBG (NIST SP 800-90A §10.1.2) on a PRF, with no
 * additional input. It draws nothing by itself: its owner gives it entropy and reseeds it.
 */
public final class HmacDrbg {
  /** Requests after which it must be reseeded (SP 800-90A table 2). */
  public static final long RESEED_INTERVAL = 1L << 48;

  /** Octets that one request may ask for (SP 800-90A table 2). */
  public static final int MAX_REQUEST = 1 << 16;

  private static final byte[] NONE = new byte[0];
  private static final byte[] ZERO = {0};
  private static final byte[] ONE = {1};

  private final Prf prf;
  private byte[] key;
  private byte[] value;
  private long requests;

  /**
   * Instantiates it (§10.1.2.3).
   *
   * @param entropy holds at least as many bits of entropy as the security strength
   * @param nonce half of that, or a value that is never used again (§8.6.7)
   * @param personalization what tells this generator from others, may be empty
   */
  public HmacDrbg(Prf prf, byte[] entropy, byte[] nonce, byte[] personalization) {
    this.prf = prf;
    this.key = new byte[prf.algorithm().outputLength()];
    this.value = new byte[prf.algorithm().outputLength()];
    Arrays.fill(value, (byte) 1);
    update(entropy, nonce, personalization);
  }

  /** Mixes fresh entropy in (§10.1.2.4). */
  public void reseed(byte[] entropy) {
    update(entropy, NONE, NONE);
    requests = 0;
  }

  /** Fills {@code target[offset .. offset + length)} (§10.1.2.5). */
  public void generate(byte[] target, int offset, int length) {
    if (length > MAX_REQUEST || requests >= RESEED_INTERVAL) {
      throw new IllegalStateException("request too long, or one too many without reseeding");
    }
    int done = 0;
    while (done < length) {
      value = prf.prf(key, value);
      int copied = Math.min(value.length, length - done);
      System.arraycopy(value, 0, target, offset + done, copied);
      done += copied;
    }
    update(NONE, NONE, NONE);
    requests++;
  }

  /** HMAC_DRBG_Update (§10.1.2.2). */
  private void update(byte[] first, byte[] second, byte[] third) {
    step(ZERO, first, second, third);
    if (first.length + second.length + third.length > 0) {
      step(ONE, first, second, third);
    }
  }

  private void step(byte[] separator, byte[] first, byte[] second, byte[] third) {
    byte[] before = key;
    key = prf.prf(before, value, separator, first, second, third);
    Arrays.fill(before, (byte) 0);
    byte[] old = value;
    value = prf.prf(key, old);
    Arrays.fill(old, (byte) 0);
  }
}
