// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a trial saw. One observation that is not as it should be fails it, and so does none. */
public final class Observations {
  private final List<String> wrong = new ArrayList<>();
  private int count;

  /** Nothing was seen yet. */
  public Observations() {}

  /**
   * Something that has to be so.
   *
   * @param claim what has to be
   * @param detail what was, asked for when it is not
   */
  public void that(String claim, boolean holds, Supplier<?> detail) {
    count++;
    if (!holds) {
      wrong.add("not so: " + claim + " (" + detail.get() + ")");
    }
  }

  /** Two values that have to be equal. */
  public void same(String what, Object expected, Object observed) {
    that(what + " is " + expected, expected.equals(observed), () -> observed);
  }

  /** A text that has to be in another. */
  public void contains(String text, String part) {
    that("\"" + part + "\" is said", text.contains(part), () -> text.strip());
  }

  /** How many there were. */
  public int count() {
    return count;
  }

  /** Those that are not as they should be. */
  public List<String> wrong() {
    return List.copyOf(wrong);
  }
}
