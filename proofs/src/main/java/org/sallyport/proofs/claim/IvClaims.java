// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import java.util.List;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.wrong.WrongIv;

/**
 * IVs: never twice under one key (RFC 4106 §3.1, RFC 7634 §2), unpredictable for CBC (RFC 3602 §3).
 */
public final class IvClaims {
  private static final List<CipherSuite> AEADS =
      List.of(
          new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 256, IntegrityAlgorithm.NONE),
          new CipherSuite(EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE));
  private static final CipherSuite CBC =
      new CipherSuite(EncryptionAlgorithm.AES_CBC, 256, IntegrityAlgorithm.HMAC_SHA2_256_128);

  private IvClaims() {}

  /** All of them, the wrong variants at the end. */
  public static List<Claim> all() {
    CompiledClaims claims = new CompiledClaims("iv", "Z3 on the compiled classes");
    claims.holds(
        "iv-counter",
        "The n-th IV of a sealer for AES-GCM or ChaCha20-Poly1305 is n, for any n up to 2^64: none"
            + " comes twice under one key; nothing else in the packet changes",
        (z3, replaced) -> new IvStep(z3, replaced).counter(AEADS));
    claims.holds(
        "iv-cbc",
        "The n-th IV of a sealer for AES-CBC is the block n encrypted under 16 octets of entropy"
            + " that are drawn for nothing else and zeroed, for any n up to 2^64; it depends on"
            + " nothing in the packet",
        (z3, replaced) -> new IvStep(z3, replaced).encryptedCounter(CBC));
    claims.holds(
        "iv-sealed",
        "Two packets of a burst, anywhere in the slab, have the next two IVs when the cipher gets"
            + " them, from any count on, with the library over ciphers",
        (z3, replaced) -> new SealStep(z3, replaced).overCiphers());
    claims.holds(
        "iv-sealed-native",
        "The same with the native library",
        (z3, replaced) -> new SealStep(z3, replaced).natively());
    claims.refuted(WrongIv.all());
    return claims.all();
  }
}
