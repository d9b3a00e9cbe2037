// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.virtio;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.hardware.Delay;
import org.sallyport.bare.hardware.DmaAllocator;
import org.sallyport.bare.hardware.DmaMemory;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.pci.PciFunction;

/**
 * The virtio entropy device (VIRTIO 1.1, section 5.4): one queue of buffers that it fills with what
 * its host calls random. It is asked for a buffer at a time and waited for.
 */
public final class VirtioRandomDevice {
  private static final int VENDOR = 0x1af4;
  private static final int MODERN_DEVICE = 0x1044;
  private static final int TRANSITIONAL_DEVICE = 0x1005;

  private static final int QUEUE = 0;
  private static final int QUEUE_SIZE = 8;
  private static final int MAXIMUM_QUEUE_SIZE = 256;
  private static final int BUFFER_OCTETS = 512;
  private static final int BUFFER_ALIGNMENT = 64;

  private static final int POLLS = 10_000;
  private static final int POLL_MICROSECONDS = 100;

  private final VirtioTransport transport;
  private final VirtQueue queue;
  private final DmaMemory memory;
  private final Delay delay;
  private final int buffer;
  private int at;
  private int end;
  private boolean broken;

  private VirtioRandomDevice(
      VirtioTransport transport, VirtQueue queue, Hardware hardware, int buffer) {
    this.transport = transport;
    this.queue = queue;
    this.memory = hardware.rings().memory();
    this.delay = hardware.delay();
    this.buffer = buffer;
  }

  /** Whether this is such a device. */
  public static boolean drives(PciFunction function) {
    return function.vendor() == VENDOR
        && (function.device() == MODERN_DEVICE || function.device() == TRANSITIONAL_DEVICE);
  }

  /** Starts the device; null when it does not start. */
  public static @Nullable VirtioRandomDevice open(PciFunction function, Hardware hardware) {
    VirtioTransport transport = ModernTransport.of(function, hardware, false);
    if (transport == null && function.device() == TRANSITIONAL_DEVICE) {
      transport = LegacyTransport.of(function, hardware);
    }
    if (transport == null) {
      return null;
    }
    function.enable();
    VirtioRandomDevice device = started(transport, hardware);
    if (device == null) {
      function.endMastering();
    }
    return device;
  }

  private static @Nullable VirtioRandomDevice started(
      VirtioTransport transport, Hardware hardware) {
    if (!transport.reset(hardware.delay())
        || transport.agree(0, 0) == VirtioTransport.NO_AGREEMENT) {
      return null;
    }
    int size = transport.usableQueueSize(QUEUE, QUEUE_SIZE, MAXIMUM_QUEUE_SIZE);
    VirtQueue queue = size == 0 ? null : VirtQueue.of(hardware.rings(), hardware.barrier(), size);
    int buffer = hardware.rings().allocate(BUFFER_OCTETS, BUFFER_ALIGNMENT);
    if (queue == null || buffer == DmaAllocator.NO_MEMORY) {
      return null;
    }
    queue.allowInterrupts(false);
    if (!transport.enableQueue(queue, QUEUE)) {
      return null;
    }
    transport.begin();
    return new VirtioRandomDevice(transport, queue, hardware, buffer);
  }

  /** Puts one word into {@code word[0]}; false when the device gives none within a second. */
  public boolean next(long[] word) {
    if (at == end && !refill()) {
      return false;
    }
    word[0] = memory.read64(buffer + at);
    memory.write64(buffer + at, 0);
    at += Long.BYTES;
    return true;
  }

  private boolean refill() {
    if (broken) {
      return false;
    }
    queue.add(0, memory.physicalAddress(buffer), BUFFER_OCTETS, true);
    if (queue.publish()) {
      transport.notifyQueue(QUEUE);
    }
    int slot = VirtQueue.NOTHING;
    for (int poll = 0; poll < POLLS && slot == VirtQueue.NOTHING; poll++) {
      slot = queue.next();
      if (slot == VirtQueue.NOTHING) {
        delay.microseconds(POLL_MICROSECONDS);
      }
    }
    int length = slot == 0 ? queue.usedLength() : 0;
    at = 0;
    end = length & -Long.BYTES;
    // A device that lies about lengths, or still holds the buffer, is not asked again.
    broken = length < Long.BYTES || length > BUFFER_OCTETS;
    return !broken;
  }
}
