// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.hardware;

/**
 * All that drivers get of a machine.
 *
 * @param ports the I/O port space
 * @param registers the physical address space of registers
 * @param rings pinned memory for descriptor rings
 * @param frames the pinned memory of the one slab that frames lie in
 * @param barrier ordering towards devices
 * @param delay short waits
 */
public record Hardware(
    IoPorts ports,
    MmioSpace registers,
    DmaAllocator rings,
    DmaMemory frames,
    Barrier barrier,
    Delay delay) {}
