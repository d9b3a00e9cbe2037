package org.sallyport.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
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
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.SealBurst;
import org.sallyport.sim.crypto.CryptoLibraries;

/** All crypto libraries do the same to the same packets, and none takes a changed one. */
final class CryptoLibraryProperties {
  private static final int AAD = 8;

  @Provide
  Arbitrary<CipherSuite> suites() {
    return Arbitraries.of(authenticatedSuites());
  }

  /** Bursts over several SAs: every library makes the same bytes and opens the others'. */
  @Property(tries = 150)
  void burstsAgree(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
    Scene scene = new Scene(seed, count, authenticatedSuites());
    byte[] reference = null;
    for (CryptoLibrary library : CryptoLibraries.available()) {
      byte[] slab = scene.plain.clone();
      SealBurst burst = new SealBurst(count);
      List<PacketSealer> sealers = scene.sealers(library);
      for (Packet packet : scene.packets) {
        PacketSealer sealer = sealers.get(packet.association);
        burst.add(sealer, packet.offset, AAD, packet.length, packet.highSequence);
      }
      library.sealBurst(slab, burst);
      if (reference == null) {
        reference = slab;
      }
      assertArrayEquals(reference, slab, library.name());
      for (CryptoLibrary other : CryptoLibraries.available()) {
        byte[] opened = slab.clone();
        OpenBurst result = scene.open(other, opened);
        for (Packet packet : scene.packets) {
          assertTrue(result.isAuthentic(packet.index), other.name() + " " + packet);
        }
        scene.assertPlain(opened);
      }
    }
  }

  /** Singly sealed and burst-sealed packets are the same bytes. */
  @Property(tries = 60)
  void burstEqualsSingle(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int count) {
    Scene scene = new Scene(seed, count, authenticatedSuites());
    for (CryptoLibrary library : CryptoLibraries.available()) {
      byte[] inBurst = scene.sealed(library);
      byte[] singly = scene.plain.clone();
      List<PacketSealer> sealers = scene.sealers(library);
      for (Packet packet : scene.packets) {
        sealers
            .get(packet.association)
            .seal(singly, packet.offset, AAD, packet.length, packet.highSequence);
      }
      assertArrayEquals(inBurst, singly, library.name());
      List<PacketOpener> openers = scene.openers(library);
      for (Packet packet : scene.packets) {
        assertTrue(
            openers
                .get(packet.association)
                .open(singly, packet.offset, AAD, packet.length, packet.highSequence));
      }
      scene.assertPlain(singly);
    }
  }

  /** One bit changed anywhere in some packets: exactly those are refused, nothing of them shown. */
  @Property(tries = 150)
  void changedPacketsAreRefused(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
    Scene scene = new Scene(seed, count, authenticatedSuites());
    Random random = new Random(seed);
    for (CryptoLibrary library : CryptoLibraries.available()) {
      byte[] sealed = scene.sealed(library);
      boolean[] changed = new boolean[count];
      for (Packet packet : scene.packets) {
        if (random.nextBoolean()) {
          changed[packet.index] = true;
          int bit = random.nextInt(8 * scene.packetLength(packet));
          sealed[packet.offset + bit / 8] ^= (byte) (1 << (bit % 8));
        }
      }
      byte[] opened = sealed.clone();
      OpenBurst result = scene.open(library, opened);
      for (Packet packet : scene.packets) {
        assertEquals(
            !changed[packet.index], result.isAuthentic(packet.index), library.name() + packet);
        if (changed[packet.index]) {
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
    Scene scene = Scene.single(seed, suite, extendedSequence, size);
    Packet packet = scene.packets.getFirst();
    for (CryptoLibrary library : CryptoLibraries.available()) {
      byte[] sealed = scene.sealed(library);
      PacketOpener opener = scene.openers(library).getFirst();
      for (int bit = 0; bit < 8 * scene.packetLength(packet); bit++) {
        byte[] forged = sealed.clone();
        forged[packet.offset + bit / 8] ^= (byte) (1 << (bit % 8));
        byte[] opened = forged.clone();
        assertFalse(
            opener.open(opened, packet.offset, AAD, packet.length, packet.highSequence),
            library.name() + " took bit " + bit);
        scene.assertHidden(packet, forged, opened);
      }
      byte[] wrongHigh = sealed.clone();
      assertEquals(
          !extendedSequence,
          opener.open(wrongHigh, packet.offset, AAD, packet.length, packet.highSequence + 1),
          library.name() + " on another high half");
      byte[] again = sealed.clone();
      assertTrue(opener.open(again, packet.offset, AAD, packet.length, packet.highSequence));
      scene.assertPlain(packet, again);
    }
  }

  /** Two hundred packets of one SA never share an IV. */
  @Property(tries = 20)
  void ivsNeverRepeat(@ForAll("suites") CipherSuite suite, @ForAll long seed) {
    if (suite.ivLength() == 0) {
      return;
    }
    Scene scene = Scene.single(seed, suite, false, 16);
    Packet packet = scene.packets.getFirst();
    for (CryptoLibrary library : CryptoLibraries.available()) {
      PacketSealer sealer = scene.sealers(library).getFirst();
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        byte[] slab = scene.plain.clone();
        sealer.seal(slab, packet.offset, AAD, packet.length, 0);
        int iv = packet.offset + AAD;
        assertTrue(seen.add(Arrays.toString(Arrays.copyOfRange(slab, iv, iv + suite.ivLength()))));
      }
    }
  }

  private static List<CipherSuite> authenticatedSuites() {
    List<CipherSuite> suites = new ArrayList<>();
    for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values()) {
      for (int bits : new int[] {0, 128, 192, 256}) {
        for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
          if (CipherSuite.refusal(encryption, bits, integrity) == null) {
            suites.add(new CipherSuite(encryption, bits, integrity));
          }
        }
      }
    }
    suites.removeIf(suite -> !suite.isAuthenticated());
    return suites;
  }

  private record Packet(int index, int association, int offset, int length, int highSequence) {}

  private record Association(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence) {}

  /** A few SAs and packets laid out in one slab, all from a seed. */
  private static final class Scene {
    private final Random random;
    private final List<Association> associations = new ArrayList<>();
    private final List<Packet> packets = new ArrayList<>();
    private final byte[] plain;
    private final long seed;

    Scene(long seed, int count, List<CipherSuite> suites) {
      this.seed = seed;
      this.random = new Random(seed);
      int associationCount = 1 + random.nextInt(5);
      for (int i = 0; i < associationCount; i++) {
        CipherSuite suite = suites.get(random.nextInt(suites.size()));
        associations.add(association(suite, random.nextBoolean()));
      }
      int end = 0;
      for (int i = 0; i < count; i++) {
        int size = random.nextBoolean() ? random.nextInt(64) : random.nextInt(1500);
        end = addPacket(end, random.nextInt(associationCount), size);
      }
      this.plain = new byte[end + random.nextInt(9)];
      random.nextBytes(plain);
    }

    private Scene(long seed, CipherSuite suite, boolean extendedSequence, int size) {
      this.seed = seed;
      this.random = new Random(seed);
      associations.add(association(suite, extendedSequence));
      this.plain = new byte[addPacket(0, 0, size)];
      random.nextBytes(plain);
    }

    static Scene single(long seed, CipherSuite suite, boolean extendedSequence, int size) {
      return new Scene(seed, suite, extendedSequence, size);
    }

    private Association association(CipherSuite suite, boolean extendedSequence) {
      byte[] encryptionKey = new byte[suite.encryptionKeyLength()];
      byte[] integrityKey = new byte[suite.integrityKeyLength()];
      random.nextBytes(encryptionKey);
      random.nextBytes(integrityKey);
      return new Association(suite, encryptionKey, integrityKey, extendedSequence);
    }

    private int addPacket(int end, int association, int size) {
      CipherSuite suite = associations.get(association).suite();
      int length = size - size % suite.blockLength();
      int offset = end + random.nextInt(9);
      Packet packet = new Packet(packets.size(), association, offset, length, random.nextInt());
      packets.add(packet);
      return offset + packetLength(packet);
    }

    int packetLength(Packet packet) {
      CipherSuite suite = associations.get(packet.association).suite();
      return AAD + suite.ivLength() + packet.length + suite.icvLength();
    }

    List<PacketSealer> sealers(CryptoLibrary library) {
      List<PacketSealer> sealers = new ArrayList<>();
      for (Association each : associations) {
        sealers.add(
            library.sealer(
                each.suite(),
                each.encryptionKey(),
                each.integrityKey(),
                each.extendedSequence(),
                VectorEntropy.seeded(seed)));
      }
      return sealers;
    }

    List<PacketOpener> openers(CryptoLibrary library) {
      List<PacketOpener> openers = new ArrayList<>();
      for (Association each : associations) {
        openers.add(
            library.opener(
                each.suite(),
                each.encryptionKey(),
                each.integrityKey(),
                each.extendedSequence()));
      }
      return openers;
    }

    byte[] sealed(CryptoLibrary library) {
      byte[] slab = plain.clone();
      SealBurst burst = new SealBurst(packets.size());
      List<PacketSealer> sealers = sealers(library);
      for (Packet packet : packets) {
        burst.add(
            sealers.get(packet.association),
            packet.offset,
            AAD,
            packet.length,
            packet.highSequence);
      }
      library.sealBurst(slab, burst);
      return slab;
    }

    OpenBurst open(CryptoLibrary library, byte[] slab) {
      OpenBurst burst = new OpenBurst(packets.size());
      List<PacketOpener> openers = openers(library);
      for (Packet packet : packets) {
        burst.add(
            openers.get(packet.association),
            packet.offset,
            AAD,
            packet.length,
            packet.highSequence);
      }
      library.openBurst(slab, burst);
      return burst;
    }

    void assertPlain(byte[] opened) {
      packets.forEach(packet -> assertPlain(packet, opened));
    }

    void assertPlain(Packet packet, byte[] opened) {
      int text = textOffset(packet);
      assertArrayEquals(
          Arrays.copyOfRange(plain, text, text + packet.length),
          Arrays.copyOfRange(opened, text, text + packet.length));
    }

    /** The text is what came in, or zeros. */
    void assertHidden(Packet packet, byte[] received, byte[] opened) {
      int text = textOffset(packet);
      byte[] left = Arrays.copyOfRange(opened, text, text + packet.length);
      byte[] came = Arrays.copyOfRange(received, text, text + packet.length);
      assertTrue(Arrays.equals(left, came) || Arrays.equals(left, new byte[left.length]));
    }

    private int textOffset(Packet packet) {
      return packet.offset + AAD + associations.get(packet.association).suite().ivLength();
    }
  }
}
