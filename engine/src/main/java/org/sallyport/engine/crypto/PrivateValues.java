// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/**
 * Private values as octets, drawn and checked in one place for all libraries: from the same entropy
 * every library makes the same key exchange (see {@link CryptoLibrary} for what is drawn).
 */
final class PrivateValues {
  private static final int MAX_DRAWS = 128;

  private PrivateValues() {}

  /**
   * Draws a private value.
   *
   * <p>MODP: an exponent of the group's length with its top bit set, so that all have one length.
   * ECP: a number in 1 .. n-1 by rejection, which leaves no bias. X25519 and X448: as they come;
   * RFC 7748 §5 clamps them where they are used.
   */
  static byte[] draw(KeyExchangeMethod method, EntropySource entropy) {
    byte[] octets = new byte[octets(method)];
    for (int i = 0; i < MAX_DRAWS; i++) {
      entropy.fill(octets, 0, octets.length);
      switch (method.family()) {
        case MODP -> octets[0] |= (byte) 0x80;
        case ECP -> octets[0] &= EcpGroup.of(method).topMask();
        case MONTGOMERY -> {}
      }
      if (admits(method, octets)) {
        return octets;
      }
    }
    throw new IllegalStateException("entropy source gives no usable value");
  }

  /** A copy of a given private value; of ECP as long as those that are drawn. */
  static byte[] given(KeyExchangeMethod method, byte[] privateValue) {
    int length = privateValue.length;
    switch (method.family()) {
      case MODP -> {}
      case ECP -> length = octets(method);
      case MONTGOMERY -> {
        if (length != octets(method)) {
          throw new IllegalArgumentException("private value of " + length + " octets");
        }
      }
    }
    int zeros = 0;
    while (privateValue.length - zeros > length && privateValue[zeros] == 0) {
      zeros++;
    }
    int copied = privateValue.length - zeros;
    byte[] copy = new byte[Math.max(copied, length)];
    System.arraycopy(privateValue, zeros, copy, copy.length - copied, copied);
    if (!admits(method, copy)) {
      throw new IllegalArgumentException("private value outside 1 .. n-1");
    }
    return copy;
  }

  private static int octets(KeyExchangeMethod method) {
    return switch (method.family()) {
      case MODP -> ModpGroup.exponentLength(method);
      case ECP, MONTGOMERY -> method.sharedLength();
    };
  }

  private static boolean admits(KeyExchangeMethod method, byte[] octets) {
    return method.family() != KeyExchangeMethod.Family.ECP
        || (octets.length == method.sharedLength()
            && !ConstantTime.isZero(octets)
            && ConstantTime.isBelow(octets, EcpGroup.of(method).orderOctets()));
  }
}
