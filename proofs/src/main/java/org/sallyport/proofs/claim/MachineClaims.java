// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.BitVecNum;
import com.microsoft.z3.Context;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sallyport.engine.dataplane.esp.ExtendedSequence;
import org.sallyport.engine.dataplane.esp.ReplayWindow;
import org.sallyport.engine.dataplane.esp.SendCounter;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.ProofResult.Verdict;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/**
 * The machine that runs compiled code on symbols agrees with this JVM where all is concrete: random
 * and corner inputs are run by both. It is the part of these proofs that is ours and not proved.
 */
public final class MachineClaims {
  private static final String WINDOW = "org/sallyport/engine/dataplane/esp/ReplayWindow";
  private static final String SEQUENCE = "org/sallyport/engine/dataplane/esp/ExtendedSequence";
  private static final String STATE = "Lorg/sallyport/engine/table/ReplayWindowState;";
  private static final long[] CORNERS = {
    0, 64, 1024, 1L << 31, 1L << 32, 1L << 37, 1L << 63, -1L, -1100L
  };
  private static final int RUNS = 42;
  private static final int STEPS = 12;
  private static final long SEED = 20_061_130;

  private MachineClaims() {}

  public static List<Claim> all() {
    return List.of(
        new Claim(
            "machine-agrees",
            "On "
                + 2 * RUNS * STEPS
                + " random and corner inputs the symbolic machine and this JVM give the same states, T, bitmaps,"
                + " inferred and sent numbers (seed "
                + SEED
                + ")",
            "comparison",
            Verdict.PROVED,
            MachineClaims::compare));
  }

  private static Answer compare() {
    Random random = new Random(SEED);
    int[] sizes = {32, 64, 100, 128, 1024, 4096};
    int compared = 0;
    for (int run = 0; run < RUNS; run++) {
      try (Context z3 = new Context()) {
        Words words = new Words(z3);
        int size = sizes[run % sizes.length];
        ReplayWindow real = new ReplayWindow(size);
        Instances.write(
            real, "top", CORNERS[random.nextInt(CORNERS.length)] + random.nextInt(130) - 65);
        for (int step = 0; step < STEPS; step++) {
          long number = number(random, real.top(), size);
          String difference = step(words, real, number, random.nextInt(4) > 0);
          if (difference != null) {
            return Answer.refuted(difference);
          }
          compared++;
        }
      }
    }
    String difference = compareCounters(random);
    return difference == null
        ? Answer.proved(compared + RUNS * STEPS + " steps")
        : Answer.refuted("the send counter differs: " + difference);
  }

  /** The send counter near where something happens; null, or where the two differ. */
  private static String compareCounters(Random random) {
    for (int run = 0; run < RUNS; run++) {
      try (Context z3 = new Context()) {
        Words words = new Words(z3);
        boolean extended = run % 2 == 0;
        long last = extended ? SendCounter.LAST_64 : SendCounter.LAST_32;
        long used = last - random.nextInt(STEPS);
        long soft = used + random.nextInt(STEPS) - STEPS / 2;
        SendCounter real = new SendCounter(used, extended, soft, 0, TraceSink.NONE);
        for (int step = 0; step < STEPS; step++) {
          if (!isSame(words, real)) {
            return "used " + Long.toUnsignedString(used) + ", step " + step;
          }
        }
      }
    }
    return null;
  }

  /** Takes a number with both. */
  private static boolean isSame(Words words, SendCounter real) {
    Value.Instance counter = Instances.of(real, words);
    Value[] reason = new Value[1];
    new Branches(words.z3(), words.z3().mkTrue())
        .forEachPath(branches ->
            reason[0] =
                new Machine(words, branches, Map.of())
                    .call(
                        CounterStep.TYPE,
                        "take",
                        "(J)Lorg/sallyport/engine/drop/DropReason;",
                        List.of(counter, words.ofLong(0))));
    return reason[0].equals(new Value.Concrete(real.take(0)))
        && counter.fields().equals(Instances.of(real, words).fields());
  }

  private static long number(Random random, long top, int size) {
    return switch (random.nextInt(5)) {
      case 0 -> CORNERS[random.nextInt(CORNERS.length)] + random.nextInt(5) - 2;
      case 1 -> top - size + random.nextInt(3) - 1;
      case 2 -> top + random.nextInt(3 * size);
      case 3 -> random.nextLong();
      default -> top - random.nextInt(size);
    };
  }

  private static String step(Words words, ReplayWindow real, long number, boolean authentic) {
    Value.Instance window = Instances.of(real, words);
    long inferred = new ExtendedSequence(true).infer((int) number, real, 0);
    Value[] results = new Value[3];
    new Branches(words.z3(), words.z3().mkTrue())
        .forEachPath(branches -> {
          Machine machine = new Machine(words, branches, Map.of());
          results[0] =
              machine.call(
                  SEQUENCE,
                  "infer",
                  "(IL" + WINDOW + ";J)J",
                  List.of(
                      Instances.of(new ExtendedSequence(true), words),
                      words.ofInt((int) number),
                      window,
                      words.ofLong(0)));
          results[1] =
              machine.call(
                  WINDOW,
                  "check",
                  "(JJ)" + STATE,
                  List.of(window, words.ofLong(number), words.ofLong(0)));
          results[2] =
              machine.call(
                  WINDOW,
                  "advance",
                  "(JZJ)" + STATE,
                  List.of(
                      window,
                      words.ofLong(number),
                      words.ofInt(authentic ? 1 : 0),
                      words.ofLong(0)));
        });
    boolean same =
        constant(results[0]) == inferred
            && results[1].equals(new Value.Concrete(real.check(number, 0)))
            && results[2].equals(new Value.Concrete(real.advance(number, authentic, 0)))
            && constant(window.fields().get("top")) == real.top()
            && sameBitmap(words, (Value.Symbols) window.fields().get("words"), real);
    return same
        ? null
        : "W = "
            + real.size()
            + ", T = "
            + Long.toUnsignedString(real.top())
            + ", number = "
            + Long.toUnsignedString(number);
  }

  private static long constant(Value value) {
    return Words.constant((Value.Word) value);
  }

  private static boolean sameBitmap(Words words, Value.Symbols symbolic, ReplayWindow real) {
    long[] bitmap = (long[]) Instances.read(real, "words");
    for (int index = 0; index < bitmap.length; index++) {
      BitVecNum element =
          (BitVecNum)
              words.z3().mkSelect(symbolic.elements(), words.ofInt(index).bits()).simplify();
      if (element.getBigInteger().longValue() != bitmap[index]) {
        return false;
      }
    }
    return bitmap.length == symbolic.length();
  }
}
