// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import java.util.ArrayDeque;
import java.util.Deque;
import org.sallyport.bare.nic.e1000.E1000Variant;

/**
 * The registers and rings of an 82540EM or 82574, as far as a driver in legacy descriptor format
 * sees them. Frames go out as soon as the tail is written, unless they are held.
 */
final class E1000Model extends PciModel implements NicModel {
  static final byte[] ADDRESS = {0x52, 0x54, 0x00, 0x12, 0x34, 0x56};

  private static final int CTRL = 0x0000;
  private static final int STATUS = 0x0008;
  private static final int EERD = 0x0014;
  private static final int ICR = 0x00c0;
  private static final int IMS = 0x00d0;
  private static final int IMC = 0x00d8;
  private static final int RCTL = 0x0100;
  private static final int TCTL = 0x0400;
  private static final int RECEIVE = 0x2800;
  private static final int TRANSMIT = 0x3800;
  private static final int LENGTH = 8;
  private static final int HEAD = 0x10;
  private static final int TAIL = 0x18;
  private static final int RAL0 = 0x5400;
  private static final int RAH0 = 0x5404;

  private static final int CAUSE_LINK = 1 << 2;
  private static final int CAUSE_OVERRUN = 1 << 6;
  private static final int CAUSE_RECEIVED = 1 << 7;

  /** With long packets off nothing longer is received: 1522 with its check sequence. */
  private static final int LONGEST = 1518;

  private final E1000Variant variant;
  private final PhysicalMemory memory;
  private final int[] registers = new int[0x20000 / 4];
  private final Deque<byte[]> sent = new ArrayDeque<>();
  private boolean connected = true;
  private boolean hold;
  private boolean stuck;
  private boolean addressLoaded = true;

  E1000Model(E1000Variant variant, PhysicalMemory memory, int address, long base) {
    super(address, E1000Variant.VENDOR, variant.device(), 0x0200);
    this.variant = variant;
    this.memory = memory;
    bar(0, Kind.MEMORY_32, base, 0x20000);
    bar(2, Kind.PORTS, 0xc000, 0x40);
    capability(0x01, 0, 0, 0, 0, 0, 0);
    capability(0x05, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    reset();
  }

  /** The EEPROM's address does not get into the receive address register. */
  void addressOnlyInEeprom() {
    addressLoaded = false;
    reset();
  }

  private void reset() {
    java.util.Arrays.fill(registers, 0);
    set(STATUS, variant == E1000Variant.INTEL_82574 ? 1 << 19 : 0);
    if (addressLoaded) {
      set(RAL0, little(ADDRESS, 0, 4));
      set(RAH0, little(ADDRESS, 4, 2) | 1 << 31);
    }
    updateLink();
  }

  private static int little(byte[] octets, int at, int count) {
    int value = 0;
    for (int octet = count - 1; octet >= 0; octet--) {
      value = value << 8 | octets[at + octet] & 0xff;
    }
    return value;
  }

  private int get(int register) {
    return registers[register / 4];
  }

  private void set(int register, int value) {
    registers[register / 4] = value;
  }

  private void updateLink() {
    // The link comes up only for a driver that asked for it.
    boolean link = connected && (get(CTRL) & 1 << 6) != 0;
    set(STATUS, get(STATUS) & ~2 | (link ? 2 : 0));
  }

  @Override
  int readRegister(int bar, int offset, int width) {
    if (bar != 0 || width != 4) {
      return -1;
    }
    int value = get(offset);
    if (offset == ICR) {
      set(ICR, 0);
    }
    return value;
  }

  @Override
  void writeRegister(int bar, int offset, int width, int value) {
    if (bar != 0 || width != 4) {
      return;
    }
    switch (offset) {
      case CTRL -> writeControl(value);
      case STATUS, ICR -> {}
      case EERD -> readEeprom(value);
      case IMS -> set(IMS, get(IMS) | value);
      case IMC -> set(IMS, get(IMS) & ~value);
      case TRANSMIT + TAIL -> {
        set(offset, value);
        transmit();
      }
      default -> set(offset, value);
    }
  }

  private void writeControl(int value) {
    if ((value & 1 << 26) != 0) {
      if (stuck) {
        set(CTRL, value);
      } else {
        reset();
      }
      return;
    }
    set(CTRL, value);
    if (variant == E1000Variant.INTEL_82574) {
      int enabled = (value & 1 << 2) == 0 ? 1 << 19 : 0;
      set(STATUS, get(STATUS) & ~(1 << 19) | enabled);
    }
    updateLink();
  }

  private void readEeprom(int value) {
    boolean express = variant == E1000Variant.INTEL_82574;
    int word = value >>> (express ? 2 : 8) & 0xff;
    if ((value & 1) != 0 && word < 3) {
      set(EERD, little(ADDRESS, 2 * word, 2) << 16 | (express ? 1 << 1 : 1 << 4));
    }
  }

  private void transmit() {
    while (!hold && masters() && linked() && (get(TCTL) & 2) != 0) {
      int head = get(TRANSMIT + HEAD);
      if (head == get(TRANSMIT + TAIL)) {
        return;
      }
      long descriptor = descriptor(TRANSMIT, head);
      long command = memory.read64(descriptor + 8);
      if ((command >>> 24 & 0x0b) != 0x0b) {
        throw new IllegalStateException("a frame without end, check sequence or report");
      }
      sent.add(memory.read(memory.read64(descriptor), (int) command & 0xffff));
      memory.writeNumber(descriptor + 12, 1, 1);
      set(TRANSMIT + HEAD, (head + 1) % count(TRANSMIT));
    }
  }

  private long descriptor(int ring, int index) {
    return (get(ring) & 0xffffffffL | (long) get(ring + 4) << 32) + 16L * index;
  }

  private int count(int ring) {
    return get(ring + LENGTH) / 16;
  }

  private boolean linked() {
    return (get(STATUS) & 2) != 0;
  }

  private boolean listens(byte[] frame) {
    if (!masters() || !linked() || (get(RCTL) & 2) == 0 || frame.length > LONGEST) {
      return false;
    }
    if ((frame[0] & 1) != 0) {
      return (get(RCTL) & 1 << 4) != 0;
    }
    return get(RAL0) == little(frame, 0, 4) && (get(RAH0) & 0xffff) == little(frame, 4, 2);
  }

  @Override
  public boolean arrive(byte[] frame) {
    return arrive(frame, frame.length, 3, 0);
  }

  @Override
  public boolean arriveWithLength(byte[] frame, int reported) {
    return arrive(frame, reported & 0xffff, 3, 0);
  }

  /** A frame with this status (1 done, 2 end of packet) and these errors. */
  boolean arrive(byte[] frame, int reported, int status, int errors) {
    int head = get(RECEIVE + HEAD);
    if (!listens(frame) || head == get(RECEIVE + TAIL)) {
      set(ICR, get(ICR) | CAUSE_OVERRUN);
      return false;
    }
    long descriptor = descriptor(RECEIVE, head);
    memory.write(memory.read64(descriptor), frame);
    memory.writeNumber(descriptor + 8, 8, reported | (long) status << 32 | (long) errors << 40);
    set(RECEIVE + HEAD, (head + 1) % count(RECEIVE));
    set(ICR, get(ICR) | CAUSE_RECEIVED);
    return true;
  }

  @Override
  public Deque<byte[]> sent() {
    return sent;
  }

  @Override
  public void plugged(boolean nowConnected) {
    connected = nowConnected;
    updateLink();
    set(ICR, get(ICR) | CAUSE_LINK);
    transmit();
  }

  @Override
  public void holdTransmit(boolean nowHeld) {
    hold = nowHeld;
    if (count(TRANSMIT) != 0) {
      transmit();
    }
  }

  @Override
  public void stuckInReset(boolean nowStuck) {
    stuck = nowStuck;
  }

  @Override
  public boolean interrupting() {
    return interruptsByLine() && (get(ICR) & get(IMS)) != 0;
  }

  /** Descriptors that the driver still owns are reported done: it must not look at them. */
  @Override
  public boolean lie() {
    int tail = get(RECEIVE + TAIL);
    if (count(RECEIVE) != 0 && masters()) {
      memory.writeNumber(descriptor(RECEIVE, tail) + 8, 8, 60 | 3L << 32);
    }
    return false;
  }
}
