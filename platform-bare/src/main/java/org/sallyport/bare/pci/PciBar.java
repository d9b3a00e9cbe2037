// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.pci;

/**
 * What one base address register says, as the firmware left it (PCI Local Bus 3.0, section
 * 6.2.5.1).
 *
 * @param index 0 to 5; a register of 64 bits also takes the one after it
 * @param address physical address, or port; 0 when the firmware assigned none
 * @param lengthBytes how much the device decodes
 * @param inPorts whether it lies in the I/O port space
 */
public record PciBar(int index, long address, long lengthBytes, boolean inPorts) {
  /** Whether {@code length} octets at {@code offset} lie within what the device decodes. */
  public boolean holds(long offset, long length) {
    return address != 0 && offset >= 0 && length > 0 && offset <= lengthBytes - length;
  }
}
