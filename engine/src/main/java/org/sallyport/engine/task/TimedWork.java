// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

/** Work that knows itself when it is due. A task does it, resumed when its time has come. */
public interface TimedWork {
  /** Does what is due; returns how much was done. */
  int poll(long nowNs);

  /** When {@link #poll} must be called next; {@link DeadlineTable#NEVER_NS} for not at all. */
  long nextDeadlineNs();
}
