// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.IvGenerator;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.SealBurst;
import org.sallyport.engine.crypto.nativeapi.NativeCrypto;
import org.sallyport.engine.crypto.nativeapi.NativeLibrary;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Escape;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Solving;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/**
 * A burst of two packets of one sealer, sealed by a shipped library from any count of its
 * generator: which IVs lie in the packets when the cipher gets them. The cipher is not run.
 */
final class SealStep {
  static final String SEALER = "org/sallyport/engine/crypto/PacketSealer";

  private static final String CRYPTO = "org/sallyport/engine/crypto/";
  private static final CipherSuite SUITE =
      new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);
  private static final int AAD = 8;
  private static final int TEXT = 16;
  private static final int PACKET = AAD + 8 + TEXT + 16;

  private final Context z3;
  private final Words words;
  private final Map<String, String> replacements;
  private final BitVecExpr count;
  private final BitVecExpr first;
  private final BitVecExpr second;
  private String counterexample;

  SealStep(Context z3, Map<String, String> replacements) {
    this.z3 = z3;
    words = new Words(z3);
    this.replacements = replacements;
    count = z3.mkBVConst("count", 64);
    first = z3.mkBVConst("first", 32);
    second = z3.mkBVConst("second", 32);
  }

  /** With the library over ciphers, packet by packet. */
  Answer overCiphers() {
    IvGenerator ivs =
        IvGenerator.of(
            SUITE,
            (target, offset, length) -> {
              throw new IllegalStateException("an AEAD draws nothing");
            },
            key -> {
              throw new IllegalStateException("an AEAD encrypts no counter");
            });
    return decide(new BouncyCastleLibrary(), UnusedCipher.INSTANCE.sealer(SUITE, true, ivs));
  }

  /** With the native library, in one call for the burst. */
  Answer natively() {
    NativeCrypto code =
        (NativeCrypto)
            Proxy.newProxyInstance(
                SealStep.class.getClassLoader(),
                new Class<?>[] {NativeCrypto.class},
                (proxy, method, arguments) -> 1L);
    NativeLibrary library = new NativeLibrary(code);
    EntropySource none =
        (target, offset, length) -> {
          throw new IllegalStateException("an AEAD draws nothing");
        };
    byte[] key = new byte[SUITE.encryptionKeyLength()];
    return decide(library, library.sealer(SUITE, key, new byte[0], true, none));
  }

  private Answer decide(CryptoLibrary library, PacketSealer sealer) {
    SealBurst burst = new SealBurst(2);
    burst.add(sealer, 0, AAD, TEXT, 0);
    burst.add(sealer, PACKET, AAD, TEXT, 0);
    int paths =
        new Branches(z3, apart())
            .forEachPath(branches -> {
              try {
                path(branches, library, sealer, burst);
              } catch (Escape escape) {
                show(escape.getMessage(), branches, z3.mkFalse());
              }
            });
    return counterexample == null
        ? Answer.proved(paths + " paths")
        : Answer.refuted(counterexample);
  }

  /** Two packets in the slab that do not overlap. */
  private BoolExpr apart() {
    BitVecExpr room = z3.mkBV(IvStep.SLAB - PACKET, 32);
    BitVecExpr length = z3.mkBV(PACKET, 32);
    return z3.mkAnd(
        z3.mkBVULE(first, room),
        z3.mkBVULE(second, room),
        z3.mkOr(
            z3.mkBVULE(z3.mkBVAdd(first, length), second),
            z3.mkBVULE(z3.mkBVAdd(second, length), first)));
  }

  private void path(
      Branches branches, CryptoLibrary library, PacketSealer sealer, SealBurst burst) {
    List<Value.Instance> values = Instances.of(words, library, sealer, burst);
    Value.Instance ivs = (Value.Instance) values.get(1).fields().get("ivs");
    ivs.fields().put("count", new Value.Word(count));
    Value.Cells offsets = (Value.Cells) values.get(2).fields().get("offsets");
    offsets.values()[0] = new Value.Word(first);
    offsets.values()[1] = new Value.Word(second);
    Value.Symbols slab =
        new Value.Symbols(
            z3.mkArrayConst("slab", z3.mkBitVecSort(32), z3.mkBitVecSort(8)), IvStep.SLAB);
    Sealed sealed = new Sealed();
    Machine machine = new Machine(words, branches, replacements);
    machine
        .stub(CRYPTO + "PacketCipher.seal([BIIII)V", arguments -> sealed.one(arguments, null))
        .stub(
            CRYPTO + "nativeapi/NativeCrypto.seal([B[J[II)I",
            arguments -> sealed.one(arguments, words.ofInt(2)));
    machine.call(
        values.get(0).type(),
        "sealBurst",
        "([BL" + CRYPTO + "SealBurst;)V",
        List.of(values.get(0), slab, values.get(2)));
    show("nothing is sealed", branches, z3.mkBool(sealed.slab != null));
    if (sealed.slab != null) {
      show(
          "the IVs are not the next two numbers",
          branches,
          z3.mkAnd(isIv(sealed.slab, first, 1), isIv(sealed.slab, second, 2)));
    }
  }

  /** The slab as the cipher last got it: that is when both IVs must be there. */
  private static final class Sealed {
    private ArrayExpr<BitVecSort, BitVecSort> slab;

    private Value one(List<Value> arguments, Value result) {
      slab = ((Value.Symbols) arguments.get(1)).elements();
      return result;
    }
  }

  private BoolExpr isIv(ArrayExpr<BitVecSort, BitVecSort> slab, BitVecExpr packet, int later) {
    BitVecExpr iv = IvStep.octets(z3, slab, z3.mkBVAdd(packet, z3.mkBV(AAD, 32)), Long.BYTES);
    return z3.mkEq(iv, z3.mkBVAdd(count, z3.mkBV(later, 64)));
  }

  private void show(String what, Branches branches, BoolExpr conclusion) {
    Solver solver = Solving.solver(z3);
    Solving.add(solver, branches.condition(), z3.mkNot(conclusion));
    if (counterexample == null && Solving.isSatisfiable(solver)) {
      counterexample =
          "after "
              + Numbers.text(solver.getModel(), count)
              + " packets, packets at "
              + Numbers.text(solver.getModel(), first)
              + " and "
              + Numbers.text(solver.getModel(), second)
              + ": "
              + what;
    }
  }
}
