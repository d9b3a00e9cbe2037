// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.recording.RunLog;

/**
 * All that one engine of a simulation was given and did, to be replayed on any platform.
 *
 * @param host the engine's name
 * @param config what it was configured with
 */
public record RecordedRun(String host, EngineConfig config, RunLog log) {}
