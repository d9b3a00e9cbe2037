// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import java.util.Arrays;
import java.util.List;
import org.sallyport.bare.nic.NetworkDevice;
import org.sallyport.bare.nic.NetworkDriver;
import org.sallyport.bare.nic.NicCounter;
import org.sallyport.bare.nic.PolledDriver;
import org.sallyport.bare.nic.discovery.NetworkDrivers;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.table.DescriptorRingState;

/** A board with one network controller, its driver started as the machine starts it. */
final class DriverRig {
  /** Enough for both rings of any device, and some for the protocol. */
  static final int SLOTS = 640;

  final ModelBoard board;
  final NicModel model;
  final NetworkDriver driver;
  final FramePool pool;
  final Frame[] burst = new Frame[NetworkDriver.BURST];
  long nowNs;

  private DriverRig(ModelBoard board, PciModel model, NetworkDriver driver) {
    this.board = board;
    this.model = (NicModel) model;
    this.driver = driver;
    this.pool = board.pool();
  }

  /** A driver whose device has been found and whose link is up. */
  static DriverRig started(NicKind kind) {
    return started(kind, SLOTS);
  }

  static DriverRig started(NicKind kind, int slots) {
    ModelBoard board = new ModelBoard(slots);
    PciModel model = kind.plug(board);
    NetworkDevice device = onlyDevice(board);
    NetworkDriver driver = device.driver();
    if (driver == null) {
      throw new IllegalStateException(device.describe());
    }
    DriverRig rig = new DriverRig(board, model, driver);
    rig.watch();
    return rig;
  }

  static NetworkDevice onlyDevice(ModelBoard board) {
    List<NetworkDevice> devices = NetworkDrivers.start(board.hardware(), board.pool());
    if (devices.size() != 1) {
      throw new IllegalStateException("devices: " + devices.size());
    }
    return devices.get(0);
  }

  /** One watch interval passes. */
  void watch() {
    driver.watch(nowNs);
    nowNs += PolledDriver.WATCH_INTERVAL_NS;
  }

  /** Time passes until a device that was stopped is back. */
  void recover() {
    watch();
    nowNs += PolledDriver.RECOVERY_PAUSE_NS;
    watch();
  }

  long counted(NicCounter counter) {
    return driver.counters().value(counter);
  }

  int slots(DescriptorRingState state) {
    return pool.count(state);
  }

  /** A frame to the driver's address that carries a number, filled to a length. */
  byte[] frame(int number, int length) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) number);
    for (int octet = 0; octet < 6; octet++) {
      octets[octet] = (byte) (driver.hardwareAddress() >>> 40 - 8 * octet);
    }
    if (length >= 18) {
      for (int octet = 0; octet < 4; octet++) {
        octets[14 + octet] = (byte) (number >>> 24 - 8 * octet);
      }
    }
    return octets;
  }

  static int number(byte[] octets, int offset) {
    int number = 0;
    for (int octet = 0; octet < 4; octet++) {
      number = number << 8 | octets[offset + 14 + octet] & 0xff;
    }
    return number;
  }

  static byte[] octets(Frame frame) {
    return Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.end());
  }

  /** Every slot has one state, and none is lost. */
  void assertAccounted() {
    int sum = 0;
    for (DescriptorRingState state : DescriptorRingState.values()) {
      sum += pool.count(state);
    }
    if (sum != pool.slab().slotCount()) {
      throw new AssertionError("slots in states: " + sum);
    }
    if (board.memory().strayAccesses() != 0) {
      throw new AssertionError("the device was sent to memory that is not its own");
    }
  }
}
