// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.port;

import org.sallyport.engine.table.TraceSink;

/**
 * Every port of an engine but its crypto library, entropy and pool of frames.
 *
 * @param outer frames that leave on the outer side
 * @param inner frames that leave on the inner side: decapsulated packets for hosts behind the
 *     engine
 * @param trace the firing trace
 * @param keyLog secret keys, for laboratories
 * @param operatorLog what the operator reads
 * @param calls is told every call into the engine
 */
public record EnginePorts(
    FrameSink outer,
    FrameSink inner,
    TraceSink trace,
    KeyLog keyLog,
    OperatorLog operatorLog,
    CallLog calls) {
  /** Ports whose calls are not logged. */
  public EnginePorts(
      FrameSink outer, FrameSink inner, TraceSink trace, KeyLog keyLog, OperatorLog operatorLog) {
    this(outer, inner, trace, keyLog, operatorLog, CallLog.NONE);
  }

  /** The two ways out, and nothing logged. */
  public static EnginePorts of(FrameSink outer, FrameSink inner) {
    return new EnginePorts(outer, inner, TraceSink.NONE, KeyLog.OFF, OperatorLog.NONE);
  }
}
