// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import java.io.Serial;
import org.sallyport.sim.config.ConfigException;

/** The command line or a file it names is wrong. Ends the verb with {@link ExitCode#USAGE}. */
public final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param problem what is wrong, with the place (file, line, option) where it is
   */
  public UsageException(String problem) {
    super(problem);
  }

  /** Everything that is wrong with a configuration file. */
  public static UsageException of(ConfigException refused) {
    int count = refused.problems().size();
    return new UsageException(
        (count == 1
                ? "the configuration has a mistake:\n"
                : "the configuration has " + count + " mistakes:\n")
            + refused.getMessage());
  }
}
