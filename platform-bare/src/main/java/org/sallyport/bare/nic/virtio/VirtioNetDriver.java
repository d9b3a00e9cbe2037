// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.virtio;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.hardware.DmaMemory;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.nic.NetworkDevice;
import org.sallyport.bare.nic.NicCounter;
import org.sallyport.bare.nic.PolledDriver;
import org.sallyport.bare.nic.StartRefusal;
import org.sallyport.bare.pci.PciFunction;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Slab;

/**
 * Driver of the virtio network device (VIRTIO 1.1, section 5.1): one receive and one transmit
 * queue, no offloads. Receive buffers are as long as the longest frame and its header, so that the
 * device is never told to write past a slot.
 */
public final class VirtioNetDriver extends PolledDriver {
  /** The vendor number of all virtio devices. */
  public static final int VENDOR = 0x1af4;

  /** A network device that also has legacy registers. */
  public static final int TRANSITIONAL_DEVICE = 0x1000;

  /** A network device without them. */
  public static final int MODERN_DEVICE = 0x1041;

  /**
   * Descriptors of a queue where the driver may choose: a burst of 32 finds room eight times, and
   * it is what QEMU offers.
   */
  static final int QUEUE_SIZE = 256;

  /** What a legacy device may impose; a queue of it takes 28 KiB. */
  static final int MAXIMUM_QUEUE_SIZE = 1024;

  private static final int RECEIVE_QUEUE = 0;
  private static final int TRANSMIT_QUEUE = 1;

  private final VirtioNetDevice device;
  private final VirtioTransport transport;
  private final VirtQueue receiveQueue;
  private final VirtQueue transmitQueue;
  private final DmaMemory frames;
  private final Slab slab;
  private final String name;
  private final long hardwareAddress;
  private final int header;

  private VirtioNetDriver(
      VirtioNetDevice device,
      VirtQueue receiveQueue,
      VirtQueue transmitQueue,
      PciFunction function,
      DmaMemory frames,
      FramePool pool) {
    super(pool, function);
    this.device = device;
    this.transport = device.transport();
    this.receiveQueue = receiveQueue;
    this.transmitQueue = transmitQueue;
    this.frames = frames;
    this.slab = pool.slab();
    this.header = device.headerOctets();
    this.hardwareAddress = device.hardwareAddress();
    this.name = (transport.modern() ? "virtio-net " : "virtio-net (legacy) ") + function.place();
  }

  /** Whether a function is such a device. */
  public static boolean drives(PciFunction function) {
    int number = function.device();
    return function.vendor() == VENDOR
        && (number == MODERN_DEVICE || number == TRANSITIONAL_DEVICE);
  }

  /**
   * Resets the device, agrees on features and learns its address; the first {@link #watch} sets up
   * the queues.
   */
  public static NetworkDevice open(PciFunction function, Hardware hardware, FramePool pool) {
    Slab slab = pool.slab();
    if (slab.dataCapacity() < MAXIMUM_FRAME_OCTETS
        || slab.headRoom() < VirtioNetDevice.MODERN_HEADER) {
      return NetworkDevice.refused(function, StartRefusal.SLOTS_TOO_SHORT);
    }
    VirtioTransport transport = transport(function, hardware);
    if (transport == null) {
      return NetworkDevice.refused(function, StartRefusal.NO_REGISTERS);
    }
    function.enable();
    NetworkDevice opened =
        open(new VirtioNetDevice(transport, hardware.delay()), function, hardware, pool);
    if (opened.driver() == null) {
      function.endMastering();
    }
    return opened;
  }

  private static NetworkDevice open(
      VirtioNetDevice device, PciFunction function, Hardware hardware, FramePool pool) {
    if (!device.reset()) {
      return NetworkDevice.refused(function, StartRefusal.RESET_TIMEOUT);
    }
    if (!device.negotiate()) {
      return NetworkDevice.refused(function, StartRefusal.FEATURES_REFUSED);
    }
    if (!isUnicast(device.hardwareAddress())) {
      return NetworkDevice.refused(function, StartRefusal.NO_HARDWARE_ADDRESS);
    }
    int receiveSize =
        device.transport().usableQueueSize(RECEIVE_QUEUE, QUEUE_SIZE, MAXIMUM_QUEUE_SIZE);
    int transmitSize =
        device.transport().usableQueueSize(TRANSMIT_QUEUE, QUEUE_SIZE, MAXIMUM_QUEUE_SIZE);
    if (receiveSize == 0 || transmitSize == 0) {
      return NetworkDevice.refused(function, StartRefusal.NO_QUEUE);
    }
    VirtQueue receive = VirtQueue.of(hardware.rings(), hardware.barrier(), receiveSize);
    VirtQueue transmit = VirtQueue.of(hardware.rings(), hardware.barrier(), transmitSize);
    if (receive == null || transmit == null) {
      return NetworkDevice.refused(function, StartRefusal.NO_RING_MEMORY);
    }
    return NetworkDevice.started(
        function,
        new VirtioNetDriver(device, receive, transmit, function, hardware.frames(), pool));
  }

  private static @Nullable VirtioTransport transport(PciFunction function, Hardware hardware) {
    VirtioTransport modern = ModernTransport.of(function, hardware, true);
    if (modern != null || function.device() != TRANSITIONAL_DEVICE) {
      return modern;
    }
    return LegacyTransport.of(function, hardware);
  }

  @Override
  protected boolean linkSensed() {
    return device.linkSensed();
  }

  @Override
  protected boolean startRings() {
    if (!device.reset() || !device.negotiate()) {
      return false;
    }
    receiveQueue.start();
    transmitQueue.start();
    receiveQueue.allowInterrupts(false);
    transmitQueue.allowInterrupts(false);
    if (!transport.enableQueue(receiveQueue, RECEIVE_QUEUE)
        || !transport.enableQueue(transmitQueue, TRANSMIT_QUEUE)) {
      return false;
    }
    device.begin();
    refill();
    return true;
  }

  @Override
  protected void stopRings() {
    device.reset();
    freeSent();
    receiveQueue.withdrawAll(pool());
    for (int lost = transmitQueue.withdrawAll(pool()); lost > 0; lost--) {
      counters().count(NicCounter.ABANDONED);
    }
  }

  @Override
  protected boolean deviceFailed() {
    return device.needsReset();
  }

  @Override
  protected int harvest(Frame[] burst, int limit) {
    int count = 0;
    // A bound of its own: frames that are dropped cost time as well.
    for (int looked = 0; looked < BURST && count < limit; looked++) {
      int slot = receiveQueue.next();
      if (slot == VirtQueue.NOTHING) {
        break;
      }
      if (slot == VirtQueue.LIE) {
        fault();
        return count;
      }
      int length = receiveQueue.usedLength() - header;
      if (length < MINIMUM_FRAME_OCTETS || length > MAXIMUM_FRAME_OCTETS) {
        counters().count(NicCounter.BAD_LENGTH);
        discard(pool(), slot);
      } else {
        counters().count(NicCounter.RECEIVED);
        pool().filled(slot, slab.dataOffset(slot), length);
        burst[count++] = pool().take(slot);
      }
    }
    refill();
    return count;
  }

  private void refill() {
    while (receiveQueue.hasRoom()) {
      int slot = pool().post();
      if (slot < 0) {
        break;
      }
      long start = frames.physicalAddress(slab.dataOffset(slot) - header);
      receiveQueue.add(slot, start, header + MAXIMUM_FRAME_OCTETS, true);
    }
    if (receiveQueue.publish()) {
      transport.notifyQueue(RECEIVE_QUEUE);
    }
  }

  @Override
  protected boolean roomToTransmit() {
    return transmitQueue.hasRoom();
  }

  @Override
  protected void enqueue(Frame frame) {
    int start = frame.offset() - header;
    byte[] bytes = frame.bytes();
    for (int at = start; at < frame.offset(); at++) {
      bytes[at] = 0;
    }
    transmitQueue.add(frame.slot(), frames.physicalAddress(start), header + frame.length(), false);
    pool().queue(frame);
  }

  @Override
  protected void ringDoorbell() {
    if (transmitQueue.publish()) {
      transport.notifyQueue(TRANSMIT_QUEUE);
    }
  }

  @Override
  protected int harvestSent() {
    long before = counters().value(NicCounter.SENT);
    if (freeSent() == VirtQueue.LIE) {
      fault();
    }
    return (int) (counters().value(NicCounter.SENT) - before);
  }

  /** Frees what was sent until there is nothing more, or a lie. */
  private int freeSent() {
    int slot = transmitQueue.next();
    while (slot >= 0) {
      pool().sent(slot);
      counters().count(NicCounter.SENT);
      slot = transmitQueue.next();
    }
    return slot;
  }

  @Override
  protected int outstanding() {
    return transmitQueue.outstanding();
  }

  @Override
  protected int headerOctets() {
    return header;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long hardwareAddress() {
    return hardwareAddress;
  }

  @Override
  public boolean enableWake() {
    receiveQueue.allowInterrupts(true);
    return !(linkUp() && receiveQueue.waiting());
  }

  @Override
  public void acknowledgeWake() {
    receiveQueue.allowInterrupts(false);
    transport.acknowledgeInterrupt();
  }
}
