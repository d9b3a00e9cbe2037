// SPDX-License-Identifier: Apache-2.0
/**
 * Register-level models of the devices that the bare platform drives: a PCI configuration space
 * behind ports, base addresses, and network controllers that do their DMA on the very bytes that
 * the driver uses. They can be told to misbehave. The drivers that run against them here are the
 * classes that boot.
 */
package org.sallyport.sim.device;
