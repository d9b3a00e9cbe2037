// SPDX-License-Identifier: Apache-2.0
/**
 * PCI: configuration mechanism 1, the scan of all buses behind their bridges, base address
 * registers as the firmware assigned them, capability lists, bus mastering. Works on {@link
 * org.sallyport.bare.hardware.PciConfig} only; facts are those of the PCI Local Bus Specification
 * 3.0 and the PCI-to-PCI Bridge Architecture Specification 1.2.
 */
package org.sallyport.bare.pci;
