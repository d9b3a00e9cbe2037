// SPDX-License-Identifier: Apache-2.0
/**
 * A run as octets: everything that entered an engine (calls with their times, entropy drawn) and
 * everything that left it (frames, packets, firings), in the order in which it happened. {@link
 * org.sallyport.engine.recording.RunRecorder} writes it at the engine's ports; {@link
 * org.sallyport.engine.recording.Replay} gives the same input to another engine, on whatever
 * platform, and compares every octet that leaves. This is how the simulated and the bare build are
 * shown to be one engine.
 */
package org.sallyport.engine.recording;
