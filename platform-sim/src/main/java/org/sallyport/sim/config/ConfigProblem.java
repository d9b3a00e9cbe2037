// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole line is meant
 * @param key path of the key, for example {@code peer[2].remote_id}; empty when none is meant
 * @param problem what is wrong
 * @param remedy what to write instead
 */
public record ConfigProblem(int line, int column, String key, String problem, String remedy) {
  /** The message for the user, on two lines. */
  public String describe(String file) {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    if (column > 0) {
      text.append(':').append(column);
    }
    text.append(": ");
    if (!key.isEmpty()) {
      text.append(key).append(": ");
    }
    return text.append(problem).append("\n  remedy: ").append(remedy).toString();
  }
}
