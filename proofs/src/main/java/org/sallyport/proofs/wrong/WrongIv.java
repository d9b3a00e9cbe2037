// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.wrong;

import java.util.List;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IvGenerator;

/** Generators of IVs that go wrong. */
// The wrong methods are read from their class files, never called.
@SuppressWarnings({"UnusedMethod", "UnusedVariable"})
public final class WrongIv {
  private WrongIv() {}

  /** Each, with the claim that does not hold with it. */
  public static List<WrongMethod> all() {
    return List.of(
        new WrongMethod(
            "repeats",
            "iv-counter",
            "org/sallyport/engine/crypto/IvGenerator$Counter.next([BI)V",
            Repeats.class,
            "the IV of an AEAD repeats after 65,536 packets"),
        new WrongMethod(
            "predictable",
            "iv-cbc",
            "org/sallyport/engine/crypto/IvGenerator$EncryptedCounter.next([BI)V",
            Predictable.class,
            "the IV of CBC is the counter, not encrypted"),
        new WrongMethod(
            "half-a-key",
            "iv-cbc",
            "org/sallyport/engine/crypto/IvGenerator.of(Lorg/sallyport/engine/crypto/CipherSuite;"
                + "Lorg/sallyport/engine/crypto/EntropySource;"
                + "Lorg/sallyport/engine/crypto/IvGenerator$BlockEncryptorFactory;)Lorg/sallyport/engine/crypto/IvGenerator;",
            HalfAKey.class,
            "half of the key that makes the IVs of CBC is not drawn"),
        new WrongMethod(
            "not-written",
            "iv-sealed",
            "org/sallyport/engine/crypto/PacketSealer.prepare([BIII)V",
            NotWritten.class,
            "packets are sealed under whatever lies where their IV belongs"));
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
