// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TLA+'s parser finds wrong, each once, with file and line. It prints the names of files as it
 * reads them, and tells an error again for every module that extends the one at fault.
 */
public final class SanyErrors {
  private static final Pattern MEANING =
      Pattern.compile(
          "line (\\d+), col \\d+ to line \\d+, col \\d+ of module (\\w+)\\s*\\n\\s*(.+)");
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "Parsing file \\S*?(\\w+)\\.tla|((?:Encountered|Lexical error)[^\\n]*?) ?at line (\\d+),"
              + " column \\d+([^\\n]*)");

  private SanyErrors() {}

  /**
   * The errors in what the parser has printed.
   *
   * @return {@code Module.tla:line: what is wrong}, or the text as it is where nothing is
   *     recognised
   */
  public static List<String> of(String printed) {
    Set<String> found = new LinkedHashSet<>();
    String module = "";
    Matcher grammar = GRAMMAR.matcher(printed);
    while (grammar.find()) {
      if (grammar.group(1) != null) {
        module = grammar.group(1);
      } else {
        found.add(
            place(module, grammar.group(3)) + grammar.group(2) + grammar.group(4).stripTrailing());
      }
    }
    Matcher meaning = MEANING.matcher(printed);
    while (meaning.find()) {
      found.add(place(meaning.group(2), meaning.group(1)) + meaning.group(3).strip());
    }
    return found.isEmpty() ? List.of(printed.strip()) : List.copyOf(found);
  }

  private static String place(String module, String line) {
    return module + ".tla:" + line + ": ";
  }
}
