// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation.network;

import org.sallyport.sim.trace.sequence.SequenceEvent;

/**
 * What became of one frame on its way to one receiver.
 *
 * @param serial numbers the transmissions of a run from 0
 * @param arrivalNs when it arrives; equals {@code sentNs} when it never does
 * @param frame the bytes as they arrive, or as they were sent when lost; not to be changed
 */
public record Transmission(
    long serial,
    long sentNs,
    long arrivalNs,
    String from,
    String to,
    SequenceEvent.Mark mark,
    byte[] frame) {}
