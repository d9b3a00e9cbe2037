// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.virtio;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.hardware.Mmio;
import org.sallyport.bare.hardware.PortWindow;
import org.sallyport.bare.pci.PciBar;
import org.sallyport.bare.pci.PciFunction;

/** Register windows named by vendor capabilities (VIRTIO 1.1, section 4.1.4). */
final class ModernTransport implements VirtioTransport {
  private static final int CAPABILITY_VENDOR = 0x09;
  private static final int TYPE_COMMON = 1;
  private static final int TYPE_NOTIFY = 2;
  private static final int TYPE_INTERRUPT = 3;
  private static final int TYPE_DEVICE = 4;

  /** Fields of a capability. */
  private static final int AT_TYPE = 3;

  private static final int AT_BAR = 4;
  private static final int AT_OFFSET = 8;
  private static final int AT_LENGTH = 12;
  private static final int AT_NOTIFY_MULTIPLIER = 16;

  /** Fields of the common configuration (section 4.1.4.3). */
  private static final int DEVICE_FEATURE_SELECT = 0;

  private static final int DEVICE_FEATURE = 4;
  private static final int DRIVER_FEATURE_SELECT = 8;
  private static final int DRIVER_FEATURE = 12;
  private static final int DEVICE_STATUS = 20;
  private static final int CONFIG_GENERATION = 21;
  private static final int QUEUE_SELECT = 22;
  private static final int QUEUE_SIZE = 24;
  private static final int QUEUE_ENABLE = 28;
  private static final int QUEUE_NOTIFY_OFFSET = 30;
  private static final int QUEUE_DESCRIPTORS = 32;
  private static final int QUEUE_AVAILABLE = 40;
  private static final int QUEUE_USED = 48;

  /** Octets of each window that the driver needs, and of one that it maps at most. */
  private static final int COMMON_OCTETS = 56;

  private static final int NOTIFY_OCTETS = 2;
  private static final int INTERRUPT_OCTETS = 1;
  private static final int DEVICE_OCTETS = 8;
  private static final int MAXIMUM_WINDOW = 1 << 20;

  private static final int QUEUES = 2;

  private record Window(Mmio registers, int length, int multiplier) {}

  private final Mmio common;
  private final Mmio interrupt;
  private final Mmio device;
  private final Window notify;
  private final int[] notifyOffsets = new int[QUEUES];

  private ModernTransport(Mmio common, Window notify, Mmio interrupt, Mmio device) {
    this.common = common;
    this.notify = notify;
    this.interrupt = interrupt;
    this.device = device;
  }

  /**
   * The device's transport, or null when it lacks a window that can be reached.
   *
   * @param isConfigured whether devices of this type have a configuration of their own
   */
  static @Nullable ModernTransport of(
      PciFunction function, Hardware hardware, boolean isConfigured) {
    Window common = window(function, hardware, TYPE_COMMON, COMMON_OCTETS);
    Window notify = window(function, hardware, TYPE_NOTIFY, NOTIFY_OCTETS);
    Window interrupt = window(function, hardware, TYPE_INTERRUPT, INTERRUPT_OCTETS);
    Window device = isConfigured ? window(function, hardware, TYPE_DEVICE, DEVICE_OCTETS) : common;
    if (common == null || notify == null || interrupt == null || device == null) {
      return null;
    }
    return new ModernTransport(
        common.registers(), notify, interrupt.registers(), device.registers());
  }

  /** The first window of a type that is long enough and within reach: the device's preference. */
  private static @Nullable Window window(
      PciFunction function, Hardware hardware, int type, int needed) {
    int at = function.capability(CAPABILITY_VENDOR, 0);
    for (int seen = 0; at != 0 && seen < PciFunction.MAXIMUM_CAPABILITIES; seen++) {
      if (function.read8(at + AT_TYPE) == type) {
        Window window = window(function, hardware, at, type, needed);
        if (window != null) {
          return window;
        }
      }
      at = function.capability(CAPABILITY_VENDOR, at);
    }
    return null;
  }

  private static @Nullable Window window(
      PciFunction function, Hardware hardware, int at, int type, int needed) {
    long offset = function.read32(at + AT_OFFSET) & 0xffffffffL;
    long length = function.read32(at + AT_LENGTH) & 0xffffffffL;
    PciBar bar = function.bar(function.read8(at + AT_BAR));
    if (bar == null || length < needed || !bar.holds(offset, length)) {
      return null;
    }
    int octets = (int) Math.min(length, MAXIMUM_WINDOW);
    int multiplier = type == TYPE_NOTIFY ? function.read32(at + AT_NOTIFY_MULTIPLIER) : 0;
    Mmio registers =
        bar.inPorts()
            ? new PortWindow(hardware.ports(), (int) (bar.address() + offset))
            : hardware.registers().map(bar.address() + offset, octets);
    return registers == null ? null : new Window(registers, octets, multiplier);
  }

  @Override
  public boolean modern() {
    return true;
  }

  @Override
  public int status() {
    return common.read8(DEVICE_STATUS);
  }

  @Override
  public void writeStatus(int status) {
    common.write8(DEVICE_STATUS, status);
  }

  @Override
  public long deviceFeatures() {
    common.write32(DEVICE_FEATURE_SELECT, 0);
    long low = common.read32(DEVICE_FEATURE) & 0xffffffffL;
    common.write32(DEVICE_FEATURE_SELECT, 1);
    return low | (long) common.read32(DEVICE_FEATURE) << 32;
  }

  @Override
  public void writeDriverFeatures(long features) {
    common.write32(DRIVER_FEATURE_SELECT, 0);
    common.write32(DRIVER_FEATURE, (int) features);
    common.write32(DRIVER_FEATURE_SELECT, 1);
    common.write32(DRIVER_FEATURE, (int) (features >>> 32));
  }

  @Override
  public int queueSize(int queue) {
    common.write16(QUEUE_SELECT, queue);
    return common.read16(QUEUE_SIZE);
  }

  @Override
  public boolean enableQueue(VirtQueue queue, int index) {
    common.write16(QUEUE_SELECT, index);
    long offset = common.read16(QUEUE_NOTIFY_OFFSET) * (notify.multiplier() & 0xffffffffL);
    if (offset + NOTIFY_OCTETS > notify.length()) {
      return false;
    }
    notifyOffsets[index] = (int) offset;
    common.write16(QUEUE_SIZE, queue.size());
    write64(QUEUE_DESCRIPTORS, queue.descriptorsPhysical());
    write64(QUEUE_AVAILABLE, queue.availablePhysical());
    write64(QUEUE_USED, queue.usedPhysical());
    common.write16(QUEUE_ENABLE, 1);
    return true;
  }

  /** Fields of 64 bits are written in two halves (section 4.1.3.1). */
  private void write64(int offset, long value) {
    common.write32(offset, (int) value);
    common.write32(offset + 4, (int) (value >>> 32));
  }

  @Override
  public void notifyQueue(int queue) {
    notify.registers().write16(notifyOffsets[queue], queue);
  }

  @Override
  public int acknowledgeInterrupt() {
    return interrupt.read8(0);
  }

  @Override
  public int configurationGeneration() {
    return common.read8(CONFIG_GENERATION);
  }

  @Override
  public int configuration8(int offset) {
    return device.read8(offset);
  }

  @Override
  public int configuration16(int offset) {
    return device.read16(offset);
  }
}
