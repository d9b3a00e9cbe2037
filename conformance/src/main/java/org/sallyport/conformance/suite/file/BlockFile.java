// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A file of blocks: {@code [name]} on its line, below it {@code key = value} lines. Empty lines and
 * what follows {@code #} are skipped. Keys are case-insensitive. Names are distinct, as are the
 * keys of a block.
 *
 * @param name how messages call the file
 * @param blocks by order of the file
 */
public record BlockFile(String name, List<Block> blocks) {
  /** Copies the list. */
  public BlockFile {
    blocks = List.copyOf(blocks);
  }

  /**
   * One block.
   *
   * @param name what stands between the brackets
   * @param line where it starts
   * @param entries by key in lower case
   */
  public record Block(String name, int line, Map<String, Entry> entries) {}

  /**
   * One value.
   *
   * @param text what stands after the equals sign, white space at the ends removed
   * @param line where it stands
   */
  public record Entry(String text, int line) {}

  /** Reads blocks; what is wrong goes to {@code problems}. */
  public static BlockFile parse(UserFile file, FileProblems problems) {
    List<Block> blocks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Block block = null;
    List<String> lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      int number = i + 1;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        block = open(line, number, names, problems);
        blocks.add(block);
      } else if (block == null) {
        problems.add(
            number, "stands before the first [name]", "start each case with a [name] line");
      } else {
        enter(line, number, block, problems);
      }
    }
    return new BlockFile(file.name(), blocks);
  }

  private static Block open(String line, int number, Set<String> names, FileProblems problems) {
    int end = line.lastIndexOf(']');
    String name = line.substring(1, end < 1 ? line.length() : end).strip();
    String rest = end < 1 ? "" : line.substring(end + 1).strip();
    if (end < 1 || !(rest.isEmpty() || rest.startsWith("#"))) {
      problems.add(number, "a block's line is [name] and nothing more", "end it with ]");
    } else if (name.isEmpty()) {
      problems.add(number, "a block without a name", "write a name between the brackets");
    } else if (!names.add(name)) {
      problems.add(number, "a second block named " + name, "give each block its own name");
    }
    return new Block(name, number, new LinkedHashMap<>());
  }

  private static void enter(String line, int number, Block block, FileProblems problems) {
    int equals = line.indexOf('=');
    if (equals < 1) {
      problems.add(number, "neither [name] nor key = value: " + shorten(line), "write key = value");
      return;
    }
    String key = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
    Entry entry = new Entry(withoutComment(line.substring(equals + 1)).strip(), number);
    Entry before = block.entries().putIfAbsent(key, entry);
    if (before != null) {
      problems.add(
          number,
          key + " occurs twice in [" + block.name() + "], first in line " + before.line(),
          "remove one of the two");
    }
  }

  /** No value of these formats holds a {@code #}. */
  private static String withoutComment(String value) {
    int comment = value.indexOf('#');
    return comment < 0 ? value : value.substring(0, comment);
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
