// SPDX-License-Identifier: Apache-2.0
/**
 * Simulated runs: two engines on the simulated network, from handshake over traffic to close,
 * checked at the end. Everything follows from the options, the seed among them.
 */
package org.sallyport.sim.simulation;
