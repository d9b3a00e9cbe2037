// SPDX-License-Identifier: Apache-2.0
/**
 * Poll-mode network drivers: frames travel in slots of the one {@link
 * org.sallyport.engine.frame.FramePool}, the device reads and writes those slots by itself, and
 * only a slot's owner changes. {@link org.sallyport.bare.nic.NetworkDriver} is what the poll loop
 * sees; {@link org.sallyport.bare.nic.discovery.NetworkDrivers} finds and starts what the PCI buses
 * hold.
 *
 * <p>A device is trusted with the memory that it is given and with nothing else: lengths, indices
 * and identifiers that it reports are checked, and one that lies is stopped, its slots are
 * withdrawn and it starts afresh. Nothing is allocated after start.
 */
package org.sallyport.bare.nic;
