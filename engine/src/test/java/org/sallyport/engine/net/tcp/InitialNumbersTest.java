// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.crypto.BouncyCastleLibrary;

/** What a stranger would have to know to guess a number or a cookie (RFC 6528, RFC 4987 §3.6). */
final class InitialNumbersTest {
  private static final int LOCAL_PORT = 80;
  private static final int REMOTE_PORT = 40_000;
  private static final long PERIOD_NS = 64_000_000_000L;
  private static final int HASH = 0xFF_FFFF;

  private final InitialNumbers numbers = of(1);
  private final byte[] flow = new byte[32];

  private static InitialNumbers of(int secret) {
    return new InitialNumbers(
        new BouncyCastleLibrary(),
        (target, offset, length) -> Arrays.fill(target, offset, offset + length, (byte) secret));
  }

  private int initial(int addressLength) {
    return numbers.initial(flow, addressLength, LOCAL_PORT, REMOTE_PORT, 0);
  }

  private int cookie(int peerInitial, int segment, long nowNs) {
    return numbers.cookie(flow, 4, LOCAL_PORT, REMOTE_PORT, peerInitial, segment, nowNs);
  }

  private int segmentOf(int cookie, int peerInitial, long nowNs) {
    return numbers.segmentOf(cookie, flow, 4, LOCAL_PORT, REMOTE_PORT, peerInitial, nowNs);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 16})
  void theNumberDependsOnEveryOctetOfTheFlow(int addressLength) {
    Set<Integer> seen = new HashSet<>();
    assertTrue(seen.add(initial(addressLength)));
    for (int at = 0; at < 2 * addressLength; at++) {
      flow[at] ^= 1;
      assertTrue(seen.add(initial(addressLength)), "octet " + at);
      flow[at] ^= 1;
    }
    for (int bit = 0; bit < 16; bit++) {
      int other = 1 << bit;
      assertTrue(
          seen.add(numbers.initial(flow, addressLength, LOCAL_PORT ^ other, REMOTE_PORT, 0)));
      assertTrue(
          seen.add(numbers.initial(flow, addressLength, LOCAL_PORT, REMOTE_PORT ^ other, 0)));
    }
    assertTrue(seen.contains(initial(addressLength)), "and on nothing else");
  }

  @Test
  void theNumberDependsOnTheSecret() {
    assertNotEquals(initial(4), of(2).initial(flow, 4, LOCAL_PORT, REMOTE_PORT, 0));
    assertEquals(initial(4), of(1).initial(flow, 4, LOCAL_PORT, REMOTE_PORT, 0));
  }

  /** Addresses of IPv4 are not the first octets of addresses of IPv6, nor what came before. */
  @Test
  void familiesDoNotMix() {
    int ipv4 = initial(4);
    assertNotEquals(ipv4, initial(16));
    Arrays.fill(flow, (byte) 7);
    initial(16);
    Arrays.fill(flow, (byte) 0);
    assertEquals(ipv4, initial(4));
  }

  /** RFC 6528 §3: the clock ticks every four microseconds. */
  @Test
  void theClockMovesTheNumberOn() {
    int first = numbers.initial(flow, 4, LOCAL_PORT, REMOTE_PORT, 0);
    assertEquals(first, numbers.initial(flow, 4, LOCAL_PORT, REMOTE_PORT, 3_999));
    assertEquals(first + 1, numbers.initial(flow, 4, LOCAL_PORT, REMOTE_PORT, 4_000));
    assertEquals(
        first + 250_000, numbers.initial(flow, 4, LOCAL_PORT, REMOTE_PORT, 1_000_000_000L));
  }

  /** What we tell one host as a number must not be a cookie that we would take from another. */
  @Test
  void aNumberIsNoCookie() {
    int cookie = cookie(0, 0, 0);
    assertNotEquals(initial(4) & HASH, cookie & HASH);
    assertNotEquals(initial(16) & HASH, cookie & HASH);
    assertEquals(-1, segmentOf(initial(4) & HASH, 0, 0));
  }

  /**
   * The largest segment of the list that the peer takes; what RFC 9293 §3.7.1 supposes is in it.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 216",
    "216, 216",
    "535, 216",
    "536, 536",
    "537, 536",
    "899, 536",
    "900, 900",
    "1220, 1220",
    "1279, 1220",
    "1280, 1280",
    "1332, 1332",
    "1400, 1400",
    "1459, 1400",
    "1460, 1460",
    "65535, 1460"
  })
  void aCookieKeepsTheSegment(int taken, int kept) {
    assertEquals(kept, segmentOf(cookie(99, taken, 0), 99, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 8, 30, 31, 32, 33, 1000})
  void aCookieIsTakenForItsPeriodAndTheNext(long period) {
    int cookie = cookie(99, 1460, period * PERIOD_NS);
    assertEquals(1460, segmentOf(cookie, 99, period * PERIOD_NS));
    assertEquals(1460, segmentOf(cookie, 99, (period + 2) * PERIOD_NS - 1));
    cookie(99, 1460, (period + 2) * PERIOD_NS); // a flood goes on
    assertEquals(-1, segmentOf(cookie, 99, (period + 2) * PERIOD_NS));
  }

  @Test
  void withoutAFloodNoCookieIsTaken() {
    assertEquals(-1, segmentOf(of(1).cookie(flow, 4, LOCAL_PORT, REMOTE_PORT, 99, 1460, 5), 99, 5));
    int cookie = cookie(99, 1460, 5);
    assertEquals(1460, segmentOf(cookie, 99, 2 * PERIOD_NS - 1));
    assertEquals(-1, segmentOf(cookie, 99, 2 * PERIOD_NS + 5));
  }

  @Test
  void aCookieIsForOneFlowAndOneSyn() {
    int cookie = cookie(99, 1460, 0);
    assertEquals(-1, segmentOf(cookie, 98, 0));
    assertEquals(-1, numbers.segmentOf(cookie, flow, 4, LOCAL_PORT + 1, REMOTE_PORT, 99, 0));
    assertEquals(-1, numbers.segmentOf(cookie, flow, 4, LOCAL_PORT, REMOTE_PORT + 1, 99, 0));
    flow[7] ^= 1;
    assertEquals(-1, segmentOf(cookie, 99, 0));
    flow[7] ^= 1;
    for (int bit = 0; bit < 32; bit++) {
      assertEquals(-1, segmentOf(cookie ^ 1 << bit, 99, 0), "bit " + bit);
    }
    assertEquals(1460, segmentOf(cookie, 99, 0));
  }
}
