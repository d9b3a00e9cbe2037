// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.SealBurst;

/** A few SAs and ESP packets laid out in one slab, all from a seed. */
final class PacketScene {
  private static final int AAD = 8;

  record Packet(int index, int association, int offset, int length, int highSequence) {}

  private record Association(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence) {}

  private final Random random;
  private final List<Association> associations = new ArrayList<>();
  private final List<Packet> packets = new ArrayList<>();
  private final byte[] plain;
  private final long seed;

  PacketScene(long seed, int count, List<CipherSuite> suites) {
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

  private PacketScene(long seed, CipherSuite suite, boolean extendedSequence, int size) {
    this.seed = seed;
    this.random = new Random(seed);
    associations.add(association(suite, extendedSequence));
    this.plain = new byte[addPacket(0, 0, size)];
    random.nextBytes(plain);
  }

  static PacketScene single(long seed, CipherSuite suite, boolean extendedSequence, int size) {
    return new PacketScene(seed, suite, extendedSequence, size);
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
    CipherSuite suite = associations.get(packet.association()).suite();
    return AAD + suite.ivLength() + packet.length() + suite.icvLength();
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
              each.suite(), each.encryptionKey(), each.integrityKey(), each.extendedSequence()));
    }
    return openers;
  }

  byte[] sealed(CryptoLibrary library) {
    byte[] slab = plain.clone();
    SealBurst burst = new SealBurst(packets.size());
    List<PacketSealer> sealers = sealers(library);
    for (Packet packet : packets) {
      burst.add(
          sealers.get(packet.association()),
          packet.offset(),
          AAD,
          packet.length(),
          packet.highSequence());
    }
    library.sealBurst(slab, burst);
    return slab;
  }

  OpenBurst open(CryptoLibrary library, byte[] slab) {
    OpenBurst burst = new OpenBurst(packets.size());
    List<PacketOpener> openers = openers(library);
    for (Packet packet : packets) {
      burst.add(
          openers.get(packet.association()),
          packet.offset(),
          AAD,
          packet.length(),
          packet.highSequence());
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
        Arrays.copyOfRange(plain, text, text + packet.length()),
        Arrays.copyOfRange(opened, text, text + packet.length()));
  }

  /** The text is what came in, or zeros. */
  void assertHidden(Packet packet, byte[] received, byte[] opened) {
    int text = textOffset(packet);
    byte[] left = Arrays.copyOfRange(opened, text, text + packet.length());
    byte[] came = Arrays.copyOfRange(received, text, text + packet.length());
    assertTrue(Arrays.equals(left, came) || Arrays.equals(left, new byte[left.length]));
  }

  private int textOffset(Packet packet) {
    return packet.offset() + AAD + associations.get(packet.association()).suite().ivLength();
  }

  List<Packet> packets() {
    return packets;
  }

  byte[] plain() {
    return plain;
  }
}
