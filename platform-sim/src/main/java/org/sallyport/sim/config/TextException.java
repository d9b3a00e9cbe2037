// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.io.Serial;

/** A value's text cannot be understood. Becomes a {@link ConfigProblem} where the key is known. */
public final class TextException extends Exception {
  @Serial private static final long serialVersionUID = 1L;
  private final String remedy;

  TextException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  /** What to write instead. */
  public String remedy() {
    return remedy;
  }
}
