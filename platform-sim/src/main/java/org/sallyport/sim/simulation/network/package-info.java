// SPDX-License-Identifier: Apache-2.0
/**
 * The deterministic simulated network: virtual clock, one seed, faults. It moves frames and time
 * and knows no protocol. Hosts are anything that implements {@link
 * org.sallyport.sim.simulation.network.SimulatedHost}.
 */
package org.sallyport.sim.simulation.network;
