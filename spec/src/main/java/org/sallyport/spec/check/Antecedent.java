// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.regex.Pattern;

/**
 * What a property demands something of: the {@code P} of {@code P => Q} or {@code P ~> Q}. A
 * property whose antecedent never occurs holds for no reason.
 *
 * @param property the property that it belongs to
 * @param text its source on one line
 * @param place file and line
 * @param ofStep whether it is about a step rather than a state
 * @param probe a formula that is true where the antecedent occurs for some value of what the
 *     property quantifies over
 */
record Antecedent(String property, String text, String place, boolean ofStep, String probe) {
  private static final Pattern COMMENT = Pattern.compile("\\\\\\*.*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** Source without comments and line breaks. */
  static String onOneLine(String source) {
    return BLANKS.matcher(COMMENT.matcher(source).replaceAll("")).replaceAll(" ").strip();
  }
}
