// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.crypto;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.SealBurst;

/**
 * How fast this machine seals: bursts of {@value #BURST} packets of {@value #TEXT} octets, each of
 * an SA of its own, for a tenth of a second.
 *
 * @param suite what was measured
 * @param megabitsPerSecond text only, without headers
 */
public record Throughput(CipherSuite suite, long megabitsPerSecond) {
  static final int BURST = 32;
  static final int TEXT = 1408;

  private static final int AAD = 8;
  private static final int SLOT = 2048;
  private static final long DURATION_NS = 100_000_000;
  private static final EntropySource NO_SECRET =
      (target, offset, length) -> Arrays.fill(target, offset, offset + length, (byte) 0x5a);

  /** The paper's suite and the one that is proposed first today. */
  public static List<Throughput> measure(CryptoLibrary library, LongSupplier clockNs) {
    return List.of(
        measure(
            library,
            new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA1_96),
            clockNs),
        measure(
            library,
            new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE),
            clockNs));
  }

  private static Throughput measure(
      CryptoLibrary library, CipherSuite suite, LongSupplier clockNs) {
    byte[] slab = new byte[BURST * SLOT];
    PacketSealer[] sealers = new PacketSealer[BURST];
    for (int i = 0; i < BURST; i++) {
      sealers[i] =
          library.sealer(
              suite,
              new byte[suite.encryptionKeyLength()],
              new byte[suite.integrityKeyLength()],
              false,
              NO_SECRET);
    }
    SealBurst burst = new SealBurst(BURST);
    long startNs = clockNs.getAsLong();
    long elapsedNs = 0;
    long packets = 0;
    while (elapsedNs < DURATION_NS) {
      burst.clear();
      for (int i = 0; i < BURST; i++) {
        burst.add(sealers[i], i * SLOT, AAD, TEXT, 0);
      }
      library.sealBurst(slab, burst);
      packets += BURST;
      elapsedNs = clockNs.getAsLong() - startNs;
    }
    for (PacketSealer sealer : sealers) {
      sealer.destroy();
    }
    return new Throughput(suite, packets * TEXT * Byte.SIZE * 1000 / elapsedNs);
  }

  /** One line for the console. */
  public String description() {
    return suite.strongSwanName()
        + ": "
        + megabitsPerSecond
        + " Mbit/s in bursts of "
        + BURST
        + " packets of "
        + TEXT
        + " octets";
  }
}
