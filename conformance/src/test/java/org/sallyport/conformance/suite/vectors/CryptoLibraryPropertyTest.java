// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.SealBurst;
import org.sallyport.sim.crypto.CryptoLibraries;

/** All crypto libraries do the same to the same packets, and none takes a changed one. */
final class CryptoLibraryPropertyTest {
  private static final int AAD = 8;

  @Provide
  Arbitrary<CipherSuite> suites() {
    return Arbitraries.of(PacketPeerCases.authenticatedSuites());
  }

  /** Bursts over several SAs: every library makes the same bytes and opens the others'. */
  @Property(tries = 150)
  void burstsAgree(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
    PacketScene scene = new PacketScene(seed, count, PacketPeerCases.authenticatedSuites());
    byte[] reference = null;
    for (CryptoLibrary library : CryptoLibraries.available()) {
      byte[] slab = scene.plain().clone();
      SealBurst burst = new SealBurst(count);
      List<PacketSealer> sealers = scene.sealers(library);
      for (PacketScene.Packet packet : scene.packets()) {
        PacketSealer sealer = sealers.get(packet.association());
        burst.add(sealer, packet.offset(), AAD, packet.length(), packet.highSequence());
      }
      library.sealBurst(slab, burst);
      if (reference == null) {
        reference = slab;
      }
      assertArrayEquals(reference, slab, library.name());
      for (CryptoLibrary other : CryptoLibraries.available()) {
        byte[] opened = slab.clone();
        OpenBurst result = scene.open(other, opened);
        for (PacketScene.Packet packet : scene.packets()) {
          assertTrue(result.isAuthentic(packet.index()), other.name() + " " + packet);
        }
        scene.assertPlain(opened);
      }
    }
  }

  /** Singly sealed and burst-sealed packets are the same bytes. */
  @Property(tries = 60)
  void burstEqualsSingle(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int count) {
    PacketScene scene = new PacketScene(seed, count, PacketPeerCases.authenticatedSuites());
    for (CryptoLibrary library : CryptoLibraries.available()) {
      byte[] inBurst = scene.sealed(library);
      byte[] singly = scene.plain().clone();
      List<PacketSealer> sealers = scene.sealers(library);
      for (PacketScene.Packet packet : scene.packets()) {
        sealers
            .get(packet.association())
            .seal(singly, packet.offset(), AAD, packet.length(), packet.highSequence());
      }
      assertArrayEquals(inBurst, singly, library.name());
      List<PacketOpener> openers = scene.openers(library);
      for (PacketScene.Packet packet : scene.packets()) {
        assertTrue(
            openers
                .get(packet.association())
                .open(singly, packet.offset(), AAD, packet.length(), packet.highSequence()));
      }
      scene.assertPlain(singly);
    }
  }

  /** One bit changed anywhere in some packets: exactly those are refused, nothing of them shown. */
  @Property(tries = 150)
  void changedPacketsAreRefused(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
    PacketScene scene = new PacketScene(seed, count, PacketPeerCases.authenticatedSuites());
    Random random = new Random(seed);
    for (CryptoLibrary library : CryptoLibraries.available()) {
      byte[] sealed = scene.sealed(library);
      boolean[] changed = new boolean[count];
      for (PacketScene.Packet packet : scene.packets()) {
        if (random.nextBoolean()) {
          changed[packet.index()] = true;
          int bit = random.nextInt(8 * scene.packetLength(packet));
          sealed[packet.offset() + bit / 8] ^= (byte) (1 << (bit % 8));
        }
      }
      byte[] opened = sealed.clone();
      OpenBurst result = scene.open(library, opened);
      for (PacketScene.Packet packet : scene.packets()) {
        assertEquals(
            !changed[packet.index()], result.isAuthentic(packet.index()), library.name() + packet);
        if (changed[packet.index()]) {
          scene.assertHidden(packet, sealed, opened);
        } else {
          scene.assertPlain(packet, opened);
        }
      }
    }
  }

  /** Every single bit of one packet, one after the other. */
  @Property(tries = 30)
  void everyBitCounts(
      @ForAll("suites") CipherSuite suite,
      @ForAll boolean extendedSequence,
      @ForAll @IntRange(min = 0, max = 40) int size,
      @ForAll long seed) {
    PacketScene scene = PacketScene.single(seed, suite, extendedSequence, size);
    PacketScene.Packet packet = scene.packets().getFirst();
    for (CryptoLibrary library : CryptoLibraries.available()) {
      byte[] sealed = scene.sealed(library);
      PacketOpener opener = scene.openers(library).getFirst();
      for (int bit = 0; bit < 8 * scene.packetLength(packet); bit++) {
        byte[] forged = sealed.clone();
        forged[packet.offset() + bit / 8] ^= (byte) (1 << (bit % 8));
        byte[] opened = forged.clone();
        assertFalse(
            opener.open(opened, packet.offset(), AAD, packet.length(), packet.highSequence()),
            library.name() + " took bit " + bit);
        scene.assertHidden(packet, forged, opened);
      }
      byte[] wrongHigh = sealed.clone();
      assertEquals(
          !extendedSequence,
          opener.open(wrongHigh, packet.offset(), AAD, packet.length(), packet.highSequence() + 1),
          library.name() + " on another high half");
      byte[] again = sealed.clone();
      assertTrue(opener.open(again, packet.offset(), AAD, packet.length(), packet.highSequence()));
      scene.assertPlain(packet, again);
    }
  }

  /** Two hundred packets of one SA never share an IV. */
  @Property(tries = 20)
  void ivsNeverRepeat(@ForAll("suites") CipherSuite suite, @ForAll long seed) {
    if (suite.ivLength() == 0) {
      return;
    }
    PacketScene scene = PacketScene.single(seed, suite, false, 16);
    PacketScene.Packet packet = scene.packets().getFirst();
    for (CryptoLibrary library : CryptoLibraries.available()) {
      PacketSealer sealer = scene.sealers(library).getFirst();
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        byte[] slab = scene.plain().clone();
        sealer.seal(slab, packet.offset(), AAD, packet.length(), 0);
        int iv = packet.offset() + AAD;
        assertTrue(seen.add(Arrays.toString(Arrays.copyOfRange(slab, iv, iv + suite.ivLength()))));
      }
    }
  }
}
