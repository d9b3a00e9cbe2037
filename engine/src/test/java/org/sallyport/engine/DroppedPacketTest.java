// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/**
 * A dropped packet is counted once, whichever way it came, and allocates nothing: a flood of what
 * is refused costs no memory. Cryptography is left out, since it is the platform's.
 */
final class DroppedPacketTest {
  private static final int PACKETS = 32 * 500;
  private static final int OUTER_SPI = 20;
  private static final int OUTER_SEQUENCE = 24;
  private static final int INNER = 20 + 8 + 8;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What the crypto library does with a burst. */
  private enum Opening {
    REAL,
    AUTHENTIC,
    FORGED
  }

  private Opening opening = Opening.REAL;
  private final EnginePair.Setup setup = new EnginePair.Setup();

  /** A packet that is dropped, the way that it comes, and why it goes. */
  enum Dropped {
    UNKNOWN_SPI(DropReason.UNKNOWN_SPI),
    REPLAYED(DropReason.REPLAYED),
    FORGED(DropReason.NOT_AUTHENTIC),
    OTHER_SELECTORS(DropReason.SELECTOR_MISMATCH),
    NO_INNER_PACKET(DropReason.BAD_INNER_PACKET),
    IN_CLEAR_TO_US(DropReason.POLICY_DISCARD),
    IN_CLEAR_TO_A_HOST_BEHIND_US(DropReason.POLICY_DISCARD),
    BAD_CHECKSUM(DropReason.BAD_CHECKSUM),
    TRUNCATED(DropReason.TRUNCATED),
    OUTBOUND_WITHOUT_POLICY(DropReason.POLICY_DISCARD),
    OUTBOUND_TRUNCATED(DropReason.TRUNCATED);

    private final DropReason reason;

    Dropped(DropReason reason) {
      this.reason = reason;
    }
  }

  private CryptoLibrary switchable() {
    CryptoLibrary real = new BouncyCastleLibrary();
    return (CryptoLibrary)
        Proxy.newProxyInstance(
            CryptoLibrary.class.getClassLoader(),
            new Class<?>[] {CryptoLibrary.class},
            (proxy, method, arguments) -> {
              if (opening == Opening.REAL || !method.getName().endsWith("Burst")) {
                return method.invoke(real, arguments);
              }
              if (arguments[1] instanceof OpenBurst burst) {
                for (int index = 0; index < burst.count(); index++) {
                  burst.settle(index, opening == Opening.AUTHENTIC);
                }
              }
              return null;
            });
  }

  private EnginePair pair() {
    setup.link = LinkKind.IP;
    setup.crypto = switchable();
    EnginePair pair = new EnginePair(setup);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    assertEquals(1, pair.b.children());
    return pair;
  }

  private static byte[] checksummed(byte[] packet) {
    Ipv4Header.writeChecksum(packet, 0);
    return packet;
  }

  private static byte[] esp(EnginePair pair) {
    pair.a.sendInner(EnginePair.echo(EnginePair.address("10.1.0.99"), pair.b.inner, 1, 100));
    pair.a.engine.poll(pair.nowNs);
    return pair.a.framesOut.get(pair.a.framesOut.size() - 1);
  }

  private byte[] make(Dropped kind, EnginePair pair) {
    IpAddress stranger = EnginePair.address("198.51.100.7");
    return switch (kind) {
      case UNKNOWN_SPI -> {
        byte[] packet = esp(pair);
        packet[OUTER_SPI] ^= 1;
        yield packet;
      }
      case REPLAYED -> {
        byte[] packet = esp(pair);
        opening = Opening.AUTHENTIC;
        pair.b.receive(packet);
        pair.b.engine.poll(pair.nowNs);
        yield packet;
      }
      case FORGED -> {
        byte[] packet = esp(pair);
        opening = Opening.FORGED;
        yield packet;
      }
      case OTHER_SELECTORS -> {
        opening = Opening.AUTHENTIC;
        byte[] packet = esp(pair);
        packet[INNER + Ipv4Header.SOURCE] ^= 1;
        yield packet;
      }
      case NO_INNER_PACKET -> {
        opening = Opening.AUTHENTIC;
        byte[] packet = esp(pair);
        packet[INNER] = 0x55;
        yield packet;
      }
      case IN_CLEAR_TO_US -> {
        byte[] packet = EnginePair.echo(stranger, pair.b.outer, 1, 30);
        packet[9] = 17;
        yield checksummed(packet);
      }
      case IN_CLEAR_TO_A_HOST_BEHIND_US ->
          EnginePair.echo(stranger, EnginePair.address("10.2.0.99"), 1, 30);
      case BAD_CHECKSUM -> {
        byte[] packet = EnginePair.echo(stranger, pair.b.outer, 1, 30);
        packet[10] ^= 1;
        yield packet;
      }
      case TRUNCATED -> Arrays.copyOf(EnginePair.echo(stranger, pair.b.outer, 1, 30), 40);
      case OUTBOUND_WITHOUT_POLICY ->
          EnginePair.echo(EnginePair.address("10.7.0.1"), stranger, 1, 30);
      case OUTBOUND_TRUNCATED -> new byte[] {0x45};
    };
  }

  private void send(Dropped kind, EnginePair pair, byte[] packet, int count, int firstSequence) {
    boolean isOutbound = kind.name().startsWith("OUTBOUND");
    boolean isNumbered = kind == Dropped.OTHER_SELECTORS || kind == Dropped.NO_INNER_PACKET;
    for (int index = 0; index < count; index++) {
      if (isNumbered) {
        Octets.put32(packet, OUTER_SEQUENCE, firstSequence + index);
      }
      if (isOutbound) {
        pair.b.sendInner(packet);
      } else {
        pair.b.receive(packet);
      }
      if (index % 32 == 31 || count == 1) {
        pair.b.engine.poll(pair.nowNs);
      }
    }
  }

  private static Map<DropReason, Long> change(
      Map<DropReason, Long> before, Map<DropReason, Long> after) {
    Map<DropReason, Long> change = new EnumMap<>(DropReason.class);
    after.forEach((reason, count) -> {
      long more = count - before.getOrDefault(reason, 0L);
      if (more != 0) {
        change.put(reason, more);
      }
    });
    return change;
  }

  @ParameterizedTest
  @EnumSource(Dropped.class)
  void isCountedOnceAndAllocatesNothing(Dropped kind) {
    EnginePair pair = pair();
    byte[] packet = make(kind, pair);
    Map<DropReason, Long> before = pair.b.engine.status().drops();
    send(kind, pair, packet, 1, 1000);
    assertEquals(Map.of(kind.reason, 1L), change(before, pair.b.engine.status().drops()));
    setup.countsOnly = true;
    send(kind, pair, packet, PACKETS, 2000);
    long octets = THREADS.getCurrentThreadAllocatedBytes();
    send(kind, pair, packet, PACKETS, 2000 + PACKETS);
    long perBurst = (THREADS.getCurrentThreadAllocatedBytes() - octets) / (PACKETS / 32);
    assertEquals(
        Map.of(kind.reason, 1L + 2 * PACKETS), change(before, pair.b.engine.status().drops()));
    assertEquals(0, pair.b.held());
    // The proxy's calls per burst cost some objects; a packet that allocated one would cost 32 × 16
    // octets and more.
    assertTrue(perBurst < 32 * 16, "octets for each burst of 32: " + perBurst);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3_000_000_000L}) // within the pause, and while the handshake goes on
  void aPacketThatWaitsForAnAssociationIsCountedOnceAndAllocatesNothing(long laterNs) {
    setup.link = LinkKind.IP;
    EnginePair pair = new EnginePair(setup);
    pair.lost = frame -> true;
    byte[] packet = EnginePair.echo(EnginePair.address("10.2.0.99"), pair.a.inner, 1, 30);
    pair.b.sendInner(packet);
    assertEquals(Map.of(DropReason.NO_ASSOCIATION, 1L), pair.b.engine.status().drops());
    pair.nowNs += laterNs;
    for (int index = 0; index < PACKETS; index++) {
      pair.b.sendInner(packet);
    }
    long octets = THREADS.getCurrentThreadAllocatedBytes();
    for (int index = 0; index < PACKETS; index++) {
      pair.b.sendInner(packet);
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - octets;
    assertEquals(
        Map.of(DropReason.NO_ASSOCIATION, 1L + 2 * PACKETS), pair.b.engine.status().drops());
    assertTrue(allocated < 16 * PACKETS, "octets for " + PACKETS + " packets: " + allocated);
  }
}
