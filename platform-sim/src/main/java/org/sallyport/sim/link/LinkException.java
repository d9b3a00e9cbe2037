// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.io.Serial;

/**
 * A link could not be opened or set up. The message names the cause and what the user can do about
 * it.
 */
public final class LinkException extends Exception {
  @Serial private static final long serialVersionUID = 1L;
  private final String remedy;

  /**
   * @param problem what failed, with the system's own reason
   * @param remedy what the user can do about it
   */
  public LinkException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  /** What the user can do about it. */
  public String remedy() {
    return remedy;
  }
}
