// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;

/**
 * Public values with which real implementations went wrong, for every method: what must be refused
 * and for which reason (RFC 6989 §2, RFC 7748 §6, RFC 8031 §3.1).
 */
final class KeyExchangePeerCases {
  /** All points of order 1, 2, 4 and 8, and their forms beyond the prime (RFC 7748 §5). */
  private static final List<String> X25519_SMALL_ORDER =
      List.of(
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0100000000000000000000000000000000000000000000000000000000000000",
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
          "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  private KeyExchangePeerCases() {}

  static List<VectorSuite> suites() {
    return List.of(
        new VectorSuite(
            "key-exchange-peer-cases",
            "RFC 6989 section 2, RFC 7748 section 6, RFC 8031 section 3.1",
            KeyExchangePeerCases::run));
  }

  private static void run(CryptoLibrary library, VectorSuite.Collector out) {
    Map<Integer, BigInteger> primes = primes();
    for (KeyExchangeMethod method : KeyExchangeMethod.values()) {
      KeyExchange exchange = library.keyExchange(method, VectorEntropy.seeded(method.id()));
      Check check = new Check(out, exchange);
      lengths(check);
      switch (method.family()) {
        case MODP -> modp(check, primes.get(method.id()));
        case ECP -> ecp(check);
        case MONTGOMERY -> montgomery(check);
      }
      agreement(library, out, method, exchange);
      exchange.destroy();
    }
  }

  private record Check(VectorSuite.Collector out, KeyExchange exchange) {
    void refused(String name, String reason, byte[] publicValue) {
      out.compare(
          name + " " + exchange.method(),
          "refused " + reason,
          KeyExchangeVectors.observed(exchange.sharedSecret(publicValue)));
    }

    int length() {
      return exchange.method().publicLength();
    }
  }

  private static void lengths(Check check) {
    byte[] own = check.exchange().publicValue();
    check.refused("KeyLengthBeforeCore empty", "WRONG_LENGTH", new byte[0]);
    check.refused("KeyLengthBeforeCore one octet", "WRONG_LENGTH", new byte[] {2});
    check.refused("KeyLengthBeforeCore short", "WRONG_LENGTH", Arrays.copyOf(own, own.length - 1));
    check.refused("KeyLengthBeforeCore long", "WRONG_LENGTH", Arrays.copyOf(own, own.length + 1));
    check.refused("KeyLengthBeforeCore huge", "WRONG_LENGTH", new byte[0xffff]);
  }

  private static void modp(Check check, BigInteger prime) {
    String reason = "OUT_OF_RANGE";
    check.refused("KeZero", reason, new byte[check.length()]);
    check.refused("KeOne", reason, number(BigInteger.ONE, check));
    check.refused("KePMinus1", reason, number(prime.subtract(BigInteger.ONE), check));
    check.refused("KeP", reason, number(prime, check));
    check.refused("KePPlus2", reason, number(prime.add(BigInteger.TWO), check));
    byte[] greatest = new byte[check.length()];
    Arrays.fill(greatest, (byte) 0xff);
    check.refused("KeGreatest", reason, greatest);
  }

  private static byte[] number(BigInteger value, Check check) {
    return KeyExchangeVectors.unsigned(value, check.length());
  }

  private static void ecp(Check check) {
    String reason = "NOT_ON_CURVE";
    byte[] point = check.exchange().publicValue();
    check.refused("KeZero", reason, new byte[check.length()]);
    byte[] one = new byte[check.length()];
    one[check.length() / 2 - 1] = 1;
    check.refused("KeOne", reason, one);
    byte[] moved = point.clone();
    moved[moved.length - 1] ^= 1;
    check.refused("KeNotOnCurve y", reason, moved);
    moved = point.clone();
    moved[check.length() / 2 - 1] ^= 1;
    check.refused("KeNotOnCurve x", reason, moved);
    byte[] beyondField = new byte[check.length()];
    Arrays.fill(beyondField, (byte) 0xff);
    check.refused("KeNotOnCurve beyond the field", reason, beyondField);
  }

  private static void montgomery(Check check) {
    check.refused("KeZero", "SMALL_ORDER", new byte[check.length()]);
    byte[] one = new byte[check.length()];
    one[0] = 1;
    check.refused("KeOne", "SMALL_ORDER", one);
    if (check.exchange().method() == KeyExchangeMethod.X25519) {
      for (String point : X25519_SMALL_ORDER) {
        check.refused("X25519SmallOrder " + point, "SMALL_ORDER", HexFormat.of().parseHex(point));
      }
    } else {
      byte[] minusOne = new byte[check.length()];
      Arrays.fill(minusOne, (byte) 0xff);
      minusOne[0] = (byte) 0xfe;
      minusOne[28] = (byte) 0xfe;
      check.refused("X448SmallOrder p-1", "SMALL_ORDER", minusOne);
    }
  }

  /** So that refusing everything would not pass: two fresh ends agree on one secret. */
  private static void agreement(
      CryptoLibrary library,
      VectorSuite.Collector out,
      KeyExchangeMethod method,
      KeyExchange exchange) {
    KeyExchange peer = library.keyExchange(method, VectorEntropy.seeded(1000 + method.id()));
    String ours = KeyExchangeVectors.observed(exchange.sharedSecret(peer.publicValue()));
    String theirs = KeyExchangeVectors.observed(peer.sharedSecret(exchange.publicValue()));
    boolean agreed = ours.equals(theirs) && ours.length() == 2 * method.sharedLength();
    out.add("Agreement " + method, theirs, ours, agreed);
  }

  private static Map<Integer, BigInteger> primes() {
    Map<Integer, BigInteger> primes = new HashMap<>();
    for (VectorCase vector : VectorFile.resource("modp-groups.txt").cases()) {
      primes.put(vector.number("group"), new BigInteger(1, vector.hex("prime")));
    }
    return primes;
  }
}
