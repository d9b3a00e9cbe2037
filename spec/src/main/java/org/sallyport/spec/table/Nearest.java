// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Says which name may have been meant by one that is not known. */
public final class Nearest {
  private static final int SHOWN = 3;
  private static final int MOST_LISTED = 100;

  private Nearest() {}

  /** {@code ; did you mean X or Y?}, or what there is when nothing is near; of many, a few. */
  public static String hint(String name, Collection<String> known) {
    String meant = meant(name, known);
    if (!meant.isEmpty()) {
      return meant;
    }
    return known.size() <= MOST_LISTED
        ? "; there are " + String.join(", ", known)
        : "; there are %d, such as %s"
            .formatted(known.size(), String.join(", ", known.stream().limit(SHOWN).toList()));
  }

  /** {@code ; did you mean X or Y?}, or nothing when nothing is near. */
  public static String meant(String name, Collection<String> known) {
    List<String> near =
        known.stream()
            .distinct()
            .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3))
            .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
            .limit(SHOWN)
            .toList();
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** How many letters have to be changed, whatever their case. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
