// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.wrong;

import java.util.List;
import org.sallyport.engine.table.EsnState;
import org.sallyport.engine.table.ReplayWindowState;

/** Inbound paths whose steps do not fit together. */
// The wrong methods are read from their class files, never called.
@SuppressWarnings({"UnusedMethod", "UnusedVariable"})
public final class WrongInbound {
  private WrongInbound() {}

  /** Each, with the claim that does not hold with it. */
  public static List<WrongMethod> all() {
    return List.of(
        new WrongMethod(
            "advances-another",
            "inbound-esn",
            "org/sallyport/engine/dataplane/esp/EspBurst.sequence(I)J",
            AdvancesAnother.class,
            "the number of the first packet of the burst is advanced for all of them"),
        new WrongMethod(
            "high-half-lost",
            "inbound-esn",
            "org/sallyport/engine/crypto/PacketBurst.add(IIII)I",
            HighHalfLost.class,
            "the inferred high half is checked and advanced, but does not enter the ICV"),
        new WrongMethod(
            "trusts-all",
            "inbound-esn",
            "org/sallyport/engine/crypto/OpenBurst.isAuthentic(I)Z",
            TrustsAll.class,
            "packets are accepted whatever the cipher says"),
        new WrongMethod(
            "outcome-misplaced",
            "inbound-esn",
            "org/sallyport/engine/crypto/OpenBurst.settle(IZ)V",
            OutcomeMisplaced.class,
            "the outcomes of a burst are recorded for its first packet"),
        new WrongMethod(
            "unchecked",
            "inbound-esn",
            "org/sallyport/engine/dataplane/esp/ReplayWindow.check(JJ)Lorg/sallyport/engine/table/ReplayWindowState;",
            Unchecked.class,
            "the check lets every number pass"),
        new WrongMethod(
            "plain-taken-for-extended",
            "inbound-32",
            "org/sallyport/engine/dataplane/esp/ExtendedSequence.stateOf(JI)Lorg/sallyport/engine/table/EsnState;",
            PlainTakenForExtended.class,
            "from 2^31 on an association without extended numbers is taken for one with them"));
  }

  private static final class AdvancesAnother {
    private final long[] sequences = {};

    long sequence(int index) {
      return sequences[0];
    }
  }

  private static final class HighHalfLost {
    private final int[] offsets = {};
    private final int[] aadLengths = {};
    private final int[] textLengths = {};
    private final int[] highSequences = {};
    private int count;

    int add(int offset, int aadLength, int textLength, int highSequence) {
      int index = count++;
      offsets[index] = offset;
      aadLengths[index] = aadLength;
      textLengths[index] = textLength;
      highSequences[index] = 0;
      return index;
    }
  }

  private static final class TrustsAll {
    boolean isAuthentic(int index) {
      return true;
    }
  }

  private static final class OutcomeMisplaced {
    private final boolean[] authentic = {};

    void settle(int index, boolean isAuthentic) {
      authentic[0] = isAuthentic;
    }
  }

  private static final class Unchecked {
    ReplayWindowState check(long number, long nowNs) {
      return ReplayWindowState.CHECKED;
    }
  }

  private static final class PlainTakenForExtended {
    private boolean extended;

    EsnState stateOf(long top, int windowSize) {
      if (!extended && top < 1L << 31) {
        return EsnState.OFF;
      }
      return (top & 0xFFFF_FFFFL) >= windowSize - 1
          ? EsnState.WITHIN_CYCLE
          : EsnState.SPANS_BEFORE_ZERO;
    }
  }
}
