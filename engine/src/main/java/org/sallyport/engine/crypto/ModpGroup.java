// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The MODP groups of RFC 7296 appendix B and RFC 3526. Their primes are defined by a formula over
 * pi, which is evaluated here instead of carrying 3 KB of digits; the digits are a test vector.
 *
 * <pre>p = 2^n - 2^(n-64) - 1 + 2^64 * (floor(2^(n-130) * pi) + k)</pre>
 *
 * <p>All are safe primes with generator 2.
 */
final class ModpGroup {
  private static final BigInteger TWO = BigInteger.TWO;

  /** By ordinal of the method, made when first asked for: pi to 8,000 bits takes its time. */
  private static final @Nullable ModpGroup[] MADE =
      new @Nullable ModpGroup[KeyExchangeMethod.values().length];

  private final BigInteger prime;
  private final int lengthOctets;

  private ModpGroup(int bits, int adjustment) {
    BigInteger middle = piTimesPowerOfTwo(bits - 130).add(BigInteger.valueOf(adjustment));
    this.prime =
        TWO.pow(bits)
            .subtract(TWO.pow(bits - 64))
            .subtract(BigInteger.ONE)
            .add(middle.shiftLeft(64));
    this.lengthOctets = bits / 8;
  }

  /** The group of a MODP method. */
  static ModpGroup of(KeyExchangeMethod method) {
    ModpGroup group = MADE[method.ordinal()];
    if (group == null) {
      group = make(method);
      MADE[method.ordinal()] = group;
    }
    return group;
  }

  private static ModpGroup make(KeyExchangeMethod method) {
    return switch (method) {
      case MODP_768 -> new ModpGroup(768, 149686);
      case MODP_1024 -> new ModpGroup(1024, 129093);
      case MODP_1536 -> new ModpGroup(1536, 741804);
      case MODP_2048 -> new ModpGroup(2048, 124476);
      case MODP_3072 -> new ModpGroup(3072, 1690314);
      case MODP_4096 -> new ModpGroup(4096, 240904);
      case MODP_6144 -> new ModpGroup(6144, 929484);
      case MODP_8192 -> new ModpGroup(8192, 4743158);
      default -> throw new IllegalArgumentException(method + " is not a MODP group");
    };
  }

  /**
   * Octets of a private exponent: at least twice the strength that RFC 3526 §8 estimates, its upper
   * column.
   */
  static int exponentLength(KeyExchangeMethod method) {
    return switch (method) {
      case MODP_768, MODP_1024, MODP_1536, MODP_2048 -> 320 / 8;
      case MODP_3072 -> 448 / 8;
      case MODP_4096 -> 512 / 8;
      case MODP_6144 -> 576 / 8;
      case MODP_8192 -> 640 / 8;
      default -> throw new IllegalArgumentException(method + " is not a MODP group");
    };
  }

  /** The prime, big-endian. */
  byte[] primeOctets() {
    return encode(prime, lengthOctets);
  }

  /** {@code base^exponent mod p}, big-endian, as long as the modulus (RFC 7296 §3.4). */
  byte[] power(BigInteger base, byte[] exponent) {
    return encode(base.modPow(new BigInteger(1, exponent), prime), lengthOctets);
  }

  static byte[] encode(BigInteger value, int length) {
    return fit(value.toByteArray(), length);
  }

  /** The last {@code length} octets, zeros in front; {@code shortest} may be secret: zeroed. */
  static byte[] fit(byte[] shortest, int length) {
    byte[] result = new byte[length];
    int copied = Math.min(shortest.length, length);
    System.arraycopy(shortest, shortest.length - copied, result, length - copied, copied);
    Arrays.fill(shortest, (byte) 0);
    return result;
  }

  /** Whether a peer's value is in 2 .. p-2 (RFC 6989 §2.1: enough for a safe prime). */
  boolean admits(byte[] peerPublic) {
    BigInteger value = new BigInteger(1, peerPublic);
    return value.compareTo(TWO) >= 0 && value.compareTo(prime.subtract(TWO)) <= 0;
  }

  /** floor(2^bits * pi) by Machin's formula: pi = 16 arctan(1/5) - 4 arctan(1/239). */
  private static BigInteger piTimesPowerOfTwo(int bits) {
    int guard = 32;
    BigInteger unit = BigInteger.ONE.shiftLeft(bits + guard);
    return arctanOfInverse(5, unit)
        .shiftLeft(4)
        .subtract(arctanOfInverse(239, unit).shiftLeft(2))
        .shiftRight(guard);
  }

  private static BigInteger arctanOfInverse(int x, BigInteger unit) {
    BigInteger square = BigInteger.valueOf((long) x * x);
    BigInteger power = unit.divide(BigInteger.valueOf(x));
    BigInteger sum = power;
    for (int n = 3; power.signum() != 0; n += 2) {
      power = power.divide(square);
      BigInteger term = power.divide(BigInteger.valueOf(n));
      sum = (n & 2) != 0 ? sum.subtract(term) : sum.add(term);
    }
    return sum;
  }
}
