// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.wrong;

import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IvGenerator;

/** Generators of IVs that go wrong. */
// The wrong methods are read from their class files, never called.
@SuppressWarnings({"UnusedMethod", "UnusedVariable"})
public enum WrongIv {
  /** A counter of 16 bits. */
  REPEATS(
      "repeats",
      "org/sallyport/engine/crypto/IvGenerator$Counter.next([BI)V",
      Repeats.class,
      "the IV of an AEAD repeats after 65,536 packets"),
  /** The counter itself. */
  PREDICTABLE(
      "predictable",
      "org/sallyport/engine/crypto/IvGenerator$EncryptedCounter.next([BI)V",
      Predictable.class,
      "the IV of CBC is the counter, not encrypted"),
  /** Half of the key is not drawn. */
  HALF_A_KEY(
      "half-a-key",
      "org/sallyport/engine/crypto/IvGenerator.of(Lorg/sallyport/engine/crypto/CipherSuite;"
          + "Lorg/sallyport/engine/crypto/EntropySource;"
          + "Lorg/sallyport/engine/crypto/IvGenerator$BlockEncryptorFactory;)Lorg/sallyport/engine/crypto/IvGenerator;",
      HalfAKey.class,
      "half of the key that makes the IVs of CBC is not drawn"),
  /** No IV is written. */
  NOT_WRITTEN(
      "not-written",
      "org/sallyport/engine/crypto/PacketSealer.prepare([BIII)V",
      NotWritten.class,
      "packets are sealed under whatever lies where their IV belongs");

  // A record of strings and a class does not change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final WrongMethod wrong;

  WrongIv(String label, String method, Class<?> type, String story) {
    wrong = new WrongMethod(label, method, type, story);
  }

  /** The method, and what is wrong with it. */
  public WrongMethod wrong() {
    return wrong;
  }

  private static final class Repeats {
    private long count;

    void next(byte[] slab, int ivOffset) {
      count++;
      for (int index = 0; index < 6; index++) {
        slab[ivOffset + index] = 0;
      }
      slab[ivOffset + 6] = (byte) (count >>> 8);
      slab[ivOffset + 7] = (byte) count;
    }
  }

  private static final class Predictable {
    private long count;

    void next(byte[] slab, int ivOffset) {
      count++;
      for (int index = 0; index < 8; index++) {
        slab[ivOffset + index] = 0;
        slab[ivOffset + 8 + index] = (byte) (count >>> 56 - 8 * index);
      }
    }
  }

  private static final class HalfAKey {
    static IvGenerator of(
        CipherSuite suite, EntropySource entropy, IvGenerator.BlockEncryptorFactory factory) {
      byte[] key = new byte[16];
      entropy.fill(key, 0, 8);
      factory.create(key);
      return null;
    }
  }

  private static final class NotWritten {
    void prepare(byte[] slab, int offset, int aadLength, int textLength) {}
  }
}
