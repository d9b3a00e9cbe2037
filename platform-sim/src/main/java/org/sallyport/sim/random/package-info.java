// SPDX-License-Identifier: Apache-2.0
/**
 * Chance: the seeded generator of simulations and the two entropy sources of engines. Nothing else
 * of this module draws random numbers.
 */
package org.sallyport.sim.random;
