package org.sallyport.sim.command;

import java.io.Serial;

/** The command line or a file it names is wrong. Ends the verb with {@link ExitCode#USAGE}. */
public final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param problem what is wrong, with the place (file, line, option) where it is
   */
  public UsageException(String problem) {
    super(problem);
  }
}
