// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * IKEv2 transform type 4 (RFC 7296 §3.3.2, RFC 9370): key exchange methods with the length of their
 * KE payload data, which a receiver checks before any arithmetic (RFC 7296 §3.4).
 */
public enum KeyExchangeMethod {
  /** RFC 7296 appendix B.1. RFC 8247 §2.4: MUST NOT. */
  MODP_768(1, Family.MODP, 96, "modp768", true),
  /** RFC 7296 appendix B.2. RFC 8247 §2.4: SHOULD NOT. */
  MODP_1024(2, Family.MODP, 128, "modp1024", true),
  /** RFC 3526 §2. RFC 8247 §2.4: SHOULD NOT. */
  MODP_1536(5, Family.MODP, 192, "modp1536", true),
  /** RFC 3526 §3. */
  MODP_2048(14, Family.MODP, 256, "modp2048", false),
  /** RFC 3526 §4. */
  MODP_3072(15, Family.MODP, 384, "modp3072", false),
  /** RFC 3526 §5. */
  MODP_4096(16, Family.MODP, 512, "modp4096", false),
  /** RFC 3526 §6. */
  MODP_6144(17, Family.MODP, 768, "modp6144", false),
  /** RFC 3526 §7. */
  MODP_8192(18, Family.MODP, 1024, "modp8192", false),
  /** RFC 5903 §3.1: x | y, shared secret x. */
  ECP_256(19, Family.ECP, 64, "ecp256", false),
  /** RFC 5903 §3.2. */
  ECP_384(20, Family.ECP, 96, "ecp384", false),
  /** RFC 5903 §3.3. */
  ECP_521(21, Family.ECP, 132, "ecp521", false),
  /** RFC 8031. */
  X25519(31, Family.MONTGOMERY, 32, "x25519", false),
  /** RFC 8031. */
  X448(32, Family.MONTGOMERY, 56, "x448", false);

  /** How public values are encoded and checked. */
  public enum Family {
    /** Big-endian number as long as the modulus. */
    MODP,
    /** Affine x | y, both as long as the field prime. */
    ECP,
    /** The u coordinate, little-endian (RFC 7748 §5). */
    MONTGOMERY
  }

  private final int id;
  private final Family family;
  private final int publicLength;
  private final String strongSwanName;
  private final boolean legacy;

  KeyExchangeMethod(
      int id, Family family, int publicLength, String strongSwanName, boolean legacy) {
    this.id = id;
    this.family = family;
    this.publicLength = publicLength;
    this.strongSwanName = strongSwanName;
    this.legacy = legacy;
  }

  /** The transform id of the IANA registry, also in the KE payload. */
  public int id() {
    return id;
  }

  /** How public values are encoded and checked. */
  public Family family() {
    return family;
  }

  /** Octets of key exchange data in the KE payload, exactly. */
  public int publicLength() {
    return publicLength;
  }

  /** Octets of the shared secret: fixed, leading zeros kept (RFC 7296 §2.14, RFC 5903 §7). */
  public int sharedLength() {
    return family == Family.ECP ? publicLength / 2 : publicLength;
  }

  /** The prime of a MODP group, big-endian, {@link #publicLength()} octets; of no other family. */
  public byte[] prime() {
    return ModpGroup.of(this).primeOctets();
  }

  /**
   * Why a peer's public value is refused, as far as it can be seen without a multiplication, or
   * null: its length, its range, its place on the curve (RFC 6989 §2, RFC 5903 §7). Of X25519 and
   * X448 every value of the right length is taken; whether its order is small shows in the secret.
   */
  public KeyAgreement.@Nullable Refusal refusalOf(byte[] peerPublic) {
    if (peerPublic.length != publicLength) {
      return KeyAgreement.Refusal.WRONG_LENGTH;
    }
    boolean isOfTheGroup =
        switch (family) {
          case MODP -> ModpGroup.of(this).admits(peerPublic);
          case ECP -> EcpGroup.of(this).decode(peerPublic) != null;
          case MONTGOMERY -> true;
        };
    return isOfTheGroup ? null : refusalOfItsGroup();
  }

  /** How a value of the right length is refused. */
  KeyAgreement.Refusal refusalOfItsGroup() {
    return switch (family) {
      case MODP -> KeyAgreement.Refusal.OUT_OF_RANGE;
      case ECP -> KeyAgreement.Refusal.NOT_ON_CURVE;
      case MONTGOMERY -> KeyAgreement.Refusal.SMALL_ORDER;
    };
  }

  /** Whether it is off unless asked for. */
  public boolean isLegacy() {
    return legacy;
  }

  /** The name in strongSwan's proposals. */
  public String strongSwanName() {
    return strongSwanName;
  }

  /** The method of a transform id, or null. */
  public static @Nullable KeyExchangeMethod byId(int id) {
    for (KeyExchangeMethod method : values()) {
      if (method.id == id) {
        return method;
      }
    }
    return null;
  }
}
