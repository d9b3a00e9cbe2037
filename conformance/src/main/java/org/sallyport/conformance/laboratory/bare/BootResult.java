// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.nio.file.Path;
import java.util.List;
import org.sallyport.sim.trace.sequence.SequenceEvent;

/**
 * How a boot run went.
 *
 * @param steps in order; a run ends with the first that failed
 * @param hosts the columns of the message sequence
 * @param handshake frames and transitions of the handshake
 * @param console where the console's text is
 */
public record BootResult(
    List<BootStep> steps, List<String> hosts, List<SequenceEvent> handshake, Path console) {
  /** Copies the lists. */
  public BootResult {
    steps = List.copyOf(steps);
    hosts = List.copyOf(hosts);
    handshake = List.copyOf(handshake);
  }

  /** Whether every step passed. */
  public boolean isPassed() {
    return steps.stream().allMatch(BootStep::isPassed);
  }
}
