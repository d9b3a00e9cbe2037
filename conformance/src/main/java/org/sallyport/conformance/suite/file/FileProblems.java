// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.file;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.sim.command.UsageException;

/** Collects what is wrong with one file, so that its author sees all of it at once. */
public final class FileProblems {
  private static final int MOST_SHOWN = 20;

  private final String file;
  private final List<String> problems = new ArrayList<>();

  /** For a file of this name. */
  public FileProblems(String file) {
    this.file = file;
  }

  /**
   * Adds a problem.
   *
   * @param line the line counted from 1; 0 when it is with the whole file
   * @param what what is wrong
   * @param remedy what to do about it
   */
  public void add(int line, String what, String remedy) {
    problems.add(file + (line == 0 ? ": " : ":" + line + ": ") + what + "\n  remedy: " + remedy);
  }

  /** Whether nothing was added. */
  public boolean none() {
    return problems.isEmpty();
  }

  /** Throws when something was added; the message holds the first problems and the number. */
  public void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder();
    int shown = Math.min(problems.size(), MOST_SHOWN);
    message.append(String.join("\n", problems.subList(0, shown)));
    if (shown < problems.size()) {
      message.append("\nand ").append(problems.size() - shown).append(" more problems");
    }
    throw new UsageException(message.toString());
  }

  /** A file with one problem. */
  public static UsageException single(String file, int line, String what, String remedy) {
    FileProblems problems = new FileProblems(file);
    problems.add(line, what, remedy);
    return new UsageException(problems.problems.getFirst());
  }
}
