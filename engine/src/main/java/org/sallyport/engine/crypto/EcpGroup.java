// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP384R1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP521R1Curve;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The ECP groups of RFC 5903 on Bouncy Castle's curves. Points are converted to affine form here
 * because Bouncy Castle's own conversion draws blinding from {@code java.security.SecureRandom}.
 */
final class EcpGroup {
  /** By ordinal of the method, made when first asked for. */
  private static final @Nullable EcpGroup[] MADE =
      new @Nullable EcpGroup[KeyExchangeMethod.values().length];

  private final ECCurve curve;
  private final ECPoint generator;
  private final int coordinateLength;

  private EcpGroup(ECCurve curve, String generatorX, String generatorY) {
    this.curve = curve;
    this.generator =
        curve.createPoint(new BigInteger(generatorX, 16), new BigInteger(generatorY, 16));
    this.coordinateLength = (curve.getFieldSize() + 7) / 8;
  }

  /** The group of an ECP method. */
  static EcpGroup of(KeyExchangeMethod method) {
    EcpGroup group = MADE[method.ordinal()];
    if (group == null) {
      group = make(method);
      MADE[method.ordinal()] = group;
    }
    return group;
  }

  private static EcpGroup make(KeyExchangeMethod method) {
    return switch (method) {
      case ECP_256 ->
          new EcpGroup(
              new SecP256R1Curve(),
              "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
              "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
      case ECP_384 ->
          new EcpGroup(
              new SecP384R1Curve(),
              "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b98"
                  + "59f741e082542a385502f25dbf55296c3a545e3872760ab7",
              "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147c"
                  + "e9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f");
      case ECP_521 ->
          new EcpGroup(
              new SecP521R1Curve(),
              "c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3d"
                  + "baa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
              "11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e6"
                  + "62c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650");
      default -> throw new IllegalArgumentException(method + " is not an ECP group");
    };
  }

  ECPoint generator() {
    return generator;
  }

  private BigInteger order() {
    return curve.getOrder();
  }

  /** The order n, big-endian, as long as a coordinate: the cofactor is 1. */
  byte[] orderOctets() {
    return ModpGroup.encode(order(), coordinateLength);
  }

  /** What the first octet of a number as long as the order may hold. */
  byte topMask() {
    return (byte) (0xff >>> (8 * coordinateLength - curve.getFieldSize()));
  }

  /** The peer's point, or null when it is not on the curve (RFC 6989 §2.3, RFC 5903 §7). */
  @Nullable ECPoint decode(byte[] octets) {
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(octets, 0, coordinateLength));
    BigInteger y =
        new BigInteger(1, Arrays.copyOfRange(octets, coordinateLength, 2 * coordinateLength));
    BigInteger fieldPrime = curve.getField().getCharacteristic();
    if (x.compareTo(fieldPrime) >= 0 || y.compareTo(fieldPrime) >= 0) {
      return null;
    }
    ECPoint point = curve.createPoint(x, y);
    return isOnCurve(point) ? point : null;
  }

  /** y^2 = (x^2 + a) x + b. The cofactor is 1, so every point of the curve is in the group. */
  private boolean isOnCurve(ECPoint point) {
    ECFieldElement x = point.getXCoord();
    ECFieldElement y = point.getYCoord();
    ECFieldElement right = x.square().add(curve.getA()).multiply(x).add(curve.getB());
    return y.square().equals(right);
  }

  /**
   * Scalar multiplication by a Montgomery ladder: one addition and one doubling per bit. The scalar
   * is first raised by the order, or twice the order, to a fixed bit length.
   */
  ECPoint multiply(ECPoint point, byte[] scalar) {
    int bits = order().bitLength() + 1;
    BigInteger raised = new BigInteger(1, scalar).add(order());
    if (raised.bitLength() < bits) {
      raised = raised.add(order());
    }
    ECPoint[] ladder = {point, point.twice()};
    for (int i = bits - 2; i >= 0; i--) {
      int bit = raised.testBit(i) ? 1 : 0;
      ladder[1 - bit] = ladder[0].add(ladder[1]);
      ladder[bit] = ladder[bit].twice();
    }
    return ladder[0];
  }

  /** The x coordinate: the shared secret (RFC 5903 §7). */
  byte[] encodeX(ECPoint point) {
    ECFieldElement inverse = point.getZCoord(0).invert();
    return encode(point.getXCoord().multiply(inverse.square()));
  }

  /** x | y: the KE payload (RFC 5903 §7). */
  byte[] encodeBoth(ECPoint point) {
    ECFieldElement inverse = point.getZCoord(0).invert();
    byte[] x = encode(point.getXCoord().multiply(inverse.square()));
    byte[] y = encode(point.getYCoord().multiply(inverse.square().multiply(inverse)));
    byte[] both = Arrays.copyOf(x, 2 * coordinateLength);
    System.arraycopy(y, 0, both, coordinateLength, coordinateLength);
    return both;
  }

  private byte[] encode(ECFieldElement element) {
    return ModpGroup.encode(element.toBigInteger(), coordinateLength);
  }
}
