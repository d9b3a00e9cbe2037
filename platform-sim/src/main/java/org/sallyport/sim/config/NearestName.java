// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.Collection;
import java.util.Optional;

/** Finds what the user probably meant to write. */
final class NearestName {
  private NearestName() {}

  /** The closest of the known names, when it is close enough to be a slip of the pen. */
  static Optional<String> of(String written, Collection<String> known) {
    String best = "";
    int bestDistance = Math.max(2, written.length() / 3) + 1;
    for (String name : known) {
      int distance = distance(written, name);
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** Remedy for a name that is none of the known ones. */
  static String remedy(String written, Collection<String> known) {
    return of(written, known)
        .map(name -> "did you mean \"" + name + "\"?")
        .orElseGet(() -> "known are: " + String.join(", ", known));
  }

  /** Levenshtein's distance. */
  private static int distance(String first, String second) {
    int[] previous = new int[second.length() + 1];
    for (int j = 0; j <= second.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= first.length(); i++) {
      int[] current = new int[second.length() + 1];
      current[0] = i;
      for (int j = 1; j <= second.length(); j++) {
        int change = first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[second.length()];
  }
}
