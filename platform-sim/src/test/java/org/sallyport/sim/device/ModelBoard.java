// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.hardware.Barrier;
import org.sallyport.bare.hardware.DmaAllocator;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.hardware.IoPorts;
import org.sallyport.bare.hardware.Mmio;
import org.sallyport.bare.hardware.MmioSpace;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Slab;

/** A PC as a driver sees it: two configuration ports, functions that decode, pinned memory. */
final class ModelBoard implements IoPorts, MmioSpace {
  /** As on the real board an array's first octet has no alignment to speak of. */
  private static final long RINGS_AT = 0x0020_000cL;

  private static final long FRAMES_AT = 0x1_4000_000cL;
  private static final int RINGS_LENGTH = 256 * 1024;

  private final List<PciModel> functions = new ArrayList<>();
  private final HostDmaMemory rings;
  private final HostDmaMemory frames;
  private final PhysicalMemory memory;
  private final FramePool pool;
  private final Hardware hardware;
  private int selected;
  private long reach = Long.MAX_VALUE;

  ModelBoard(int slots) {
    this(slots, FramePool.SLOT_LENGTH, FramePool.HEAD_ROOM, RINGS_LENGTH);
  }

  ModelBoard(int slots, int slotLength, int headRoom, int ringsLength) {
    rings = new HostDmaMemory(ringsLength, RINGS_AT);
    frames = new HostDmaMemory(slots * slotLength, FRAMES_AT);
    memory = new PhysicalMemory(rings, frames);
    pool = new FramePool(new Slab(frames.bytes(), 0, slots, slotLength, headRoom));
    hardware =
        new Hardware(this, this, new DmaAllocator(rings), frames, new NoBarrier(), count -> {});
  }

  <T extends PciModel> T plug(T function) {
    functions.add(function);
    return function;
  }

  FramePool pool() {
    return pool;
  }

  PhysicalMemory memory() {
    return memory;
  }

  Hardware hardware() {
    return hardware;
  }

  /** Registers from this address on cannot be mapped. */
  void reach(long end) {
    reach = end;
  }

  private @Nullable PciModel function(int address) {
    return functions.stream().filter(each -> each.address == address).findFirst().orElse(null);
  }

  private int read(boolean ports, long at, int width) {
    // No iterator: what a driver's call allocates is measured through here.
    for (int index = 0; index < functions.size(); index++) {
      PciModel function = functions.get(index);
      int bar = function.decode(ports, at, width);
      if (bar >= 0) {
        return function.readRegister(bar, (int) (at - function.barBase(bar)), width);
      }
    }
    return -1;
  }

  private void write(boolean ports, long at, int width, int value) {
    for (int index = 0; index < functions.size(); index++) {
      PciModel function = functions.get(index);
      int bar = function.decode(ports, at, width);
      if (bar >= 0) {
        function.writeRegister(bar, (int) (at - function.barBase(bar)), width, value);
        return;
      }
    }
  }

  @Override
  public int read8(int port) {
    return read(true, port, 1) & 0xff;
  }

  @Override
  public int read16(int port) {
    return read(true, port, 2) & 0xffff;
  }

  @Override
  public int read32(int port) {
    if (port == 0xcfc && selected < 0) {
      PciModel function = function(selected >>> 8 & 0xffff);
      return function == null ? -1 : function.readConfig(selected & 0xfc);
    }
    return read(true, port, 4);
  }

  @Override
  public void write8(int port, int value) {
    write(true, port, 1, value & 0xff);
  }

  @Override
  public void write16(int port, int value) {
    write(true, port, 2, value & 0xffff);
  }

  @Override
  public void write32(int port, int value) {
    if (port == 0xcf8) {
      selected = value;
    } else if (port == 0xcfc && selected < 0) {
      PciModel function = function(selected >>> 8 & 0xffff);
      if (function != null) {
        function.writeConfig(selected & 0xfc, value);
      }
    } else {
      write(true, port, 4, value);
    }
  }

  @Override
  public @Nullable Mmio map(long physicalAddress, int lengthBytes) {
    return physicalAddress + lengthBytes > reach ? null : new Window(physicalAddress, lengthBytes);
  }

  /** Registers in the physical address space; outside of what was mapped there is nothing. */
  private final class Window implements Mmio {
    private final long base;
    private final int length;

    Window(long base, int length) {
      this.base = base;
      this.length = length;
    }

    private long at(int offset, int width) {
      if (offset < 0 || offset > length - width || offset % width != 0) {
        throw new IllegalArgumentException("access outside the window or not aligned");
      }
      return base + offset;
    }

    @Override
    public int read8(int offset) {
      return read(false, at(offset, 1), 1) & 0xff;
    }

    @Override
    public int read16(int offset) {
      return read(false, at(offset, 2), 2) & 0xffff;
    }

    @Override
    public int read32(int offset) {
      return read(false, at(offset, 4), 4);
    }

    @Override
    public void write8(int offset, int value) {
      write(false, at(offset, 1), 1, value & 0xff);
    }

    @Override
    public void write16(int offset, int value) {
      write(false, at(offset, 2), 2, value & 0xffff);
    }

    @Override
    public void write32(int offset, int value) {
      write(false, at(offset, 4), 4, value);
    }
  }

  /** One thread, in order. */
  private static final class NoBarrier implements Barrier {
    @Override
    public void store() {}

    @Override
    public void load() {}

    @Override
    public void full() {}
  }
}
