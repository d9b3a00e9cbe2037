// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.port;

/**
 * Takes what an operator should read: what happened, with whom, and what to do about it. Never
 * keys.
 */
@FunctionalInterface
public interface OperatorLog {
  /** Logs nothing. */
  OperatorLog NONE = (level, peer, text, nowNs) -> {};

  /**
   * One entry.
   *
   * @param peer the peer's configured name, or its address while it is unknown
   */
  void entry(Level level, String peer, String text, long nowNs);

  /** How much it matters. */
  enum Level {
    /** As expected: established, closed. */
    INFO,
    /** Something was refused or failed; nothing that was established is lost. */
    WARNING,
    /** An SA was lost or could not be made. */
    ERROR
  }
}
