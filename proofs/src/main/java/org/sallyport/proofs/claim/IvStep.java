// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Escape;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Solving;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/**
 * The shipped IV generators, from any count. Entropy is an array of symbols; AES under the
 * generator's key gives a block that is a symbol, and what was put into it is looked at.
 */
final class IvStep {
  static final String TYPE = "org/sallyport/engine/crypto/IvGenerator";
  static final String ENCRYPT = TYPE + "$BlockEncryptor.encrypt([BI)V";
  static final int SLAB = 2048;

  private static final String DRAW = "org/sallyport/engine/crypto/EntropySource.fill([BII)V";
  private static final String CREATE =
      TYPE + "$BlockEncryptorFactory.create([B)L" + TYPE + "$BlockEncryptor;";
  private static final int KEY_LENGTH = 16;
  private static final int BLOCK_LENGTH = 16;

  private final Context z3;
  private final Words words;
  private final Map<String, String> replacements;
  private final BitVecExpr count;
  private final BitVecExpr offset;
  private final BitVecExpr any;
  private final ArrayExpr<BitVecSort, BitVecSort> before;
  private final Value.Concrete port = new Value.Concrete(new Object());
  private String counterexample;

  IvStep(Context z3, Map<String, String> replacements) {
    this.z3 = z3;
    words = new Words(z3);
    this.replacements = replacements;
    count = z3.mkBVConst("count", 64);
    offset = z3.mkBVConst("offset", 32);
    any = z3.mkBVConst("octet", 32);
    before = z3.mkArrayConst("slab", z3.mkBitVecSort(32), z3.mkBitVecSort(8));
  }

  /** AEADs: nothing is drawn, the count starts at 0, and the next IV is the next number. */
  Answer counter(List<CipherSuite> suites) {
    for (CipherSuite suite : suites) {
      on(
          z3.mkTrue(),
          branches -> {
            Made made = make(branches, suite);
            show(suite + " draws entropy", branches, z3.mkBool(made.drawn == null));
            show(
                suite + " does not count from 0",
                branches,
                z3.mkAnd(
                    z3.mkBool(made.type().endsWith("$Counter")), z3.mkEq(made.count(), zero())));
          });
    }
    on(
        inSlab(Long.BYTES),
        branches -> {
          Value.Symbols slab = new Value.Symbols(before, SLAB);
          Value.Instance generator = generator("$Counter");
          next(new Machine(words, branches, replacements), generator, slab);
          show(
              "the IV is not the next number",
              branches,
              z3.mkAnd(
                  z3.mkEq(countOf(generator), successor()),
                  z3.mkEq(octets(slab.elements(), Long.BYTES), successor())));
          show("another octet changes", branches, othersKept(slab, Long.BYTES));
        });
    show("two of 2^64 IVs are one", z3.mkTrue(), numbersDiffer());
    return answer("the n-th IV is n, for any n up to 2^64");
  }

  /** CBC: a key that is drawn for this alone, and the next number encrypted under it. */
  Answer encryptedCounter(CipherSuite suite) {
    on(
        z3.mkTrue(),
        branches -> {
          Made made = make(branches, suite);
          show("not one key of 16 octets is drawn", branches, z3.mkBool(made.drawsOneKey));
          show("the key is not what was drawn", branches, made.keyIsDrawn());
          show("the key stays in memory", branches, made.keyIsZeroed());
          show(
              "the generator does not use that key or does not count from 0",
              branches,
              z3.mkAnd(z3.mkBool(made.usesThatKey()), z3.mkEq(made.count(), zero())));
        });
    BitVecExpr encrypted = z3.mkBVConst("encrypted", 8 * BLOCK_LENGTH);
    on(
        inSlab(BLOCK_LENGTH),
        branches -> {
          Value.Symbols slab = new Value.Symbols(before, SLAB);
          Value.Instance generator = generator("$EncryptedCounter");
          Encryption encryption = new Encryption(encrypted);
          Machine machine = new Machine(words, branches, replacements);
          machine.stub(ENCRYPT, encryption::encrypt);
          next(machine, generator, slab);
          if (encryption.blocks != 1) {
            show("not one block is encrypted", branches, z3.mkFalse());
            return;
          }
          show(
              "the block is not the next number",
              branches,
              z3.mkAnd(
                  z3.mkEq(countOf(generator), successor()),
                  z3.mkEq(encryption.block, z3.mkZeroExt(64, successor())),
                  z3.mkEq(encryption.at, offset)));
          show(
              "the IV is not the encrypted block",
              branches,
              z3.mkEq(octets(slab.elements(), BLOCK_LENGTH), encrypted));
          show("another octet changes", branches, othersKept(slab, BLOCK_LENGTH));
        });
    show("two of 2^64 blocks are one", z3.mkTrue(), numbersDiffer());
    return answer("the n-th IV is n encrypted under the drawn key, for any n up to 2^64");
  }

  /** AES under the generator's key, as far as the claim speaks of it. */
  private final class Encryption {
    private final BitVecExpr result;
    private int blocks;
    private BitVecExpr block;
    private BitVecExpr at;

    Encryption(BitVecExpr result) {
      this.result = result;
    }

    private Value encrypt(List<Value> arguments) {
      Value.Symbols slab = (Value.Symbols) arguments.get(1);
      at = ((Value.Word) arguments.get(2)).bits();
      blocks++;
      block = octets(slab.elements(), BLOCK_LENGTH);
      ArrayExpr<BitVecSort, BitVecSort> after = slab.elements();
      for (int index = 0; index < BLOCK_LENGTH; index++) {
        int low = 8 * (BLOCK_LENGTH - 1 - index);
        after =
            z3.mkStore(
                after, z3.mkBVAdd(at, z3.mkBV(index, 32)), z3.mkExtract(low + 7, low, result));
      }
      slab.become(after);
      return null;
    }
  }

  /** What {@code IvGenerator.of} makes, and what it does with entropy on the way. */
  private final class Made {
    private final ArrayExpr<BitVecSort, BitVecSort> entropy =
        z3.mkArrayConst("entropy", z3.mkBitVecSort(32), z3.mkBitVecSort(8));
    private final Value.Instance encryptor = new Value.Instance("AES", new HashMap<>());
    private boolean drawsOneKey;
    private Value.Symbols drawn;
    private ArrayExpr<BitVecSort, BitVecSort> key;
    private Value.Instance generator;

    private Value draw(List<Value> arguments) {
      Value.Symbols target = (Value.Symbols) arguments.get(1);
      drawsOneKey =
          drawn == null
              && Words.constant((Value.Word) arguments.get(2)) == 0
              && Words.constant((Value.Word) arguments.get(3)) == KEY_LENGTH
              && target.length() == KEY_LENGTH;
      drawn = target;
      target.become(entropy);
      return null;
    }

    private Value create(List<Value> arguments) {
      key = ((Value.Symbols) arguments.get(1)).elements();
      return encryptor;
    }

    private String type() {
      return generator.type();
    }

    private BitVecExpr count() {
      return countOf(generator);
    }

    private BoolExpr keyIsDrawn() {
      return key == null ? z3.mkFalse() : z3.mkImplies(inKey(), same(key, entropy));
    }

    private BoolExpr keyIsZeroed() {
      return z3.mkImplies(inKey(), z3.mkEq(z3.mkSelect(drawn.elements(), any), z3.mkBV(0, 8)));
    }

    private BoolExpr inKey() {
      return z3.mkBVULT(any, z3.mkBV(KEY_LENGTH, 32));
    }

    @SuppressWarnings("ReferenceEquality") // the very encryptor
    private boolean usesThatKey() {
      return generator.fields().get("encryptor") == encryptor;
    }
  }

  private Made make(Branches branches, CipherSuite suite) {
    Made made = new Made();
    Machine machine = new Machine(words, branches, replacements);
    machine.stub(DRAW, made::draw).stub(CREATE, made::create);
    Value generator =
        machine.call(
            TYPE,
            "of",
            "(Lorg/sallyport/engine/crypto/CipherSuite;Lorg/sallyport/engine/crypto/EntropySource;L"
                + TYPE
                + "$BlockEncryptorFactory;)L"
                + TYPE
                + ";",
            List.of(new Value.Concrete(suite), port, port));
    made.generator =
        generator instanceof Value.Instance instance
            ? instance
            : new Value.Instance("nothing", Map.of("count", new Value.Word(count)));
    return made;
  }

  private Value.Instance generator(String kind) {
    Map<String, Value> fields = new HashMap<>();
    fields.put("count", new Value.Word(count));
    fields.put("encryptor", port);
    return new Value.Instance(TYPE + kind, fields);
  }

  private void next(Machine machine, Value.Instance generator, Value.Symbols slab) {
    machine.call(
        generator.type(), "next", "([BI)V", List.of(generator, slab, new Value.Word(offset)));
  }

  private static BitVecExpr countOf(Value.Instance generator) {
    return ((Value.Word) generator.fields().get("count")).bits();
  }

  private BitVecExpr zero() {
    return z3.mkBV(0, 64);
  }

  private BitVecExpr successor() {
    return z3.mkBVAdd(count, z3.mkBV(1, 64));
  }

  private BoolExpr inSlab(int length) {
    return z3.mkBVULE(offset, z3.mkBV(SLAB - length, 32));
  }

  /** The octets at the offset as one big-endian number. */
  private BitVecExpr octets(ArrayExpr<BitVecSort, BitVecSort> array, int length) {
    return octets(z3, array, offset, length);
  }

  static BitVecExpr octets(
      Context z3, ArrayExpr<BitVecSort, BitVecSort> array, BitVecExpr from, int length) {
    BitVecExpr number = (BitVecExpr) z3.mkSelect(array, from);
    for (int index = 1; index < length; index++) {
      number =
          z3.mkConcat(
              number, (BitVecExpr) z3.mkSelect(array, z3.mkBVAdd(from, z3.mkBV(index, 32))));
    }
    return number;
  }

  private BoolExpr othersKept(Value.Symbols slab, int length) {
    BoolExpr outside = z3.mkBVUGE(z3.mkBVSub(any, offset), z3.mkBV(length, 32));
    return z3.mkImplies(outside, same(slab.elements(), before));
  }

  private BoolExpr same(
      ArrayExpr<BitVecSort, BitVecSort> left, ArrayExpr<BitVecSort, BitVecSort> right) {
    return z3.mkEq(z3.mkSelect(left, any), z3.mkSelect(right, any));
  }

  /** Any two numbers of 1 … 2^64 differ in their 64 bits. */
  private BoolExpr numbersDiffer() {
    BitVecExpr one = z3.mkBVConst("i", 65);
    BitVecExpr other = z3.mkBVConst("j", 65);
    return z3.mkImplies(
        z3.mkAnd(isPacket(one), isPacket(other), z3.mkNot(z3.mkEq(one, other))),
        z3.mkNot(z3.mkEq(z3.mkExtract(63, 0, one), z3.mkExtract(63, 0, other))));
  }

  private BoolExpr isPacket(BitVecExpr index) {
    return z3.mkAnd(
        z3.mkBVUGE(index, z3.mkBV(1, 65)),
        z3.mkBVULE(index, z3.mkConcat(z3.mkBV(1, 1), z3.mkBV(0, 64))));
  }

  private void on(BoolExpr assumption, Consumer<Branches> body) {
    new Branches(z3, assumption)
        .forEachPath(branches -> {
          if (counterexample == null) {
            try {
              body.accept(branches);
            } catch (Escape escape) {
              show(escape.getMessage(), branches, z3.mkFalse());
            }
          }
        });
  }

  private void show(String what, Branches branches, BoolExpr conclusion) {
    show(what, branches.condition(), conclusion);
  }

  private void show(String what, BoolExpr path, BoolExpr conclusion) {
    Solver solver = Solving.solver(z3);
    Solving.add(solver, path, z3.mkNot(conclusion));
    if (counterexample == null && Solving.isSatisfiable(solver)) {
      counterexample = "after " + Numbers.text(solver.getModel(), count) + " packets: " + what;
    }
  }

  private Answer answer(String how) {
    return counterexample == null ? Answer.proved(how) : Answer.refuted(counterexample);
  }
}
