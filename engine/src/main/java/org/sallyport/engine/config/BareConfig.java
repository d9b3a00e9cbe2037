// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

/**
 * What only a machine without an operating system is told.
 *
 * @param onFault what follows a CPU exception, after its report
 * @param console where the console's text goes
 * @param log how much the console says
 * @param tracesTransitions whether every transition of the state machines is written to the
 *     console, in the form that the trace validator reads
 */
public record BareConfig(
    OnFault onFault, Console console, LogLevel log, boolean tracesTransitions) {
  /** Reboots by itself; talks to screen and serial line about SAs that come and go. */
  public static final BareConfig DEFAULT =
      new BareConfig(OnFault.REBOOT, Console.BOTH, LogLevel.INFO, false);

  /** What follows a fault. */
  public enum OnFault {
    /** The machine stands still, so that the report can be read. */
    HALT,
    /** The machine starts again. */
    REBOOT
  }

  /** Where text goes. */
  public enum Console {
    /** The first serial port. */
    SERIAL,
    /** The text screen. */
    SCREEN,
    /** Both. */
    BOTH
  }

  /** How much is said, each level with those before it. */
  public enum LogLevel {
    /** What stops something. */
    ERROR,
    /** What is refused. */
    WARNING,
    /** SAs that come and go. */
    INFO,
    /** Everything. */
    DEBUG
  }
}
