// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.bare.nic.NetworkDriver;
import org.sallyport.bare.nic.NicCounter;
import org.sallyport.bare.nic.PolledDriver;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.table.DescriptorRingState;

/** What every driver does, whatever the device. */
class NetworkDriverTest {
  @ParameterizedTest
  @EnumSource
  void aDriverKnowsItsDevice(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    byte[] address = kind.name().startsWith("E") ? E1000Model.ADDRESS : VirtioNetModel.ADDRESS;
    assertArrayEquals(address, java.util.Arrays.copyOf(rig.frame(0, 60), 6));
    assertEquals(11, rig.driver.interruptLine());
    // An Intel ring keeps one descriptor back, so that full is not taken for empty.
    int posted = kind.name().startsWith("E") ? 255 : 256;
    assertEquals(posted, rig.slots(DescriptorRingState.POSTED));
    assertTrue(rig.driver.linkUp());
    assertTrue(rig.driver.name().endsWith("00:03.0"), rig.driver.name());
  }

  @ParameterizedTest
  @EnumSource
  void aFrameIsTurnedRoundInItsSlot(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    byte[] frame = rig.frame(1, 777);
    assertTrue(rig.model.arrive(frame));
    assertEquals(1, rig.driver.receive(rig.burst));
    Frame held = rig.burst[0];
    assertArrayEquals(frame, DriverRig.octets(held));
    assertEquals(DescriptorRingState.HELD, rig.pool.state(held.slot()));
    assertSame(held, rig.pool.frame(held.slot()));

    held.bytes()[held.offset() + 20] = 0x55;
    assertTrue(rig.driver.transmit(held));
    assertEquals(DescriptorRingState.QUEUED, rig.pool.state(held.slot()));
    assertTrue(rig.model.sent().isEmpty(), "nothing leaves before the doorbell");
    rig.driver.flush();
    frame[20] = 0x55;
    assertArrayEquals(frame, rig.model.sent().remove());
    assertEquals(1, rig.driver.reap());
    assertEquals(DescriptorRingState.FREE, rig.pool.state(held.slot()));
    assertEquals(0, rig.counted(NicCounter.COPIED));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void ringsWrapManyTimesInOrder(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    int arrived = 0;
    int turned = 0;
    for (int turn = 0; arrived < 70_000; turn++) {
      for (int some = turn % 37; some >= 0; some--) {
        assertTrue(rig.model.arrive(rig.frame(arrived, 60 + arrived % 1455)));
        arrived++;
      }
      int count = rig.driver.receive(rig.burst);
      for (int index = 0; index < count; index++) {
        assertTrue(rig.driver.transmit(rig.burst[index]));
      }
      rig.driver.flush();
      while (!rig.model.sent().isEmpty()) {
        byte[] sent = rig.model.sent().remove();
        assertEquals(turned, DriverRig.number(sent, 0));
        assertEquals(60 + turned % 1455, sent.length);
        turned++;
      }
      rig.driver.reap();
    }
    assertTrue(arrived - turned < 300 && turned > 69_000);
    assertEquals(turned, rig.counted(NicCounter.RECEIVED));
    assertEquals(turned, rig.counted(NicCounter.SENT));
    assertEquals(0, rig.counted(NicCounter.COPIED));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void aFullTransmitRingRefusesAndLosesNothing(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    rig.model.holdTransmit(true);
    int taken = 0;
    Frame refused = null;
    while (refused == null) {
      Frame frame = rig.pool.claim();
      byte[] octets = rig.frame(taken, 100);
      System.arraycopy(octets, 0, frame.bytes(), frame.append(100), 100);
      if (rig.driver.transmit(frame)) {
        taken++;
      } else {
        refused = frame;
      }
      rig.driver.flush();
    }
    assertTrue(taken == 255 || taken == 256, "taken: " + taken);
    assertEquals(1, rig.counted(NicCounter.RING_FULL));
    assertEquals(DescriptorRingState.HELD, rig.pool.state(refused.slot()));
    assertEquals(0, rig.driver.reap());

    rig.model.holdTransmit(false);
    assertTrue(rig.driver.transmit(refused), "a ring that the device has emptied is reaped");
    rig.driver.flush();
    assertEquals(taken + 1, rig.model.sent().size());
    assertEquals(1, rig.driver.reap());
    for (int number = 0; number < taken; number++) {
      assertEquals(number, DriverRig.number(rig.model.sent().remove(), 0));
    }
    assertEquals(0, rig.slots(DescriptorRingState.QUEUED));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void aReceiveRingRunsDryAndRecovers(NicKind kind) {
    DriverRig rig = DriverRig.started(kind, 100);
    int held = 0;
    Frame[] kept = new Frame[100];
    while (rig.model.arrive(rig.frame(held, 64))) {
      assertEquals(1, rig.driver.receive(rig.burst));
      assertEquals(held, DriverRig.number(rig.burst[0].bytes(), rig.burst[0].offset()));
      kept[held++] = rig.burst[0];
    }
    assertEquals(100, held);
    assertEquals(0, rig.slots(DescriptorRingState.POSTED));
    assertTrue(rig.pool.exhausted() > 0);
    assertEquals(0, rig.driver.receive(rig.burst));
    for (Frame frame : kept) {
      rig.pool.release(frame);
    }
    assertEquals(0, rig.driver.receive(rig.burst));
    assertEquals(100, rig.slots(DescriptorRingState.POSTED));
    assertTrue(rig.model.arrive(rig.frame(7, 64)));
    assertEquals(1, rig.driver.receive(rig.burst));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void impossibleLengthsAreDropped(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    int posted = rig.slots(DescriptorRingState.POSTED);
    int[] lengths = {0, 1, 13, 1519, 2048, 4000, 0xfff0};
    for (int length : lengths) {
      assertTrue(rig.model.arriveWithLength(rig.frame(1, 60), length));
    }
    assertTrue(rig.model.arrive(rig.frame(2, 1518)));
    assertTrue(rig.model.arrive(rig.frame(3, 14)));
    assertEquals(2, rig.driver.receive(rig.burst));
    assertEquals(1518, rig.burst[0].length());
    assertEquals(14, rig.burst[1].length());
    assertEquals(lengths.length, rig.counted(NicCounter.BAD_LENGTH));
    assertEquals(posted, rig.slots(DescriptorRingState.POSTED));
    assertEquals(2, rig.slots(DescriptorRingState.HELD));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void framesOfImpossibleLengthAreNotSent(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    Frame frame = rig.pool.claim();
    frame.append(13);
    assertFalse(rig.driver.transmit(frame));
    frame.append(1519 - 13);
    assertFalse(rig.driver.transmit(frame));
    assertEquals(2, rig.counted(NicCounter.BAD_LENGTH));
    frame.trim(1518);
    assertTrue(rig.driver.transmit(frame));
  }

  @ParameterizedTest
  @EnumSource
  void lossOfTheLinkEmptiesTheRingsAndItsReturnFillsThem(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    int posted = rig.slots(DescriptorRingState.POSTED);
    for (int round = 1; round <= 20; round++) {
      rig.model.holdTransmit(true);
      for (int number = 0; number < 50; number++) {
        assertTrue(rig.model.arrive(rig.frame(number, 90)));
      }
      int count = rig.driver.receive(rig.burst);
      assertEquals(NetworkDriver.BURST, count);
      for (int index = 0; index < count - 2; index++) {
        assertTrue(rig.driver.transmit(rig.burst[index]));
      }
      rig.driver.flush();
      rig.model.plugged(false);
      rig.watch();
      assertFalse(rig.driver.linkUp());
      assertEquals(2, rig.slots(DescriptorRingState.HELD), "the protocol's stay the protocol's");
      assertEquals(DriverRig.SLOTS - 2, rig.slots(DescriptorRingState.FREE));
      assertEquals(30L * round, rig.counted(NicCounter.ABANDONED));
      assertEquals(0, rig.driver.receive(rig.burst.clone()));
      assertFalse(rig.driver.transmit(rig.burst[count - 1]));
      assertFalse(rig.model.arrive(rig.frame(9, 90)));
      rig.pool.release(rig.burst[count - 1]);
      rig.pool.release(rig.burst[count - 2]);
      rig.model.holdTransmit(false);
      rig.watch();
      assertFalse(rig.driver.linkUp());

      rig.model.plugged(true);
      rig.watch();
      assertTrue(rig.driver.linkUp());
      assertEquals(2L * round, rig.counted(NicCounter.LINK_CHANGES));
      assertEquals(posted, rig.slots(DescriptorRingState.POSTED));
      assertTrue(rig.model.arrive(rig.frame(round, 90)));
      assertEquals(1, rig.driver.receive(rig.burst));
      assertEquals(round, DriverRig.number(rig.burst[0].bytes(), rig.burst[0].offset()));
      rig.pool.release(rig.burst[0]);
    }
    assertTrue(rig.model.sent().isEmpty());
    assertEquals(0, rig.counted(NicCounter.DEVICE_ERRORS));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void framesOfOtherMemoryAreCopiedAndCounted(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    byte[] octets = rig.frame(3, 300);
    Frame foreign = new Frame().wrap(octets, 0, octets.length);
    assertTrue(rig.driver.transmit(foreign));
    java.util.Arrays.fill(octets, (byte) 0);
    rig.driver.flush();
    assertEquals(3, DriverRig.number(rig.model.sent().remove(), 0));
    assertEquals(1, rig.counted(NicCounter.COPIED));
    assertEquals(1, rig.driver.reap());

    while (rig.pool.claim() != null) {}
    assertFalse(rig.driver.transmit(foreign));
    assertEquals(1, rig.counted(NicCounter.POOL_EMPTY));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void aFrameWithoutRoomForTheDevicesHeaderIsCopied(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    Frame frame = rig.pool.claim();
    frame.push(frame.headRoom());
    byte[] octets = rig.frame(4, frame.length());
    System.arraycopy(octets, 0, frame.bytes(), frame.offset(), octets.length);
    assertTrue(rig.driver.transmit(frame));
    rig.driver.flush();
    assertArrayEquals(octets, rig.model.sent().remove());
    assertEquals(kind.name().startsWith("E") ? 0 : 1, rig.counted(NicCounter.COPIED));
    rig.driver.reap();
    assertEquals(0, rig.slots(DescriptorRingState.HELD));
  }

  @ParameterizedTest
  @EnumSource
  void aDeviceThatSendsNothingIsStartedAfresh(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    rig.model.holdTransmit(true);
    Frame frame = rig.pool.claim();
    frame.append(60);
    assertTrue(rig.driver.transmit(frame));
    rig.driver.flush();
    for (long waited = 0;
        waited < PolledDriver.STALL_NS;
        waited += PolledDriver.WATCH_INTERVAL_NS) {
      assertTrue(rig.driver.linkUp());
      rig.watch();
    }
    rig.watch();
    assertFalse(rig.driver.linkUp());
    assertEquals(1, rig.counted(NicCounter.DEVICE_ERRORS));
    assertEquals(1, rig.counted(NicCounter.ABANDONED));
    assertEquals(DriverRig.SLOTS, rig.slots(DescriptorRingState.FREE));
    rig.model.holdTransmit(false);
    rig.recover();
    assertTrue(rig.driver.linkUp());
    assertTrue(rig.model.arrive(rig.frame(1, 60)));
    assertEquals(1, rig.driver.receive(rig.burst));
  }

  @ParameterizedTest
  @EnumSource
  void aDeviceThatStaysInItsResetIsLeftAloneAndTriedAgain(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    rig.model.stuckInReset(true);
    rig.model.plugged(false);
    rig.watch();
    assertFalse(rig.driver.linkUp());
    assertEquals(DriverRig.SLOTS, rig.slots(DescriptorRingState.FREE));
    rig.model.plugged(true);
    for (int turn = 0; turn < 5; turn++) {
      rig.recover();
      assertFalse(rig.driver.linkUp());
      assertEquals(DriverRig.SLOTS, rig.slots(DescriptorRingState.FREE));
    }
    rig.model.stuckInReset(false);
    rig.recover();
    rig.recover();
    assertTrue(rig.driver.linkUp());
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void aStoppedDeviceReachesNoMemory(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    PciModel function = (PciModel) rig.model;
    assertTrue(function.masters());
    rig.model.stuckInReset(true);
    rig.model.plugged(false);
    rig.watch();
    assertFalse(function.masters());
  }

  @ParameterizedTest
  @EnumSource
  void theInterruptOnlyEndsTheWait(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    rig.driver.acknowledgeWake();
    assertTrue(rig.model.arrive(rig.frame(1, 60)));
    assertFalse(rig.model.interrupting(), "not while it polls");
    assertFalse(rig.driver.enableWake(), "something waits: do not sleep");
    rig.driver.acknowledgeWake();
    assertEquals(1, rig.driver.receive(rig.burst));

    assertTrue(rig.driver.enableWake());
    assertFalse(rig.model.interrupting());
    assertTrue(rig.model.arrive(rig.frame(2, 60)));
    assertTrue(rig.model.interrupting());
    rig.driver.acknowledgeWake();
    assertFalse(rig.model.interrupting());
    assertEquals(1, rig.driver.receive(rig.burst));

    assertTrue(rig.driver.enableWake());
    rig.model.plugged(false);
    assertTrue(rig.model.interrupting(), "a change of the link ends the wait as well");
  }

  @ParameterizedTest
  @EnumSource
  void theDeviceIsNotAskedForItsLinkAtEveryTurn(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    rig.model.plugged(false);
    rig.driver.watch(rig.nowNs - 1);
    assertTrue(rig.driver.linkUp());
    rig.driver.watch(rig.nowNs);
    assertFalse(rig.driver.linkUp());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 32, 64})
  void aBurstIsNoLongerThanItsArray(int length) {
    for (NicKind kind : NicKind.values()) {
      DriverRig rig = DriverRig.started(kind);
      for (int number = 0; number < 100; number++) {
        assertTrue(rig.model.arrive(rig.frame(number, 60)));
      }
      Frame[] burst = new Frame[length];
      assertEquals(Math.min(length, NetworkDriver.BURST), rig.driver.receive(burst));
    }
  }
}
