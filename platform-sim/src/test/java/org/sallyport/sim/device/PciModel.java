// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

/**
 * A function with a configuration space of type 0: identity, command and status, base addresses
 * that answer with their size when written with ones, a list of capabilities. Devices add their
 * registers.
 */
class PciModel {
  /** Kinds of base address. */
  enum Kind {
    PORTS(1, 0x3),
    MEMORY_32(0, 0xf),
    MEMORY_64(4, 0xf);

    final int flags;
    final int flagMask;

    Kind(int flags, int flagMask) {
      this.flags = flags;
      this.flagMask = flagMask;
    }
  }

  private record Bar(Kind kind, long size) {}

  private static final int COMMAND = 4;
  private static final int FIRST_BAR = 0x10;
  private static final int CAPABILITIES = 0x34;

  final int address;
  final byte[] config = new byte[256];
  private final Bar[] bars = new Bar[6];
  private int lastCapability;
  private int nextCapability = 0x40;
  private boolean inFront;

  PciModel(int address, int vendor, int device, int classCode) {
    this.address = address;
    put16(0, vendor);
    put16(2, device);
    put16(0x0a, classCode);
    config[0x3c] = 11;
  }

  final void put16(int register, int value) {
    config[register] = (byte) value;
    config[register + 1] = (byte) (value >>> 8);
  }

  final void put32(int register, int value) {
    put16(register, value);
    put16(register + 2, value >>> 16);
  }

  final int get32(int register) {
    int value = 0;
    for (int octet = 3; octet >= 0; octet--) {
      value = value << 8 | config[register + octet] & 0xff;
    }
    return value;
  }

  /** Gives the device a base address as firmware would. */
  final void bar(int index, Kind kind, long base, long size) {
    bars[index] = new Bar(kind, size);
    put32(FIRST_BAR + 4 * index, (int) base | kind.flags);
    if (kind == Kind.MEMORY_64) {
      put32(FIRST_BAR + 4 * index + 4, (int) (base >>> 32));
    }
  }

  /** New capabilities are put in front, so that the list runs downwards. */
  final void capabilitiesInFront() {
    inFront = true;
  }

  /** Adds a capability; {@code body} starts after its number and link. Where it lies. */
  final int capability(int identifier, int... body) {
    int at = nextCapability;
    if (inFront) {
      config[at + 1] = config[CAPABILITIES];
      config[CAPABILITIES] = (byte) at;
    } else {
      config[lastCapability == 0 ? CAPABILITIES : lastCapability + 1] = (byte) at;
    }
    config[at] = (byte) identifier;
    for (int octet = 0; octet < body.length; octet++) {
      config[at + 2 + octet] = (byte) body[octet];
    }
    config[6] |= 0x10;
    lastCapability = at;
    nextCapability = at + 2 + body.length + 3 & ~3;
    return at;
  }

  final long barBase(int index) {
    Bar bar = bars[index];
    long base = get32(FIRST_BAR + 4 * index) & 0xffffffffL & ~bar.kind().flagMask;
    return bar.kind() == Kind.MEMORY_64
        ? base | (long) get32(FIRST_BAR + 4 * index + 4) << 32
        : base;
  }

  final boolean masters() {
    return (config[COMMAND] & 4) != 0;
  }

  final boolean interruptsByLine() {
    return (config[COMMAND + 1] & 4) == 0;
  }

  int readConfig(int register) {
    return get32(register);
  }

  void writeConfig(int register, int value) {
    if (register == COMMAND) {
      put16(COMMAND, value & 0x0547);
    } else if (register >= FIRST_BAR && register < FIRST_BAR + 24) {
      writeBar((register - FIRST_BAR) / 4, value);
    } else if (register == 0x3c) {
      config[0x3c] = (byte) value;
    } else if (register >= 0x40) {
      put32(register, value);
    }
  }

  private void writeBar(int index, int value) {
    Bar bar = bars[index];
    int register = FIRST_BAR + 4 * index;
    if (bar != null) {
      put32(register, value & (int) -bar.size() & ~bar.kind().flagMask | bar.kind().flags);
    } else if (index > 0 && bars[index - 1] != null && bars[index - 1].kind() == Kind.MEMORY_64) {
      put32(register, value & (int) (-bars[index - 1].size() >>> 32));
    }
  }

  /** Which base address answers an access, -1 for none. */
  final int decode(boolean ports, long at, int width) {
    boolean enabled = (config[COMMAND] & (ports ? 1 : 2)) != 0;
    for (int index = 0; enabled && index < bars.length; index++) {
      Bar bar = bars[index];
      if (bar != null && (bar.kind() == Kind.PORTS) == ports) {
        long offset = at - barBase(index);
        if (offset >= 0 && offset <= bar.size() - width) {
          return index;
        }
      }
    }
    return -1;
  }

  /** A register that the device has. */
  int readRegister(int bar, int offset, int width) {
    return 0;
  }

  /** A register that the device has. */
  void writeRegister(int bar, int offset, int width, int value) {}
}
