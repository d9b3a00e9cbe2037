// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

/**
 * How a situation is brought about.
 *
 * @param number the situation's
 */
public record Trial(int number, Need need, Course course) {
  /** A trial that needs nothing but Java. */
  public static Trial of(int number, Course course) {
    return new Trial(number, Need.NOTHING, course);
  }

  /** What happens. */
  @FunctionalInterface
  public interface Course {
    /**
     * Brings the situation about and says what came of it.
     *
     * @throws Exception a failed trial
     */
    void run(Observations seen) throws Exception;
  }
}
