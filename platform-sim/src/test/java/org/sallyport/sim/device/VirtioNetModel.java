// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A virtio network device over PCI (VIRTIO 1.1, sections 4.1 and 5.1): modern, transitional, or
 * transitional with its modern half switched off. It completes buffers in order, or in any order
 * with a source of chance.
 */
final class VirtioNetModel extends PciModel implements NicModel {
  /** Which registers there are. */
  enum Interface {
    MODERN,
    TRANSITIONAL,
    LEGACY
  }

  static final byte[] ADDRESS = {0x52, 0x54, 0x00, (byte) 0xab, (byte) 0xcd, (byte) 0xef};

  static final long MAC = 1L << 5;
  static final long STATUS = 1L << 16;
  static final long ANY_LAYOUT = 1L << 27;
  static final long VERSION_1 = 1L << 32;

  private static final int COMMON = 0x0000;
  private static final int INTERRUPT = 0x1000;
  private static final int DEVICE = 0x2000;
  private static final int NOTIFY = 0x3000;
  private static final int NOTIFY_MULTIPLIER = 4;

  private final PhysicalMemory memory;
  private final Interface variant;
  private final Deque<byte[]> sent = new ArrayDeque<>();
  private final VirtQueueModel[] queues = new VirtQueueModel[2];
  private long offered;
  private long agreed;
  private int deviceSelect;
  private int driverSelect;
  private int queueSelect;
  private int status;
  private int interrupt;
  private boolean connected = true;
  private boolean hold;
  private boolean stuck;
  private int queueSize = VirtQueueModel.SIZE;
  private @Nullable Random chance;

  VirtioNetModel(Interface variant, PhysicalMemory memory, int address, long base) {
    super(address, 0x1af4, variant == Interface.MODERN ? 0x1041 : 0x1000, 0x0200);
    this.variant = variant;
    this.memory = memory;
    this.offered = MAC | STATUS | ANY_LAYOUT | (variant == Interface.LEGACY ? 0 : VERSION_1);
    if (variant != Interface.MODERN) {
      bar(0, Kind.PORTS, 0xc100, 0x40);
    }
    if (variant == Interface.TRANSITIONAL) {
      capabilitiesInFront();
    }
    if (variant != Interface.LEGACY) {
      bar(4, Kind.MEMORY_64, base, 0x4000);
      // One that the driver does not know, one that lies outside its base address, then the right.
      window(5, 0, 0, 4);
      window(1, COMMON + 0x4000, 0x1000, 4);
      window(1, COMMON, 0x1000, 4);
      window(3, INTERRUPT, 0x1000, 4);
      window(4, DEVICE, 0x1000, 4);
      window(2, NOTIFY, 0x1000, 4, NOTIFY_MULTIPLIER, 0, 0, 0);
    }
    capability(0x11, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0);
    reset();
  }

  private void window(int type, int offset, int length, int bar, int... more) {
    int[] body = new int[14 + more.length];
    body[0] = 16 + more.length;
    body[1] = type;
    body[2] = bar;
    for (int octet = 0; octet < 4; octet++) {
      body[6 + octet] = offset >>> 8 * octet & 0xff;
      body[10 + octet] = length >>> 8 * octet & 0xff;
    }
    System.arraycopy(more, 0, body, 14, more.length);
    capability(0x09, body);
  }

  void offer(long features) {
    offered = features;
  }

  /** The size of both queues. */
  void offerQueue(int size) {
    queueSize = size;
    reset();
  }

  /** As if firmware had used it before. */
  void begun() {
    status = 7;
  }

  /** Completes buffers in an order of its own. */
  void shuffle(Random random) {
    chance = random;
  }

  /** Reports an error of its own. */
  void needsReset() {
    status |= 64;
  }

  /** The queue 0 (receive) or 1 (transmit), to misbehave with. */
  VirtQueueModel queue(int index) {
    return queues[index];
  }

  private void reset() {
    for (int index = 0; index < queues.length; index++) {
      queues[index] = new VirtQueueModel(memory, queueSize);
    }
    status = 0;
    agreed = 0;
    interrupt = 0;
  }

  private int header() {
    return variant == Interface.LEGACY ? 10 : 12;
  }

  private boolean running() {
    return masters() && (status & 4) != 0 && (status & 64) == 0;
  }

  @Override
  int readRegister(int bar, int offset, int width) {
    return bar == 0 ? readLegacy(offset, width) : readModern(offset, width);
  }

  @Override
  void writeRegister(int bar, int offset, int width, int value) {
    if (bar == 0) {
      writeLegacy(offset, value);
    } else if (offset >= NOTIFY) {
      notifyQueue((offset - NOTIFY) / NOTIFY_MULTIPLIER);
    } else {
      writeCommon(offset, value);
    }
  }

  private int readModern(int offset, int width) {
    if (offset >= INTERRUPT) {
      return offset >= DEVICE ? configuration(offset - DEVICE, width) : readInterrupt();
    }
    VirtQueueModel queue = queueSelect < queues.length ? queues[queueSelect] : null;
    return switch (offset) {
      case 4 -> (int) (offered >>> 32 * deviceSelect);
      case 18 -> queues.length;
      case 20 -> status;
      case 24 -> queue == null ? 0 : queue.size;
      case 28 -> queue != null && queue.enabled ? 1 : 0;
      case 30 -> queueSelect;
      default -> 0;
    };
  }

  private void writeCommon(int offset, int value) {
    VirtQueueModel queue = queueSelect < queues.length ? queues[queueSelect] : queues[0];
    long number = value & 0xffffffffL;
    switch (offset) {
      case 0 -> deviceSelect = value;
      case 8 -> driverSelect = value;
      case 12 -> agreed |= number << 32 * driverSelect;
      case 20 -> writeStatus(value);
      case 22 -> queueSelect = value;
      case 24 -> queue.size = value;
      case 28 -> queue.enabled = value == 1;
      case 32 -> queue.descriptors |= number;
      case 36 -> queue.descriptors |= number << 32;
      case 40 -> queue.available |= number;
      case 44 -> queue.available |= number << 32;
      case 48 -> queue.used |= number;
      case 52 -> queue.used |= number << 32;
      default -> {}
    }
  }

  private int readLegacy(int offset, int width) {
    VirtQueueModel queue = queueSelect < queues.length ? queues[queueSelect] : null;
    return switch (offset) {
      case 0 -> (int) offered;
      case 12 -> queue == null ? 0 : queue.size;
      case 18 -> status;
      case 19 -> readInterrupt();
      default -> offset >= 20 ? configuration(offset - 20, width) : 0;
    };
  }

  private void writeLegacy(int offset, int value) {
    switch (offset) {
      case 4 -> agreed = value & 0xffffffffL;
      case 8 -> queues[queueSelect].enableAt(value & 0xffffffffL);
      case 14 -> queueSelect = value;
      case 16 -> notifyQueue(value);
      case 18 -> writeStatus(value);
      default -> {}
    }
  }

  private void writeStatus(int value) {
    if (value == 0) {
      if (!stuck) {
        reset();
      }
      return;
    }
    boolean acceptable = (agreed & ~offered) == 0 && (agreed & VERSION_1) == (offered & VERSION_1);
    status = variant == Interface.LEGACY || acceptable ? value : value & ~8;
  }

  private int readInterrupt() {
    int value = interrupt;
    interrupt = 0;
    return value;
  }

  private int configuration(int offset, int width) {
    if (offset < 6) {
      return width == 1 ? ADDRESS[offset] & 0xff : 0;
    }
    return offset == 6 ? (connected ? 1 : 0) : 0;
  }

  private void notifyQueue(int queue) {
    if (queue == 1) {
      transmit();
    }
  }

  private void transmit() {
    VirtQueueModel queue = queues[1];
    if (hold || !connected || !running()) {
      return;
    }
    queue.fetch();
    while (!queue.taken.isEmpty()) {
      VirtQueueModel.Buffer buffer = queue.taken.remove(pick(queue.taken.size()));
      byte[] octets = memory.read(buffer.address(), buffer.length());
      for (int at = 0; at < header(); at++) {
        if (octets[at] != 0) {
          throw new IllegalStateException("a header that asks for help");
        }
      }
      sent.add(java.util.Arrays.copyOfRange(octets, header(), octets.length));
      queue.use(buffer.identifier(), 0);
    }
  }

  private int pick(int count) {
    return chance == null ? 0 : chance.nextInt(count);
  }

  @Override
  public boolean arrive(byte[] frame) {
    return arriveWithLength(frame, frame.length);
  }

  @Override
  public boolean arriveWithLength(byte[] frame, int reported) {
    VirtQueueModel queue = queues[0];
    if (!running() || !connected) {
      return false;
    }
    queue.fetch();
    if (queue.taken.isEmpty()) {
      return false;
    }
    VirtQueueModel.Buffer buffer = queue.taken.remove(pick(queue.taken.size()));
    byte[] octets = new byte[header() + frame.length];
    System.arraycopy(frame, 0, octets, header(), frame.length);
    if (octets.length > buffer.length() || !buffer.deviceWrites()) {
      queue.taken.addFirst(buffer);
      return false;
    }
    memory.write(buffer.address(), octets);
    queue.use(buffer.identifier(), header() + reported);
    interrupt |= queue.mayInterrupt() ? 1 : 0;
    return true;
  }

  @Override
  public Deque<byte[]> sent() {
    return sent;
  }

  @Override
  public void plugged(boolean nowConnected) {
    connected = nowConnected;
    interrupt |= running() ? 2 : 0;
    transmit();
  }

  @Override
  public void holdTransmit(boolean nowHeld) {
    hold = nowHeld;
    transmit();
  }

  @Override
  public void stuckInReset(boolean nowStuck) {
    stuck = nowStuck;
  }

  @Override
  public boolean interrupting() {
    return interruptsByLine() && interrupt != 0;
  }

  /** A buffer that the queue does not have is reported used. */
  @Override
  public boolean lie() {
    if (!running()) {
      return false;
    }
    queues[0].use(0x7fff_fff0, 60);
    return true;
  }
}
