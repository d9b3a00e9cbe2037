// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.dataplane.sad.Encapsulation;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.InternetChecksum;

/** Every suite in every wrapping: what goes in comes out, and nothing else does. */
final class EspRoundTripTest {
  record Wrapping(
      CipherSuite suite,
      Mode mode,
      boolean innerIpv4,
      boolean outerIpv4,
      boolean udp,
      boolean extended) {
    EspPair.Builder builder() {
      EspPair.Builder builder = new EspPair.Builder();
      builder.suite = suite;
      builder.mode = mode;
      builder.outerIpv4 = outerIpv4;
      builder.extended = extended;
      builder.encapsulation = udp ? new Encapsulation(4500, 4501) : null;
      return builder;
    }
  }

  static List<CipherSuite> suites() {
    List<CipherSuite> suites = new ArrayList<>();
    for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values()) {
      for (int bits : new int[] {0, 128, 192, 256}) {
        for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
          if (CipherSuite.refusal(encryption, bits, integrity) == null
              && new CipherSuite(encryption, bits, integrity).isAuthenticated()) {
            suites.add(new CipherSuite(encryption, bits, integrity));
          }
        }
      }
    }
    return suites;
  }

  static Stream<Wrapping> wrappings() {
    List<Wrapping> wrappings = new ArrayList<>();
    for (CipherSuite suite : suites()) {
      for (int choice = 0; choice < 16; choice++) {
        boolean extended = (choice & 1) != 0;
        boolean udp = (choice & 2) != 0;
        boolean innerIpv4 = (choice & 4) != 0;
        boolean outerIpv4 = (choice & 8) != 0;
        wrappings.add(new Wrapping(suite, Mode.TUNNEL, innerIpv4, outerIpv4, udp, extended));
        if (innerIpv4 == outerIpv4) {
          wrappings.add(new Wrapping(suite, Mode.TRANSPORT, innerIpv4, outerIpv4, udp, extended));
        }
      }
    }
    return wrappings.stream();
  }

  @ParameterizedTest
  @MethodSource("wrappings")
  void whatGoesInComesOut(Wrapping wrapping) {
    // R4303-3.1.1-1, R4303-3.1.2-1, R4303-3.2-2
    EspPair pair = wrapping.builder().build();
    for (int length = 0; length < 40; length++) {
      byte[] inner = Packets.udp(wrapping.innerIpv4(), length);
      byte[] outer = pair.seal(inner, 0);
      assertNotNull(outer);
      assertOuterIsWellFormed(wrapping, outer);
      assertEquals(DropReason.NONE, pair.open(outer, 0));
      assertArrayEquals(inner, pair.lastArrived());
      assertEquals(DropReason.REPLAYED, pair.open(outer, 0));
    }
    byte[] large = Packets.udp(wrapping.innerIpv4(), 1400);
    assertEquals(DropReason.NONE, pair.open(pair.seal(large, 0), 0));
    assertArrayEquals(large, pair.lastArrived());
    assertEquals(41, pair.receiver.counters().packets());
    assertEquals(41, pair.sender.counters().packets());
    assertEquals(40, pair.receiver.counters().drops(DropReason.REPLAYED));
  }

  /** RFC 4301 §8.2.1: one octet more than what is reported would not fit, and what is does. */
  @ParameterizedTest
  @MethodSource("wrappings")
  void theLongestPacketThatFitsThePathIsReported(Wrapping wrapping) {
    EspPair pair = wrapping.builder().build();
    int headers = (wrapping.innerIpv4() ? 20 : 40) + 8;
    for (int mtu = 1400; mtu < 1416; mtu++) {
      pair.sender.setPathMtu(mtu);
      IpView any = EspPair.read(EspPair.frame(Packets.udp(wrapping.innerIpv4(), 20)));
      int longest = pair.sender.innerMtu(any);
      byte[] outer = pair.seal(Packets.udp(wrapping.innerIpv4(), longest - headers), 0);
      assertNotNull(outer);
      assertTrue(outer.length <= mtu, outer.length + " on a path of " + mtu);
      byte[] longer = Packets.udp(wrapping.innerIpv4(), longest + 1 - headers);
      DropReason taken = pair.offer(EspPair.frame(longer), 0);
      if (taken == DropReason.NONE) {
        assertTrue(pair.finish(0).length > mtu, "it is going to be cut on its way");
      } else {
        assertEquals(DropReason.FRAGMENTATION_NEEDED, taken);
      }
    }
  }

  private static void assertOuterIsWellFormed(Wrapping wrapping, byte[] outer) {
    int espOffset = EspPair.espOffset(outer);
    boolean ipv4 = wrapping.outerIpv4();
    assertEquals(ipv4 ? 4 : 6, outer[0] >> 4);
    assertEquals((ipv4 ? 20 : 40) + (wrapping.udp() ? 8 : 0), espOffset);
    int length = (outer[ipv4 ? 2 : 4] & 0xFF) << 8 | outer[ipv4 ? 3 : 5] & 0xFF;
    assertEquals(ipv4 ? outer.length : outer.length - 40, length);
    if (ipv4) {
      assertEquals(0, InternetChecksum.of(outer, 0, 20));
    }
    if (wrapping.mode() == Mode.TUNNEL) {
      assertTrue(EspPair.address(ipv4 ? "192.0.2.1" : "2001:db8::1").matches(outer, ipv4 ? 12 : 8));
      assertTrue(
          EspPair.address(ipv4 ? "192.0.2.2" : "2001:db8::2").matches(outer, ipv4 ? 16 : 24));
    }
    if (wrapping.udp()) {
      int udp = espOffset - 8;
      assertEquals(outer.length - udp, (outer[udp + 4] & 0xFF) << 8 | outer[udp + 5] & 0xFF);
      assertEquals(4500, (outer[udp] & 0xFF) << 8 | outer[udp + 1] & 0xFF);
      assertEquals(4501, (outer[udp + 2] & 0xFF) << 8 | outer[udp + 3] & 0xFF);
      if (ipv4) {
        assertEquals(0, outer[udp + 6] | outer[udp + 7]);
      } else {
        long pseudo = InternetChecksum.pseudoHeader(outer, 8, 16, 17, outer.length - udp);
        assertEquals(
            0,
            InternetChecksum.finish(InternetChecksum.sum(outer, udp, outer.length - udp) + pseudo));
      }
    }
    // RFC 4303 §2.4: the ciphertext ends on a 4-octet boundary.
    int text =
        outer.length - espOffset - 8 - wrapping.suite().ivLength() - wrapping.suite().icvLength();
    assertEquals(0, text % 4);
    assertEquals(0, text % wrapping.suite().blockLength());
  }

  static Stream<Wrapping> oneWrappingPerSuite() {
    return suites().stream()
        .flatMap(suite ->
            Stream.of(false, true)
                .map(extended -> new Wrapping(suite, Mode.TUNNEL, true, true, false, extended)));
  }

  @ParameterizedTest
  @MethodSource("oneWrappingPerSuite")
  void everyBitFlipIsRefusedAndMovesNothing(Wrapping wrapping) {
    // R4303-3.4.3-3, R4303-3.4.4-1
    EspPair pair = wrapping.builder().build();
    byte[] inner = Packets.udp(true, 5);
    byte[] outer = pair.seal(inner, 0);
    assertNotNull(outer);
    int espOffset = EspPair.espOffset(outer);
    for (int bit = 8 * espOffset; bit < 8 * outer.length; bit++) {
      byte[] forged = outer.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      DropReason reason = pair.open(forged, 0);
      boolean inSpi = bit / 8 < espOffset + 4;
      DropReason expected =
          inSpi
              ? DropReason.UNKNOWN_SPI
              : bit / 8 < espOffset + 8 && isZero(forged, espOffset + 4)
                  ? DropReason.ZERO_SEQUENCE
                  : DropReason.NOT_AUTHENTIC;
      assertEquals(expected, reason, "bit " + bit);
      assertEquals(0, pair.receiver.window().top());
    }
    assertTrue(pair.arrived.isEmpty());
    assertEquals(DropReason.NONE, pair.open(outer, 0));
    assertArrayEquals(inner, pair.lastArrived());
  }

  private static boolean isZero(byte[] bytes, int offset) {
    return (bytes[offset] | bytes[offset + 1] | bytes[offset + 2] | bytes[offset + 3]) == 0;
  }

  @ParameterizedTest
  @MethodSource("oneWrappingPerSuite")
  void everyTruncationAndExtensionIsRefused(Wrapping wrapping) {
    EspPair pair = wrapping.builder().build();
    byte[] outer = pair.seal(Packets.udp(true, 21), 0);
    assertNotNull(outer);
    for (int length = EspPair.espOffset(outer); length < outer.length + 40; length++) {
      if (length != outer.length) {
        assertNotEquals(
            DropReason.NONE, pair.open(Arrays.copyOf(outer, length), 0), "length " + length);
      }
    }
    assertEquals(0, pair.receiver.window().top());
    assertEquals(DropReason.NONE, pair.open(outer, 0));
  }

  /**
   * 32 packets of one slab: sealed as one batch in place, opened as one batch in place, in order.
   */
  @Test
  void aFullBurstPassesInPlaceAndInOrder() {
    EspPair pair = new EspPair.Builder().build();
    Slab slab = new Slab(32, EspPair.SLOT, EspPair.HEAD_ROOM);
    List<byte[]> inner = new ArrayList<>();
    for (int index = 0; index < 32; index++) {
      inner.add(Packets.udp(index % 3 != 0, 30 + index));
      Frame frame = new Frame(slab, index);
      System.arraycopy(
          inner.get(index),
          0,
          slab.bytes(),
          frame.append(inner.get(index).length),
          inner.get(index).length);
      assertTrue(pair.outbound.takes(frame));
      assertEquals(DropReason.NONE, pair.offer(frame, 0));
    }
    assertEquals(
        DropReason.QUEUE_FULL, pair.offer(new Frame(slab, 0).set(192, inner.get(0).length), 0));
    List<int[]> outer = new ArrayList<>();
    pair.outbound.finish(
        (packet, association, now) -> outer.add(new int[] {packet.offset(), packet.length()}), 0);
    assertEquals(32, outer.size());
    for (int index = 0; index < 32; index++) {
      Frame frame = new Frame(slab, index).set(outer.get(index)[0], outer.get(index)[1]);
      assertEquals(
          DropReason.NONE,
          pair.inbound.add(EspPair.read(frame), frame.offset() + 20, frame.length() - 20, 0));
    }
    assertEquals(
        32,
        pair.inbound.finish(
            (packet, association, now) -> pair.arrived.add(EspPair.octets(packet)), 0));
    for (int index = 0; index < 32; index++) {
      assertArrayEquals(inner.get(index), pair.arrived.get(index));
    }
  }
}
