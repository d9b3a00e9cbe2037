// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.bare.nic.NetworkDevice;
import org.sallyport.bare.nic.NicCounter;
import org.sallyport.bare.nic.StartRefusal;
import org.sallyport.bare.nic.e1000.E1000Variant;
import org.sallyport.engine.table.DescriptorRingState;

/** What only the Intel controllers can do wrong. */
class E1000DriverTest {
  private static final int DONE = 1;
  private static final int DONE_AND_LAST = 3;

  private static DriverRig rig(E1000Variant variant) {
    return DriverRig.started(variant == E1000Variant.INTEL_82574 ? NicKind.E1000E : NicKind.E1000);
  }

  private static E1000Model plug(ModelBoard board) {
    return (E1000Model) NicKind.E1000.plug(board);
  }

  private static StartRefusal refusal(ModelBoard board) {
    NetworkDevice device = DriverRig.onlyDevice(board);
    assertNull(device.driver());
    return device.refusal();
  }

  @ParameterizedTest
  @EnumSource
  void theAddressComesFromTheEepromWhenItMust(E1000Variant variant) {
    ModelBoard board = new ModelBoard(8);
    E1000Model model =
        board.plug(new E1000Model(variant, board.memory(), NicKind.PLACE, 0xfeb0_0000L));
    model.addressOnlyInEeprom();
    NetworkDevice device = DriverRig.onlyDevice(board);
    assertNotNull(device.driver(), device.describe());
    assertEquals(0x5254_0012_3456L, device.driver().hardwareAddress());
    assertEquals(
        variant.title() + " 00:03.0, address 52:54:00:12:34:56, interrupt line 11",
        device.describe());
  }

  @ParameterizedTest
  @EnumSource
  void aFrameOfSeveralDescriptorsIsDroppedWhole(E1000Variant variant) {
    DriverRig rig = rig(variant);
    E1000Model model = (E1000Model) rig.model;
    assertTrue(model.arrive(rig.frame(1, 1000), 1000, DONE, 0));
    assertTrue(model.arrive(rig.frame(1, 1000), 1000, DONE, 0));
    assertTrue(model.arrive(rig.frame(1, 500), 500, DONE_AND_LAST, 0));
    assertTrue(model.arrive(rig.frame(2, 500)));
    assertEquals(1, rig.driver.receive(rig.burst));
    assertEquals(2, DriverRig.number(rig.burst[0].bytes(), rig.burst[0].offset()));
    assertEquals(3, rig.counted(NicCounter.BAD_LENGTH));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void framesWithErrorsAreDropped(E1000Variant variant) {
    DriverRig rig = rig(variant);
    E1000Model model = (E1000Model) rig.model;
    int[] errors = {0x01, 0x02, 0x04, 0x10, 0x80};
    for (int error : errors) {
      assertTrue(model.arrive(rig.frame(1, 60), 60, DONE_AND_LAST, error));
    }
    // What only says that a checksum further up is wrong is the protocol's business.
    assertTrue(model.arrive(rig.frame(2, 60), 60, DONE_AND_LAST, 0x60));
    assertEquals(1, rig.driver.receive(rig.burst));
    assertEquals(errors.length, rig.counted(NicCounter.RECEIVE_ERRORS));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void adescriptorThatTheDriverOwnsIsNotLookedAt(E1000Variant variant) {
    DriverRig rig = rig(variant);
    int posted = rig.slots(DescriptorRingState.POSTED);
    for (int number = 0; number < 600; number++) {
      rig.model.lie();
      assertTrue(rig.model.arrive(rig.frame(number, 60)));
      assertEquals(1, rig.driver.receive(rig.burst));
      assertEquals(number, DriverRig.number(rig.burst[0].bytes(), rig.burst[0].offset()));
      rig.pool.release(rig.burst[0]);
    }
    assertEquals(posted, rig.slots(DescriptorRingState.POSTED));
    rig.assertAccounted();
  }

  @Test
  void groupsAreHeardAndOtherStationsAreNot() {
    DriverRig rig = DriverRig.started(NicKind.E1000);
    byte[] broadcast = rig.frame(1, 60);
    java.util.Arrays.fill(broadcast, 0, 6, (byte) 0xff);
    byte[] neighbours = rig.frame(2, 60);
    neighbours[0] = 0x33;
    neighbours[1] = 0x33;
    byte[] other = rig.frame(3, 60);
    other[5] ^= 1;
    assertTrue(rig.model.arrive(broadcast));
    assertTrue(rig.model.arrive(neighbours));
    assertEquals(false, rig.model.arrive(other));
    assertEquals(2, rig.driver.receive(rig.burst));
  }

  @Test
  void registersWithoutAnAddressAreRefused() {
    ModelBoard board = new ModelBoard(8);
    plug(board).bar(0, PciModel.Kind.MEMORY_32, 0, 0x20000);
    assertEquals(StartRefusal.NO_REGISTERS, refusal(board));
  }

  @Test
  void registersOutOfReachAreRefused() {
    ModelBoard board = new ModelBoard(8);
    plug(board);
    board.reach(0xfeb0_0000L);
    assertEquals(StartRefusal.NO_REGISTERS, refusal(board));
  }

  @Test
  void aResetThatNeverEndsIsRefused() {
    ModelBoard board = new ModelBoard(8);
    E1000Model model = plug(board);
    model.stuckInReset(true);
    assertEquals(StartRefusal.RESET_TIMEOUT, refusal(board));
    assertEquals(false, model.masters(), "and the device is kept from memory");
  }

  @Test
  void slotsThatAFrameOverflowsAreRefused() {
    ModelBoard board = new ModelBoard(8, 1700, 192, 64 * 1024);
    plug(board);
    assertEquals(StartRefusal.SLOTS_TOO_SHORT, refusal(board));
  }

  @Test
  void ringsThatDoNotFitAreRefused() {
    ModelBoard board = new ModelBoard(8, 2048, 192, 8 * 1024);
    plug(board);
    assertEquals(StartRefusal.NO_RING_MEMORY, refusal(board));
  }

  @Test
  void aControllerThatNobodyKnowsIsNamed() {
    ModelBoard board = new ModelBoard(8);
    board.plug(new PciModel(NicKind.PLACE, 0x10ec, 0x8139, 0x0200));
    assertEquals(
        "00:03.0 10ec:8139: there is no driver for it", DriverRig.onlyDevice(board).describe());
  }
}
