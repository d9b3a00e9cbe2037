// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.e1000;

import org.sallyport.bare.hardware.Delay;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.hardware.Mmio;
import org.sallyport.bare.nic.NetworkDevice;
import org.sallyport.bare.nic.PolledDriver;
import org.sallyport.bare.nic.StartRefusal;
import org.sallyport.bare.pci.PciBar;
import org.sallyport.bare.pci.PciFunction;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;

/**
 * Driver of the Intel PRO/1000 controllers in {@link E1000Variant}. Buffers are announced as 2048
 * octets, the only size of the device that takes a whole frame; long-packet reception stays off, so
 * that it writes no more than 1522 of them, which a slot holds behind its head-room.
 */
public final class E1000Driver extends PolledDriver {
  /** The reset takes a few microseconds; then the EEPROM is read for up to 20 ms. */
  private static final int RESET_POLLS = 200;

  private static final int RESET_POLL_MICROSECONDS = 100;

  /** The data sheets ask for 1 microsecond before the first access after a reset. */
  private static final int RESET_SETTLE_MICROSECONDS = 10;

  private static final int EEPROM_POLLS = 1000;
  private static final int WAKE_CAUSES =
      E1000Registers.INTERRUPT_LINK
          | E1000Registers.INTERRUPT_RECEIVE_LOW
          | E1000Registers.INTERRUPT_OVERRUN
          | E1000Registers.INTERRUPT_RECEIVE_TIMER;

  private final E1000Variant variant;
  private final Mmio registers;
  private final Delay delay;
  private final ReceiveRing receiveRing;
  private final TransmitRing transmitRing;
  private final String name;

  private long hardwareAddress;
  private boolean resetFailed;

  private E1000Driver(
      E1000Variant variant,
      PciFunction function,
      Mmio registers,
      Hardware hardware,
      FramePool pool) {
    super(pool, function);
    this.variant = variant;
    this.registers = registers;
    this.delay = hardware.delay();
    this.name = variant.title() + ' ' + function.place();
    this.receiveRing =
        new ReceiveRing(
            registers, hardware.rings(), hardware.frames(), hardware.barrier(), pool, counters());
    this.transmitRing =
        new TransmitRing(
            registers, hardware.rings(), hardware.frames(), hardware.barrier(), pool, counters());
  }

  /** Resets the device and learns its address; the first {@link #watch} sets up the rings. */
  public static NetworkDevice open(
      E1000Variant variant, PciFunction function, Hardware hardware, FramePool pool) {
    PciBar bar = function.bar(0);
    if (bar == null || bar.inPorts() || !bar.holds(0, E1000Registers.WINDOW)) {
      return NetworkDevice.refused(function, StartRefusal.NO_REGISTERS);
    }
    Mmio registers = hardware.registers().map(bar.address(), E1000Registers.WINDOW);
    if (registers == null) {
      return NetworkDevice.refused(function, StartRefusal.NO_REGISTERS);
    }
    function.enable();
    E1000Driver driver = new E1000Driver(variant, function, registers, hardware, pool);
    StartRefusal refusal = driver.start();
    if (refusal != StartRefusal.NONE) {
      function.endMastering();
      return NetworkDevice.refused(function, refusal);
    }
    return NetworkDevice.started(function, driver);
  }

  private StartRefusal start() {
    if (!receiveRing.hasMemory() || !transmitRing.hasMemory()) {
      return StartRefusal.NO_RING_MEMORY;
    }
    if (pool().slab().dataCapacity() < MAXIMUM_FRAME_OCTETS + CHECK_SEQUENCE_OCTETS) {
      return StartRefusal.SLOTS_TOO_SHORT;
    }
    if (!reset()) {
      return StartRefusal.RESET_TIMEOUT;
    }
    hardwareAddress = readHardwareAddress();
    return isUnicast(hardwareAddress) ? StartRefusal.NONE : StartRefusal.NO_HARDWARE_ADDRESS;
  }

  private boolean reset() {
    quiet();
    int control = registers.read32(E1000Registers.CTRL);
    if (variant.express()) {
      registers.write32(E1000Registers.CTRL, control | E1000Registers.CTRL_MASTER_DISABLE);
      awaitClear(E1000Registers.STATUS, E1000Registers.STATUS_MASTER_ENABLED);
    }
    registers.write32(E1000Registers.CTRL, control | E1000Registers.CTRL_RESET);
    delay.microseconds(RESET_SETTLE_MICROSECONDS);
    if (!awaitClear(E1000Registers.CTRL, E1000Registers.CTRL_RESET)) {
      return false;
    }
    quiet();
    control = registers.read32(E1000Registers.CTRL);
    control |= E1000Registers.CTRL_SET_LINK_UP | E1000Registers.CTRL_AUTO_SPEED;
    control &=
        ~(E1000Registers.CTRL_LINK_RESET
            | E1000Registers.CTRL_INVERT_LOSS_OF_SIGNAL
            | E1000Registers.CTRL_PHY_RESET
            | E1000Registers.CTRL_VLAN_MODE
            | E1000Registers.CTRL_MASTER_DISABLE);
    registers.write32(E1000Registers.CTRL, control);
    return true;
  }

  private void quiet() {
    registers.write32(E1000Registers.IMC, -1);
    registers.write32(E1000Registers.RCTL, 0);
    registers.write32(E1000Registers.TCTL, 0);
    registers.read32(E1000Registers.ICR);
  }

  private boolean awaitClear(int register, int bit) {
    for (int poll = 0; poll < RESET_POLLS; poll++) {
      if ((registers.read32(register) & bit) == 0) {
        return true;
      }
      delay.microseconds(RESET_POLL_MICROSECONDS);
    }
    return false;
  }

  private long readHardwareAddress() {
    int high = registers.read32(E1000Registers.RAH0);
    if ((high & E1000Registers.RAH_VALID) != 0) {
      int low = registers.read32(E1000Registers.RAL0);
      return swap16(low) << 32 | swap16(low >>> 16) << 16 | swap16(high);
    }
    return swap16(eepromWord(0)) << 32 | swap16(eepromWord(1)) << 16 | swap16(eepromWord(2));
  }

  private int eepromWord(int word) {
    registers.write32(
        E1000Registers.EERD, word << variant.eepromAddressShift() | E1000Registers.EERD_START);
    for (int poll = 0; poll < EEPROM_POLLS; poll++) {
      int value = registers.read32(E1000Registers.EERD);
      if ((value & variant.eepromDone()) != 0) {
        return value >>> E1000Registers.EERD_DATA_SHIFT;
      }
      delay.microseconds(1);
    }
    return 0;
  }

  private static long swap16(int value) {
    return (value & 0xffL) << 8 | value >>> 8 & 0xffL;
  }

  @Override
  protected boolean linkSensed() {
    return (registers.read32(E1000Registers.STATUS) & E1000Registers.STATUS_LINK_UP) != 0;
  }

  @Override
  protected boolean startRings() {
    if (resetFailed && !reset()) {
      return false;
    }
    resetFailed = false;
    for (int entry = 0; entry < E1000Registers.MTA_ENTRIES; entry++) {
      registers.write32(E1000Registers.MTA + 4 * entry, 0);
    }
    long low =
        swap16((int) (hardwareAddress >>> 16)) << 16 | swap16((int) (hardwareAddress >>> 32));
    registers.write32(E1000Registers.RAL0, (int) low);
    registers.write32(
        E1000Registers.RAH0, E1000Registers.RAH_VALID | (int) swap16((int) hardwareAddress));

    transmitRing.start();
    registers.write32(E1000Registers.TIDV, 0);
    registers.write32(E1000Registers.TXDCTL, E1000Registers.TXDCTL_EACH);
    registers.write32(E1000Registers.TIPG, E1000Registers.TIPG_COPPER);
    registers.write32(
        E1000Registers.TCTL,
        E1000Registers.TCTL_ENABLE
            | E1000Registers.TCTL_PAD_SHORT
            | E1000Registers.TCTL_COLLISIONS);

    receiveRing.start();
    registers.write32(E1000Registers.RDTR, 0);
    registers.write32(
        E1000Registers.RCTL,
        E1000Registers.RCTL_ENABLE
            | E1000Registers.RCTL_ALL_MULTICAST
            | E1000Registers.RCTL_BROADCAST
            | E1000Registers.RCTL_STRIP_CHECK_SEQUENCE);
    receiveRing.refill();
    return true;
  }

  @Override
  protected void stopRings() {
    resetFailed = !reset();
    receiveRing.withdrawAll();
    transmitRing.withdrawAll();
  }

  @Override
  protected int harvest(Frame[] burst, int limit) {
    return receiveRing.harvest(burst, limit);
  }

  @Override
  protected boolean roomToTransmit() {
    return transmitRing.hasRoom();
  }

  @Override
  protected void enqueue(Frame frame) {
    transmitRing.enqueue(frame);
  }

  @Override
  protected void ringDoorbell() {
    transmitRing.ringDoorbell();
  }

  @Override
  protected int harvestSent() {
    return transmitRing.reap();
  }

  @Override
  protected int outstanding() {
    return transmitRing.outstanding();
  }

  @Override
  protected int headerOctets() {
    return 0;
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
    // Causes that arose since they were last read interrupt as soon as the mask admits them.
    registers.write32(E1000Registers.IMS, WAKE_CAUSES);
    return !(linkUp() && receiveRing.waiting());
  }

  @Override
  public void acknowledgeWake() {
    registers.write32(E1000Registers.IMC, -1);
    registers.read32(E1000Registers.ICR);
  }
}
