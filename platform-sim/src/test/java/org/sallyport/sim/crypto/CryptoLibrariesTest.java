// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.SealBurst;
import org.sallyport.engine.crypto.nativeapi.NativeCrypto.Level;
import org.sallyport.engine.crypto.nativeapi.NativeLibrary;
import org.sallyport.sim.Fitness;

/** The choice of libraries and what only the native one has to show. */
final class CryptoLibrariesTest {
  private static final int AAD = 8;
  private static final int SLOT = 2048;
  private static final int COUNT = 32;
  private static final EntropySource ENTROPY =
      (target, offset, length) -> Arrays.fill(target, offset, offset + length, (byte) 7);
  private static final CipherSuite PAPER =
      new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA1_96);
  private static final CipherSuite GCM =
      new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);

  @Test
  void bestComesFirstAndTheReferenceIsAlwaysThere() {
    List<String> names = CryptoLibraries.available().stream().map(CryptoLibrary::name).toList();
    assertEquals(List.of("jca", "bouncycastle"), names.subList(names.size() - 2, names.size()));
    assertEquals(names.getFirst(), CryptoLibraries.best().name());
  }

  @Test
  void nativeBurstsAllocateNothing() {
    NativeLibrary library = nativeLibrary();
    byte[] slab = new byte[COUNT * SLOT];
    SealBurst sealing = new SealBurst(COUNT);
    OpenBurst opening = new OpenBurst(COUNT);
    PacketSealer[] sealers = new PacketSealer[COUNT];
    PacketOpener[] openers = new PacketOpener[COUNT];
    for (int i = 0; i < COUNT; i++) {
      CipherSuite suite = i % 2 == 0 ? PAPER : GCM;
      byte[] key = new byte[suite.encryptionKeyLength()];
      byte[] integrityKey = new byte[suite.integrityKeyLength()];
      sealers[i] = library.sealer(suite, key, integrityKey, true, ENTROPY);
      openers[i] = library.opener(suite, key, integrityKey, true);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 100 && allocated > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int repeat = 0; repeat < 1000; repeat++) {
        turn(library, slab, sealing, opening, sealers, openers);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertEquals(0, allocated, "octets allocated by 1000 bursts, once compiled");
  }

  private static void turn(
      NativeLibrary library,
      byte[] slab,
      SealBurst sealing,
      OpenBurst opening,
      PacketSealer[] sealers,
      PacketOpener[] openers) {
    sealing.clear();
    opening.clear();
    for (int i = 0; i < COUNT; i++) {
      sealing.add(sealers[i], i * SLOT, AAD, 256, 1);
      opening.add(openers[i], i * SLOT, AAD, 256, 1);
    }
    library.sealBurst(slab, sealing);
    library.openBurst(slab, opening);
    for (int i = 0; i < COUNT; i++) {
      assertTrue(opening.isAuthentic(i));
    }
  }

  @Test
  void nativeMemoryIsUsedAgain() {
    FfmNativeCrypto nativeCrypto = NativeLevels.nativeCrypto(Level.AVX512);
    assertNotEquals(Level.NONE, nativeCrypto.start());
    NativeLibrary library = new NativeLibrary(nativeCrypto);
    for (int i = 0; i < 10_000; i++) {
      PacketSealer sealer = library.sealer(PAPER, new byte[16], new byte[20], false, ENTROPY);
      sealer.destroy();
      sealer.destroy();
    }
    assertEquals(2, nativeCrypto.freeAssociations(), "one for the packets, one for their IVs");
  }

  @Test
  void nativeTransformsStayWithTheirLibrary() {
    NativeLibrary one = nativeLibrary();
    NativeLibrary other = nativeLibrary();
    SealBurst burst = new SealBurst(1);
    burst.add(one.sealer(PAPER, new byte[16], new byte[20], false, ENTROPY), 0, AAD, 32, 0);
    assertThrows(IllegalArgumentException.class, () -> other.sealBurst(new byte[SLOT], burst));
  }

  @Test
  void theLongestIpPayloadCanBeSealedNatively() {
    NativeLibrary library = nativeLibrary();
    byte[] slab = new byte[65_535];
    int text = (slab.length - AAD - 16 - 12) / 16 * 16;
    PacketSealer sealer = library.sealer(PAPER, new byte[16], new byte[20], true, ENTROPY);
    sealer.seal(slab, 0, AAD, text, 9);
    assertTrue(library.opener(PAPER, new byte[16], new byte[20], true).open(slab, 0, AAD, text, 9));
    assertThrows(
        IllegalArgumentException.class, () -> sealer.seal(new byte[80_000], 0, AAD, 65_600, 9));
  }

  private static NativeLibrary nativeLibrary() {
    FfmNativeCrypto nativeCrypto = NativeLevels.nativeCrypto(Level.AVX512);
    if (nativeCrypto.start() == Level.NONE) {
      Fitness.lacks("AES instructions");
    }
    return new NativeLibrary(nativeCrypto);
  }
}
