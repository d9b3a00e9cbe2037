// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.mutate;

/**
 * One mutation as PIT reports it.
 *
 * @param type the class, without its package
 * @param method the method's name
 * @param line the line in the source
 * @param description what was changed
 * @param ordinal 1 for the first change of this description in the methods of this name, in the
 *     report's order
 * @param status PIT's word: KILLED, TIMED_OUT, SURVIVED, NO_COVERAGE and so on
 * @param detected whether a test noticed it
 */
public record Mutation(
    String packageName,
    String type,
    String method,
    int line,
    String description,
    int ordinal,
    String status,
    boolean detected) {
  /**
   * Whether a test failed on it. A change that took all time or memory of the run ends it too, on
   * one machine and not on another.
   */
  public boolean isKilledByATest() {
    return status.equals("KILLED");
  }

  /**
   * What names it in the list of survivors: everything but the line, which moves with any edit.
   * From the second change of one kind in a method on it ends with the ordinal, so that one reason
   * never covers another change.
   */
  public String key() {
    String key = packageName + "." + type + "#" + method + ": " + description;
    return ordinal == 1 ? key : key + " (" + ordinal + ")";
  }
}
