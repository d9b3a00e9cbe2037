// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.mutate;

/**
 * One mutation as PIT reports it.
 *
 * @param type the class, without its package
 * @param method the method's name
 * @param line the line in the source
 * @param description what was changed
 * @param status PIT's word: KILLED, TIMED_OUT, SURVIVED, NO_COVERAGE and so on
 * @param detected whether a test noticed it
 */
public record Mutation(
    String packageName,
    String type,
    String method,
    int line,
    String description,
    String status,
    boolean detected) {
  /** What names it in the list of survivors: everything but the line, which moves with any edit. */
  public String key() {
    return packageName + "." + type + "#" + method + ": " + description;
  }
}
