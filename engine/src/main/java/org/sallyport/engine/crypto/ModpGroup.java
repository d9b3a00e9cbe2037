package org.sallyport.engine.crypto;

import java.math.BigInteger;
import java.util.Arrays;

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

  private final BigInteger prime;
  private final int lengthOctets;
  private final int exponentBits;

  private ModpGroup(int bits, int adjustment, int exponentBits) {
    BigInteger middle = piTimesPowerOfTwo(bits - 130).add(BigInteger.valueOf(adjustment));
    this.prime =
        TWO.pow(bits)
            .subtract(TWO.pow(bits - 64))
            .subtract(BigInteger.ONE)
            .add(middle.shiftLeft(64));
    this.lengthOctets = bits / 8;
    this.exponentBits = exponentBits;
  }

  /** Exponents have at least twice the strength that RFC 3526 §8 estimates, its upper column. */
  static ModpGroup of(KeyExchangeMethod method) {
    return switch (method) {
      case MODP_768 -> new ModpGroup(768, 149686, 320);
      case MODP_1024 -> new ModpGroup(1024, 129093, 320);
      case MODP_1536 -> new ModpGroup(1536, 741804, 320);
      case MODP_2048 -> new ModpGroup(2048, 124476, 320);
      case MODP_3072 -> new ModpGroup(3072, 1690314, 448);
      case MODP_4096 -> new ModpGroup(4096, 240904, 512);
      case MODP_6144 -> new ModpGroup(6144, 929484, 576);
      case MODP_8192 -> new ModpGroup(8192, 4743158, 640);
      default -> throw new IllegalArgumentException(method + " is not a MODP group");
    };
  }

  BigInteger prime() {
    return prime;
  }

  /** Big-endian, as long as the modulus (RFC 7296 §3.4). */
  byte[] encode(BigInteger value) {
    return encode(value, lengthOctets);
  }

  static byte[] encode(BigInteger value, int length) {
    byte[] shortest = value.toByteArray();
    byte[] result = new byte[length];
    int copied = Math.min(shortest.length, length);
    System.arraycopy(shortest, shortest.length - copied, result, length - copied, copied);
    Arrays.fill(shortest, (byte) 0);
    return result;
  }

  /** A private exponent; its top bit is set so that all have one length. */
  BigInteger draw(EntropySource entropy) {
    byte[] octets = new byte[exponentBits / 8];
    entropy.fill(octets, 0, octets.length);
    octets[0] |= (byte) 0x80;
    BigInteger exponent = new BigInteger(1, octets);
    Arrays.fill(octets, (byte) 0);
    return exponent;
  }

  /** Whether a peer's value is in 2 .. p-2 (RFC 6989 §2.1: enough for a safe prime). */
  boolean admits(BigInteger value) {
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
