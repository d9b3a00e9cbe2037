// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.util.Arrays;
import org.sallyport.engine.wire.Octets;

/** Makes the explicit IVs of one sealer. */
public abstract class IvGenerator {
  private IvGenerator() {}

  /** Encrypts one 16-octet block in place: what the encrypted counter needs of AES. */
  public interface BlockEncryptor {
    /** Encrypts {@code block[offset .. offset + 16)} in place. */
    void encrypt(byte[] block, int offset);

    /** Zeroes the key. */
    void destroy();
  }

  /** Makes a block encryptor from a key. */
  @FunctionalInterface
  public interface BlockEncryptorFactory {
    /** AES with a key of 16 octets, which the caller zeroes afterwards. */
    BlockEncryptor create(byte[] key);
  }

  /** Writes the next IV. */
  abstract void next(byte[] slab, int ivOffset);

  /** Forgets keys. */
  abstract void destroy();

  /** The generator that the suite asks for; draws a key from {@code entropy} for CBC only. */
  public static IvGenerator of(
      CipherSuite suite, EntropySource entropy, BlockEncryptorFactory blockEncryptors) {
    return switch (suite.encryption()) {
      case NULL -> new None();
      case AES_GCM_16, CHACHA20_POLY1305 -> new Counter();
      case AES_CBC -> {
        byte[] key = new byte[16];
        entropy.fill(key, 0, key.length);
        IvGenerator generator = new EncryptedCounter(blockEncryptors.create(key));
        Arrays.fill(key, (byte) 0);
        yield generator;
      }
    };
  }

  private static final class None extends IvGenerator {
    @Override
    void next(byte[] slab, int ivOffset) {}

    @Override
    void destroy() {}
  }

  /**
   * AEAD: a 64-bit counter from 1, so on an ESP SA it equals the (extended) sequence number, but is
   * kept here so that no caller can make it repeat (RFC 4106 §3.1, RFC 7634 §2).
   */
  private static final class Counter extends IvGenerator {
    private long count;

    @Override
    void next(byte[] slab, int ivOffset) {
      count++;
      Octets.put64(slab, ivOffset, count);
    }

    @Override
    void destroy() {}
  }

  /**
   * CBC: a counter encrypted under a random key of its own. RFC 3602 §3 wants IVs that cannot be
   * predicted; AES under a secret key is a permutation that looks random, so these cannot be
   * predicted and, unlike random ones, cannot repeat. One draw of entropy per SA is enough, which
   * keeps a slow hardware source off the data path, and the key is not the packets' key, so IVs
   * give nothing away about it (NIST SP 800-38A appendix C).
   */
  private static final class EncryptedCounter extends IvGenerator {
    private final BlockEncryptor encryptor;
    private long count;

    EncryptedCounter(BlockEncryptor encryptor) {
      this.encryptor = encryptor;
    }

    @Override
    void next(byte[] slab, int ivOffset) {
      count++;
      Octets.put64(slab, ivOffset, 0);
      Octets.put64(slab, ivOffset + 8, count);
      encryptor.encrypt(slab, ivOffset);
    }

    @Override
    void destroy() {
      encryptor.destroy();
    }
  }
}
