// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

/**
 * The interface that serves a side of the engine.
 *
 * @param nic which one
 * @param usesOwnAddress whether the engine takes the hardware address that the interface was made
 *     with; otherwise the interface is given the one of the side's {@link NetworkConfig}
 */
public record NicBinding(NicSelector nic, boolean usesOwnAddress) {}
