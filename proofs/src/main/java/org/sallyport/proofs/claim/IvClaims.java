// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.ProofResult.Verdict;
import org.sallyport.proofs.wrong.WrongIv;

/**
 * IVs: never twice under one key (RFC 4106 §3.1, RFC 7634 §2), unpredictable for CBC (RFC 3602 §3).
 */
public final class IvClaims {
  private static final String TOOL = "Z3 on the compiled classes";
  private static final List<CipherSuite> AEADS =
      List.of(
          new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 256, IntegrityAlgorithm.NONE),
          new CipherSuite(EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE));
  private static final CipherSuite CBC =
      new CipherSuite(EncryptionAlgorithm.AES_CBC, 256, IntegrityAlgorithm.HMAC_SHA2_256_128);

  private IvClaims() {}

  /** All of them, the wrong variants at the end. */
  public static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    claims.add(
        right(
            "iv-counter",
            "The n-th IV of a sealer for AES-GCM or ChaCha20-Poly1305 is n, for any n up to 2^64: none comes twice under one key; nothing"
                + " else in the packet changes",
            IvClaims::counter));
    claims.add(
        right(
            "iv-cbc",
            "The n-th IV of a sealer for AES-CBC is the block n encrypted under 16 octets of entropy that are drawn for nothing else and"
                + " zeroed, for any n up to 2^64; it depends on nothing in the packet",
            IvClaims::cbc));
    claims.add(
        right(
            "iv-sealed",
            "Two packets of a burst, anywhere in the slab, have the next two IVs when the cipher gets them, from any count on, with the"
                + " library over ciphers",
            IvClaims::overCiphers));
    claims.add(right("iv-sealed-native", "The same with the native library", IvClaims::natively));
    for (WrongIv variant : WrongIv.values()) {
      claims.add(
          new Claim(
              "wrong-iv-" + variant.wrong().label(),
              "Refuted: " + variant.wrong().story(),
              TOOL,
              Verdict.REFUTED,
              () -> decide(variant.wrong().replacement(), refutedBy(variant))));
    }
    return claims;
  }

  private static Answer counter(Context z3, Map<String, String> replacements) {
    return new IvStep(z3, replacements).counter(AEADS);
  }

  private static Answer cbc(Context z3, Map<String, String> replacements) {
    return new IvStep(z3, replacements).encryptedCounter(CBC);
  }

  private static Answer overCiphers(Context z3, Map<String, String> replacements) {
    return new SealStep(z3, replacements).overCiphers();
  }

  private static Answer natively(Context z3, Map<String, String> replacements) {
    return new SealStep(z3, replacements).natively();
  }

  private static BiFunction<Context, Map<String, String>, Answer> refutedBy(WrongIv variant) {
    return switch (variant) {
      case REPEATS -> IvClaims::counter;
      case PREDICTABLE, HALF_A_KEY -> IvClaims::cbc;
      case NOT_WRITTEN -> IvClaims::overCiphers;
    };
  }

  private static Claim right(
      String name, String statement, BiFunction<Context, Map<String, String>, Answer> decision) {
    return new Claim(name, statement, TOOL, Verdict.PROVED, () -> decide(Map.of(), decision));
  }

  private static Answer decide(
      Map<String, String> replacements, BiFunction<Context, Map<String, String>, Answer> decision) {
    try (Context z3 = new Context()) {
      return decision.apply(z3, replacements);
    }
  }
}
