// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import org.sallyport.engine.drop.DropReason;

/** One receiving association of a scenario, fresh: nothing authenticated, nothing seen. */
interface ScenarioReceiver {
  /**
   * A packet arrives.
   *
   * @param number its true number
   * @param authentic whether its ICV is right for that number
   * @return NONE when its payload would be handed on
   */
  DropReason receive(long number, boolean authentic);

  /** The highest authenticated number becomes {@code top}; nothing in the window is marked. */
  void setTop(long top);
}
