// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.run;

/** A program of the host is missing or failed. */
public final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final String LOOK = "what it said above names the reason";

  private final String problem;
  private final String remedy;

  /** Something failed; the problem says all there is to know. */
  public ToolException(String problem) {
    this(problem, LOOK);
  }

  /** Something is missing, and this helps. */
  public ToolException(String problem, String remedy) {
    super(problem + "\n  remedy: " + remedy);
    this.problem = problem;
    this.remedy = remedy;
  }

  /** Something failed because of something else. */
  public ToolException(String problem, Throwable cause) {
    super(problem, cause);
    this.problem = problem;
    this.remedy = LOOK;
  }

  /** What is missing or failed. */
  public String problem() {
    return problem;
  }

  /** What the user can do about it. */
  public String remedy() {
    return remedy;
  }
}
