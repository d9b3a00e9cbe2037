// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import java.io.Serial;

/** The machine lacks something the verb needs. Ends the verb with {@link ExitCode#ENVIRONMENT}. */
public final class EnvironmentException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param problem what is missing
   * @param remedy what the user can do about it
   */
  public EnvironmentException(String problem, String remedy) {
    super(problem + "\n  remedy: " + remedy);
  }
}
