// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.keys;

import java.util.Arrays;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.wire.Octets;

/**
 * The key schedule of IKEv2: pure functions of nonces, SPIs and secrets (RFC 7296 §2.14, §2.15,
 * §2.17).
 */
public final class KeySchedule {
  /** "Key Pad for IKEv2", 17 ASCII characters without terminator (RFC 7296 §2.15). */
  private static final byte[] KEY_PAD = {
    'K', 'e', 'y', ' ', 'P', 'a', 'd', ' ', 'f', 'o', 'r', ' ', 'I', 'K', 'E', 'v', '2'
  };

  private KeySchedule() {}

  /** SKEYSEED = prf(Ni | Nr, g^ir), RFC 7296 §2.14. */
  public static byte[] seed(
      Prf prf, byte[] initiatorNonce, byte[] responderNonce, byte[] sharedSecret) {
    byte[] key = Arrays.copyOf(initiatorNonce, initiatorNonce.length + responderNonce.length);
    System.arraycopy(responderNonce, 0, key, initiatorNonce.length, responderNonce.length);
    return prf.prf(key, sharedSecret);
  }

  /**
   * {SK_d | SK_ai | SK_ar | SK_ei | SK_er | SK_pi | SK_pr} = prf+(SKEYSEED, Ni | Nr | SPIi | SPIr),
   * RFC 7296 §2.14.
   */
  public static IkeKeyMaterial ikeKeys(
      Prf prf,
      CipherSuite suite,
      byte[] seed,
      byte[] initiatorNonce,
      byte[] responderNonce,
      long initiatorSpi,
      long responderSpi) {
    // R7296-2.14-1, R7296-2.13-2
    int preferred = prf.algorithm().outputLength();
    int integrity = suite.integrityKeyLength();
    int encryption = suite.encryptionKeyLength();
    byte[] spis = new byte[16];
    Octets.put64(spis, 0, initiatorSpi);
    Octets.put64(spis, 8, responderSpi);
    int length = 3 * preferred + 2 * integrity + 2 * encryption;
    Cutter keys = new Cutter(prf.prfPlus(seed, length, initiatorNonce, responderNonce, spis));
    IkeKeyMaterial material =
        new IkeKeyMaterial(
            keys.take(preferred),
            keys.take(integrity),
            keys.take(integrity),
            keys.take(encryption),
            keys.take(encryption),
            keys.take(preferred),
            keys.take(preferred));
    keys.destroy();
    return material;
  }

  /** KEYMAT = prf+(SK_d, Ni | Nr), cut into the keys of the first Child SA (RFC 7296 §2.17). */
  public static ChildKeyMaterial childKeys(
      Prf prf, CipherSuite suite, byte[] keyD, byte[] initiatorNonce, byte[] responderNonce) {
    // R7296-2.17-1
    int integrity = suite.integrityKeyLength();
    int encryption = suite.encryptionKeyLength();
    int length = 2 * (integrity + encryption);
    Cutter keys = new Cutter(prf.prfPlus(keyD, length, initiatorNonce, responderNonce));
    ChildKeyMaterial material =
        new ChildKeyMaterial(
            keys.take(encryption),
            keys.take(integrity),
            keys.take(encryption),
            keys.take(integrity));
    keys.destroy();
    return material;
  }

  /**
   * AUTH = prf(prf(secret, "Key Pad for IKEv2"), RealMessage | NonceData | prf(SK_p,
   * RestOfIDPayload)), RFC 7296 §2.15.
   *
   * @param secret the pre-shared key
   * @param message the signer's first message, from the first octet of its header
   * @param peerNonce the nonce of the signer's peer
   * @param keyP SK_pi for the initiator's AUTH, SK_pr for the responder's
   * @param identification the body of the signer's ID payload
   */
  public static byte[] sharedKeyAuthentication(
      Prf prf,
      byte[] secret,
      byte[] message,
      byte[] peerNonce,
      byte[] keyP,
      byte[] identification) {
    byte[] key = prf.prf(secret, KEY_PAD);
    byte[] authentication = prf.prf(key, message, peerNonce, prf.prf(keyP, identification));
    Arrays.fill(key, (byte) 0);
    return authentication;
  }

  /** Takes keys from the left of a string of octets. */
  private static final class Cutter {
    private final byte[] octets;
    private int position;

    Cutter(byte[] octets) {
      this.octets = octets;
    }

    byte[] take(int length) {
      position += length;
      return Arrays.copyOfRange(octets, position - length, position);
    }

    void destroy() {
      Arrays.fill(octets, (byte) 0);
    }
  }
}
