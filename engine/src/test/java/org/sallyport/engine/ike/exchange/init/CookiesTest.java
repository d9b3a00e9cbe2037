// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.ConstantTime;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/** Attacks on cookies: other initiators, other times, secrets that everybody knows. */
class CookiesTest {
  private static final long PERIOD_NS = 60_000_000_000L;
  private static final long START_NS = 7 * PERIOD_NS + 5;
  private static final OctetString NONCE = OctetString.of(new byte[16]);
  private static final Endpoint INITIATOR = new Endpoint(IpAddress.parse("192.0.2.1"), 500);
  private static final long SPI = 5;

  private final Prf prf = new BouncyCastleLibrary().prf(PrfAlgorithm.HMAC_SHA2_256);
  private final List<String> firings = new ArrayList<>();
  private final Cookies cookies = new Cookies(prf, counting(), PERIOD_NS, firings());

  private TraceSink firings() {
    return NotedRows.and((machine, id, state, event, next, known, nowNs) ->
        firings.add(state.specName() + " " + event.specName() + " " + next.specName()));
  }

  /** Draws 1, 2, 3, … so that each secret differs from every other. */
  private static EntropySource counting() {
    byte[] drawn = {0};
    return (target, offset, length) -> {
      for (int i = 0; i < length; i++) {
        target[offset + i] = ++drawn[0];
      }
    };
  }

  private OctetString make(long nowNs) {
    return cookies.make(NONCE, INITIATOR, SPI, nowNs);
  }

  private boolean isValid(OctetString cookie, long nowNs) {
    return cookies.isValid(cookie, NONCE, INITIATOR, SPI, nowNs);
  }

  @Test
  void isGoodForItsInitiatorOnly() {
    // R7296-2.6-3
    OctetString cookie = make(START_NS);
    assertTrue(isValid(cookie, START_NS));
    Endpoint otherAddress = new Endpoint(IpAddress.parse("192.0.2.2"), 500);
    assertFalse(cookies.isValid(cookie, NONCE, otherAddress, SPI, START_NS), "address");
    assertFalse(cookies.isValid(cookie, NONCE, INITIATOR.withPort(501), SPI, START_NS), "port");
    assertFalse(cookies.isValid(cookie, NONCE, INITIATOR, SPI + 1, START_NS), "SPI");
    OctetString otherNonce = OctetString.of(new byte[17]);
    assertFalse(cookies.isValid(cookie, otherNonce, INITIATOR, SPI, START_NS), "nonce");
    assertTrue(isValid(cookie, START_NS), "who else tries takes nothing from its initiator");
  }

  @Test
  void isTakenToTheOctet() {
    byte[] octets = make(START_NS).toArray();
    for (int i = 0; i < octets.length; i++) {
      byte[] altered = octets.clone();
      altered[i] ^= 1;
      assertFalse(isValid(OctetString.of(altered), START_NS), "octet " + i);
    }
    assertFalse(isValid(OctetString.EMPTY, START_NS));
    assertFalse(isValid(OctetString.of(octets, 0, octets.length - 1), START_NS));
  }

  @Test
  void livesOnePeriodAtLeastAndLessThanTwo() {
    make(START_NS);
    for (long madeNs = START_NS; madeNs < START_NS + PERIOD_NS; madeNs += PERIOD_NS / 4) {
      OctetString cookie = make(madeNs);
      Cookies asked = new Cookies(prf, counting(), PERIOD_NS, TraceSink.NONE);
      asked.make(NONCE, INITIATOR, SPI, START_NS);
      assertTrue(asked.isValid(cookie, NONCE, INITIATOR, SPI, madeNs + PERIOD_NS), "a period");
      assertFalse(
          asked.isValid(cookie, NONCE, INITIATOR, SPI, START_NS + 2 * PERIOD_NS), "two periods");
    }
  }

  @Test
  void anOldSecretDoesNotOutliveIdleness() {
    // R7296-2.6-3
    OctetString cookie = make(START_NS);
    assertFalse(isValid(cookie, START_NS + 2 * PERIOD_NS));
    assertFalse(isValid(cookie, START_NS + 2 * PERIOD_NS), "nor as the secret before");
    OctetString fresh = make(START_NS + 2 * PERIOD_NS);
    assertTrue(isValid(fresh, START_NS + 3 * PERIOD_NS));
    assertEquals(
        List.of(
            "Unused UseLater Single",
            "Single UseLater Single",
            "Single CookieOther Single",
            "Single UseWithinPeriod Single",
            "Single CookieOther Single",
            "Single UseWithinPeriod Single",
            "Single UseInNextPeriod Overlap",
            "Overlap CookieOfPrevious Overlap"),
        firings);
  }

  @Test
  void bothSecretsAreForgottenWhenNobodyAsks() {
    make(START_NS);
    OctetString cookie = make(START_NS + PERIOD_NS);
    assertTrue(isValid(cookie, START_NS + 3 * PERIOD_NS - 1));
    make(START_NS + 9 * PERIOD_NS);
    assertFalse(isValid(cookie, START_NS + 9 * PERIOD_NS));
    assertEquals("Single CookieOther Single", firings.get(firings.size() - 1));
  }

  /** What is not a secret yet is zeroes in memory: an attacker can make cookies with those. */
  @Test
  void cookiesOfZeroesAreRefused() {
    make(START_NS);
    byte[] mac =
        prf.prf(
            new byte[32],
            NONCE.toArray(),
            INITIATOR.address().toOctets().toArray(),
            new byte[] {1, (byte) 0xF4, 0, 0, 0, 0, 0, 0, 0, 5});
    for (int version = 0; version < 256; version++) {
      byte[] forged = new byte[1 + mac.length];
      forged[0] = (byte) version;
      System.arraycopy(mac, 0, forged, 1, mac.length);
      assertFalse(isValid(OctetString.of(forged), START_NS), "version " + version);
    }
    assertTrue(firings.contains("Single CookieOfPrevious Single"), "the table refuses one of them");
  }

  @Test
  void noTwoSecretsMakeOneCookie() {
    OctetString first = make(START_NS);
    OctetString second = make(START_NS + PERIOD_NS);
    OctetString third = make(START_NS + 9 * PERIOD_NS);
    assertFalse(first.equals(second) || second.equals(third) || first.equals(third));
  }

  /** Keeps the very arrays of its keys and results. */
  private final class KeepingPrf implements Prf {
    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> results = new ArrayList<>();

    @Override
    public PrfAlgorithm algorithm() {
      return prf.algorithm();
    }

    @Override
    public byte[] prf(byte[] key, byte[]... chunks) {
      byte[] result = prf.prf(key, chunks);
      keys.add(key);
      results.add(result);
      return result;
    }
  }

  @Test
  void whatIsForgottenIsZeroed() {
    KeepingPrf keeping = new KeepingPrf();
    Cookies kept = new Cookies(keeping, counting(), PERIOD_NS, TraceSink.NONE);
    OctetString cookie = kept.make(NONCE, INITIATOR, SPI, START_NS);
    kept.make(NONCE, INITIATOR, SPI, START_NS + PERIOD_NS);
    assertTrue(kept.isValid(cookie, NONCE, INITIATOR, SPI, START_NS + PERIOD_NS));
    byte[] previous = keeping.keys.get(keeping.keys.size() - 1);
    assertFalse(ConstantTime.isZero(previous), "it made the cookie that is still taken");
    kept.make(NONCE, INITIATOR, SPI, START_NS + 9 * PERIOD_NS);
    assertTrue(ConstantTime.isZero(previous));
    for (byte[] mac : keeping.results) {
      assertTrue(ConstantTime.isZero(mac), "the cookie has a copy");
    }
  }
}
