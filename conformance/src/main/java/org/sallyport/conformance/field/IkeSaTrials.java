// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import static org.sallyport.conformance.field.SimulatedPair.SECOND_NS;

import java.util.List;

/** IKE SAs that come, go and must not pile up. */
final class IkeSaTrials {
  private static final String OTHER_SELECTORS = "local_ts = [\"10.9.0.0/24\"]";

  private IkeSaTrials() {}

  static List<Trial> all() {
    return List.of(Trial.of(1, IkeSaTrials::refusedChild));
  }

  private static void refusedChild(Observations seen) throws Exception {
    SimulatedPair pair =
        new SimulatedPair(
            ConfigText.LEFT,
            ConfigText.RIGHT.with("local_ts = [\"10.2.0.0/24\"]", OTHER_SELECTORS));
    long most = 0;
    int secondCount = 300;
    for (int i = 0; i < secondCount; i++) {
      pair.sendFromLeft();
      pair.pass(SECOND_NS);
      most = Math.max(most, Math.max(ikeSas(pair, true), ikeSas(pair, false)));
    }
    long atMost = most;
    seen.that(
        "at most two IKE SAs at either end, for " + secondCount + " s", most <= 2, () -> atMost);
    seen.contains(SimulatedPair.log(pair.left()), "TS_UNACCEPTABLE");
  }

  private static long ikeSas(SimulatedPair pair, boolean left) {
    return SimulatedPair.ikeSas(left ? pair.left() : pair.right());
  }
}
