// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import org.sallyport.engine.status.EngineStatus;

/** Who can say what the engine is doing. */
@FunctionalInterface
public interface StatusSource {
  /** What it is doing now. */
  EngineStatus status();
}
