// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

/** The exit codes of every verb. They are part of the interface: scripts may rely on them. */
public final class ExitCode {
  /** Everything asked for was done and every check passed. */
  public static final int OK = 0;

  /** The verb ran, and a check, proof, test or run did not end as it must. */
  public static final int FAILED = 1;

  /** The command line or a configuration file is wrong; nothing was started. */
  public static final int USAGE = 2;

  /**
   * The machine lacks something (a device, a privilege, a program); the message says what to do.
   */
  public static final int ENVIRONMENT = 3;

  /** A defect of Sallyport itself. */
  public static final int INTERNAL = 4;

  private ExitCode() {}
}
