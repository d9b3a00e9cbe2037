// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.board.Board;
import org.sallyport.bare.board.Console;
import org.sallyport.bare.board.Machine;
import org.sallyport.bare.board.PinnedMemory;
import org.sallyport.bare.nic.discovery.NetworkDrivers;
import org.sallyport.bare.pci.PciBar;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.table.DescriptorRingState;

/**
 * A machine that does nothing but start its drivers and send every frame of an experimental
 * Ethernet type back, or out of its next interface, from the very slot that it came in. A frame
 * that says so stops it.
 */
public final class EchoMachine {
  /** IEEE 802 local experimental Ethernet type 1. */
  static final int ETHER_TYPE = 0x88b5;

  /** First octet of the payload: back out of the interface that it came in by. */
  static final int ECHO = 'E';

  /** First octet of the payload: out of the next interface, as it is. */
  static final int FORWARD = 'F';

  /** First octet of the payload of the last frame. */
  static final int STOP = 'S';

  private static final int SLOTS = 1024;

  /** Long enough for a test to tell a wait that an interrupt ended from one that did not. */
  private static final long IDLE_NS = 4_000_000_000L;

  private final List<NetworkDriver> drivers = new ArrayList<>();
  private final boolean[] wasUp;
  private final Frame[] burst = new Frame[NetworkDriver.BURST];
  private final FramePool pool;
  private boolean stopped;
  private long idled;

  private EchoMachine(FramePool pool, List<NetworkDevice> devices) {
    this.pool = pool;
    for (NetworkDevice device : devices) {
      Console.line(device.describe());
      for (int index = 0; index < 6; index++) {
        PciBar bar = device.function().bar(index);
        if (bar != null) {
          Console.line("base address " + index + ": " + bar.address());
        }
      }
      NetworkDriver driver = device.driver();
      if (driver != null) {
        Machine.wakeOn(driver.interruptLine());
        drivers.add(driver);
      }
    }
    wasUp = new boolean[drivers.size()];
  }

  /** Runs the machine. */
  public static void main(String[] arguments) {
    PinnedMemory frames = new PinnedMemory(SLOTS * FramePool.SLOT_LENGTH);
    FramePool pool =
        new FramePool(
            new Slab(frames.bytes(), 0, SLOTS, FramePool.SLOT_LENGTH, FramePool.HEAD_ROOM));
    new EchoMachine(pool, NetworkDrivers.start(Board.hardware(frames), pool)).run();
  }

  private void run() {
    while (!stopped) {
      int count = 0;
      for (int index = 0; index < drivers.size(); index++) {
        count += turn(index);
      }
      if (count == 0) {
        idle();
      }
    }
    finish();
  }

  private int turn(int index) {
    NetworkDriver driver = drivers.get(index);
    driver.watch(Machine.timeNs());
    if (driver.linkUp() != wasUp[index]) {
      wasUp[index] = driver.linkUp();
      Console.line("link " + index + (wasUp[index] ? " up" : " down"));
    }
    int count = driver.receive(burst);
    for (int frame = 0; frame < count; frame++) {
      NetworkDriver out = turnRound(index, burst[frame]);
      if (out == null || !out.transmit(burst[frame])) {
        pool.release(burst[frame]);
      }
    }
    for (int each = 0; each < drivers.size(); each++) {
      drivers.get(each).flush();
      drivers.get(each).reap();
    }
    return count;
  }

  /** Where a frame goes on; null when nowhere. */
  private @Nullable NetworkDriver turnRound(int index, Frame frame) {
    byte[] octets = frame.bytes();
    int at = frame.offset();
    int type = (octets[at + 12] & 0xff) << 8 | octets[at + 13] & 0xff;
    if (type != ETHER_TYPE || frame.length() == 14) {
      return null;
    }
    switch (octets[at + 14]) {
      case ECHO -> {
        swapAddresses(octets, at);
        return drivers.get(index);
      }
      case FORWARD -> {
        return drivers.get((index + 1) % drivers.size());
      }
      case STOP -> stopped = true;
      default -> {}
    }
    return null;
  }

  private static void swapAddresses(byte[] octets, int at) {
    for (int octet = 0; octet < 6; octet++) {
      byte from = octets[at + 6 + octet];
      octets[at + 6 + octet] = octets[at + octet];
      octets[at + octet] = from;
    }
  }

  private void idle() {
    boolean quiet = true;
    long untilNs = Machine.timeNs() + IDLE_NS;
    for (int index = 0; index < drivers.size(); index++) {
      quiet &= drivers.get(index).enableWake();
      if (!wasUp[index]) {
        untilNs = Machine.timeNs() + PolledDriver.WATCH_INTERVAL_NS;
      }
    }
    if (quiet) {
      idled++;
      Machine.idle(untilNs);
    }
    for (int index = 0; index < drivers.size(); index++) {
      drivers.get(index).acknowledgeWake();
    }
  }

  private void finish() {
    for (int index = 0; index < drivers.size(); index++) {
      Console.line("counters " + index + ": " + drivers.get(index).counters());
    }
    int sum = 0;
    for (DescriptorRingState state : DescriptorRingState.values()) {
      sum += pool.count(state);
      Console.line(state + " " + pool.count(state));
    }
    Console.line("idled " + idled);
    Machine.halt(sum == SLOTS && pool.count(DescriptorRingState.HELD) == 0 ? 0 : 1);
  }
}
