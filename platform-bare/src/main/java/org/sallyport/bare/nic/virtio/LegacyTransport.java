// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.virtio;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.hardware.Mmio;
import org.sallyport.bare.hardware.PortWindow;
import org.sallyport.bare.pci.PciBar;
import org.sallyport.bare.pci.PciFunction;

/** The registers of a transitional device at its base address 0 (VIRTIO 1.1, section 4.1.4.8). */
final class LegacyTransport implements VirtioTransport {
  private static final int DEVICE_FEATURES = 0;
  private static final int DRIVER_FEATURES = 4;
  private static final int QUEUE_PAGE = 8;
  private static final int QUEUE_SIZE = 12;
  private static final int QUEUE_SELECT = 14;
  private static final int QUEUE_NOTIFY = 16;
  private static final int DEVICE_STATUS = 18;
  private static final int INTERRUPT_STATUS = 19;

  /** Where the device's own configuration starts while message interrupts are off. */
  private static final int CONFIGURATION = 20;

  private static final int CONFIGURATION_OCTETS = 8;
  private static final int PAGE_SHIFT = 12;

  private final Mmio registers;

  private LegacyTransport(Mmio registers) {
    this.registers = registers;
  }

  /** The device's transport, or null when its registers are out of reach. */
  static @Nullable LegacyTransport of(PciFunction function, Hardware hardware) {
    PciBar bar = function.bar(0);
    if (bar == null || !bar.inPorts() || !bar.holds(0, CONFIGURATION + CONFIGURATION_OCTETS)) {
      return null;
    }
    return new LegacyTransport(new PortWindow(hardware.ports(), (int) bar.address()));
  }

  @Override
  public boolean modern() {
    return false;
  }

  @Override
  public int status() {
    return registers.read8(DEVICE_STATUS);
  }

  @Override
  public void writeStatus(int status) {
    registers.write8(DEVICE_STATUS, status);
  }

  @Override
  public long deviceFeatures() {
    return registers.read32(DEVICE_FEATURES) & 0xffffffffL;
  }

  @Override
  public void writeDriverFeatures(long features) {
    registers.write32(DRIVER_FEATURES, (int) features);
  }

  @Override
  public int queueSize(int queue) {
    registers.write16(QUEUE_SELECT, queue);
    return registers.read16(QUEUE_SIZE);
  }

  @Override
  public boolean enableQueue(VirtQueue queue, int index) {
    long page = queue.descriptorsPhysical() >>> PAGE_SHIFT;
    if (page >>> 32 != 0) {
      return false;
    }
    registers.write16(QUEUE_SELECT, index);
    registers.write32(QUEUE_PAGE, (int) page);
    return true;
  }

  @Override
  public void notifyQueue(int queue) {
    registers.write16(QUEUE_NOTIFY, queue);
  }

  @Override
  public int acknowledgeInterrupt() {
    return registers.read8(INTERRUPT_STATUS);
  }

  @Override
  public int configurationGeneration() {
    return 0;
  }

  @Override
  public int configuration8(int offset) {
    return registers.read8(CONFIGURATION + offset);
  }

  @Override
  public int configuration16(int offset) {
    return registers.read16(CONFIGURATION + offset);
  }
}
