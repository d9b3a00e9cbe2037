// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.bare.nic.NetworkDevice;
import org.sallyport.bare.nic.NicCounter;
import org.sallyport.bare.nic.PolledDriver;
import org.sallyport.bare.nic.StartRefusal;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.table.DescriptorRingState;

/** What only virtio devices can do, or do wrong. */
class VirtioNetDriverTest {
  /** How a device can lie about its rings; each is something that a driver can see. */
  enum Lie {
    IDENTIFIER_TOO_HIGH {
      @Override
      void tell(VirtQueueModel queue) {
        queue.use(256, 60);
      }
    },
    IDENTIFIER_NEGATIVE {
      @Override
      void tell(VirtQueueModel queue) {
        queue.use(-1, 60);
      }
    },
    IDENTIFIER_NOT_OUTSTANDING {
      @Override
      void tell(VirtQueueModel queue) {
        queue.use(200, 60);
        queue.use(200, 60);
      }
    },
    MORE_THAN_THERE_ARE {
      @Override
      void tell(VirtQueueModel queue) {
        queue.jump(1000);
      }
    },
    BACKWARDS {
      @Override
      void tell(VirtQueueModel queue) {
        queue.jump(-3);
      }
    };

    abstract void tell(VirtQueueModel queue);
  }

  private static VirtioNetModel plug(NicKind kind, ModelBoard board) {
    return (VirtioNetModel) kind.plug(board);
  }

  private static StartRefusal refusal(ModelBoard board) {
    NetworkDevice device = DriverRig.onlyDevice(board);
    assertNull(device.driver());
    return device.refusal();
  }

  private static Frame message(DriverRig rig, int number) {
    Frame frame = rig.pool.claim();
    assertNotNull(frame);
    System.arraycopy(rig.frame(number, 80), 0, frame.bytes(), frame.append(80), 80);
    return frame;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "VIRTIO.*")
  void buffersUsedInAnyOrderAreTheRightOnes(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    ((VirtioNetModel) rig.model).shuffle(new Random(kind.ordinal()));
    int arrived = 0;
    int received = 0;
    Set<Integer> sent = new HashSet<>();
    while (received < 5000) {
      rig.model.holdTransmit(true);
      for (int some = arrived % 11; some >= 0; some--) {
        assertTrue(rig.model.arrive(rig.frame(arrived++, 100)));
      }
      int count = rig.driver.receive(rig.burst);
      for (int index = 0; index < count; index++) {
        Frame frame = rig.burst[index];
        assertEquals(
            received++, DriverRig.number(frame.bytes(), frame.offset()), "the device keeps order");
        assertTrue(rig.driver.transmit(frame));
      }
      rig.driver.flush();
      rig.model.holdTransmit(false);
      assertEquals(count, rig.driver.reap());
      while (!rig.model.sent().isEmpty()) {
        assertTrue(sent.add(DriverRig.number(rig.model.sent().remove(), 0)), "sent once");
      }
    }
    assertEquals(received, sent.size());
    assertEquals(0, rig.counted(NicCounter.DEVICE_ERRORS));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void aLieAboutTheReceiveQueueStopsTheDevice(Lie lie) {
    DriverRig rig = DriverRig.started(NicKind.VIRTIO_MODERN);
    VirtioNetModel model = (VirtioNetModel) rig.model;
    assertTrue(model.arrive(rig.frame(1, 60)));
    assertTrue(model.arrive(rig.frame(2, 60)));
    model.holdTransmit(true);
    assertTrue(rig.driver.transmit(message(rig, 3)));
    rig.driver.flush();
    lie.tell(model.queue(0));
    int good = rig.driver.receive(rig.burst);
    if (rig.driver.linkUp()) {
      // Which buffer came back twice shows at the second time.
      rig.driver.receive(new Frame[32]);
    }
    assertFalse(rig.driver.linkUp());
    assertEquals(1, rig.counted(NicCounter.DEVICE_ERRORS));
    assertEquals(rig.slots(DescriptorRingState.HELD), rig.counted(NicCounter.RECEIVED));
    assertTrue(good <= 3);
    assertEquals(0, rig.slots(DescriptorRingState.POSTED));
    assertEquals(0, rig.slots(DescriptorRingState.QUEUED));
    rig.assertAccounted();

    model.holdTransmit(false);
    rig.watch();
    rig.watch();
    assertFalse(rig.driver.linkUp(), "a device that lies gets a pause");
    rig.nowNs += PolledDriver.RECOVERY_PAUSE_NS;
    rig.watch();
    assertTrue(rig.driver.linkUp());
    assertTrue(model.arrive(rig.frame(4, 60)));
    assertEquals(1, rig.driver.receive(rig.burst));
    assertEquals(4, DriverRig.number(rig.burst[0].bytes(), rig.burst[0].offset()));
    rig.assertAccounted();
  }

  @ParameterizedTest
  @EnumSource
  void aLieAboutTheTransmitQueueStopsTheDevice(Lie lie) {
    DriverRig rig = DriverRig.started(NicKind.VIRTIO_LEGACY);
    VirtioNetModel model = (VirtioNetModel) rig.model;
    model.holdTransmit(true);
    for (int number = 0; number < 10; number++) {
      assertTrue(rig.driver.transmit(message(rig, number)));
    }
    rig.driver.flush();
    lie.tell(model.queue(1));
    rig.driver.reap();
    assertFalse(rig.driver.linkUp());
    assertEquals(1, rig.counted(NicCounter.DEVICE_ERRORS));
    assertEquals(DriverRig.SLOTS, rig.slots(DescriptorRingState.FREE));
    rig.assertAccounted();
  }

  @Test
  void aLieFoundWhileSendingLeavesTheFrameWithItsOwner() {
    DriverRig rig = DriverRig.started(NicKind.VIRTIO_MODERN);
    VirtioNetModel model = (VirtioNetModel) rig.model;
    model.holdTransmit(true);
    for (int number = 0; number < 256; number++) {
      assertTrue(rig.driver.transmit(message(rig, number)));
    }
    rig.driver.flush();
    model.queue(1).use(9999, 0);
    Frame last = message(rig, 256);
    assertFalse(rig.driver.transmit(last));
    assertFalse(rig.driver.linkUp());
    assertEquals(1, rig.counted(NicCounter.NO_LINK));
    assertEquals(0, rig.counted(NicCounter.RING_FULL));
    rig.pool.release(last);
    assertEquals(DriverRig.SLOTS, rig.slots(DescriptorRingState.FREE));
  }

  @Test
  void aDeviceThatAsksForAResetGetsIt() {
    DriverRig rig = DriverRig.started(NicKind.VIRTIO_MODERN);
    ((VirtioNetModel) rig.model).needsReset();
    rig.watch();
    assertFalse(rig.driver.linkUp());
    rig.recover();
    assertTrue(rig.driver.linkUp());
    assertEquals(1, rig.counted(NicCounter.DEVICE_ERRORS));
    assertTrue(rig.model.arrive(rig.frame(1, 60)));
    assertEquals(1, rig.driver.receive(rig.burst));
  }

  @Test
  void aDeviceThatWantsNoNotificationGetsNone() {
    DriverRig rig = DriverRig.started(NicKind.VIRTIO_MODERN);
    VirtioNetModel model = (VirtioNetModel) rig.model;
    rig.board.memory().writeNumber(model.queue(1).used, 2, 1);
    assertTrue(rig.driver.transmit(message(rig, 1)));
    rig.driver.flush();
    assertTrue(model.sent().isEmpty());
    rig.board.memory().writeNumber(model.queue(1).used, 2, 0);
    assertTrue(rig.driver.transmit(message(rig, 2)));
    rig.driver.flush();
    assertEquals(2, model.sent().size());
  }

  @Test
  void facesAreChosenAsTheSpecificationAsks() {
    assertEquals("virtio-net 00:03.0", name(NicKind.VIRTIO_MODERN));
    assertEquals("virtio-net 00:03.0", name(NicKind.VIRTIO_TRANSITIONAL));
    assertEquals("virtio-net (legacy) 00:03.0", name(NicKind.VIRTIO_LEGACY));
  }

  private static String name(NicKind kind) {
    return DriverRig.started(kind).driver.name();
  }

  @Test
  void aTransitionalDeviceOutOfReachIsDrivenByItsPorts() {
    ModelBoard board = new ModelBoard(8);
    plug(NicKind.VIRTIO_TRANSITIONAL, board)
        .offer(VirtioNetModel.MAC | VirtioNetModel.STATUS | VirtioNetModel.ANY_LAYOUT);
    board.reach(0x1000);
    NetworkDevice device = DriverRig.onlyDevice(board);
    assertNotNull(device.driver());
    assertEquals("virtio-net (legacy) 00:03.0", device.driver().name());
  }

  @Test
  void aModernDeviceOutOfReachIsRefused() {
    ModelBoard board = new ModelBoard(8);
    plug(NicKind.VIRTIO_MODERN, board);
    board.reach(0x1_0000_0000L);
    assertEquals(StartRefusal.NO_REGISTERS, refusal(board));
  }

  @Test
  void capabilitiesInACircleEnd() {
    ModelBoard board = new ModelBoard(8);
    VirtioNetModel model = plug(NicKind.VIRTIO_MODERN, board);
    int first = model.config[0x34];
    model.config[first + 1] = (byte) first;
    assertEquals(StartRefusal.NO_REGISTERS, refusal(board));
  }

  @Test
  void missingFeaturesAreRefused() {
    long[] modern = {VirtioNetModel.MAC, VirtioNetModel.VERSION_1, 0};
    for (long offer : modern) {
      ModelBoard board = new ModelBoard(8);
      plug(NicKind.VIRTIO_MODERN, board).offer(offer);
      assertEquals(StartRefusal.FEATURES_REFUSED, refusal(board));
    }
    ModelBoard board = new ModelBoard(8);
    plug(NicKind.VIRTIO_LEGACY, board).offer(VirtioNetModel.MAC);
    assertEquals(StartRefusal.FEATURES_REFUSED, refusal(board));
  }

  @Test
  void aDeviceThatDoesNotReportItsLinkHasOne() {
    ModelBoard board = new ModelBoard(64);
    VirtioNetModel model = plug(NicKind.VIRTIO_MODERN, board);
    model.offer(VirtioNetModel.MAC | VirtioNetModel.VERSION_1);
    model.plugged(false);
    NetworkDevice device = DriverRig.onlyDevice(board);
    assertNotNull(device.driver());
    device.driver().watch(0);
    assertTrue(device.driver().linkUp());
  }

  @Test
  void queuesOfAnImpossibleSizeAreRefused() {
    for (int size : new int[] {0, 3, 2048}) {
      ModelBoard board = new ModelBoard(8);
      plug(NicKind.VIRTIO_LEGACY, board).offerQueue(size);
      assertEquals(StartRefusal.NO_QUEUE, refusal(board), "size " + size);
    }
  }

  @Test
  void smallAndLargeQueuesWork() {
    for (int size : new int[] {2, 64, 1024}) {
      for (NicKind kind : new NicKind[] {NicKind.VIRTIO_MODERN, NicKind.VIRTIO_LEGACY}) {
        ModelBoard board = new ModelBoard(2100);
        VirtioNetModel model = plug(kind, board);
        model.offerQueue(size);
        NetworkDevice device = DriverRig.onlyDevice(board);
        assertNotNull(device.driver());
        device.driver().watch(0);
        int expected = kind == NicKind.VIRTIO_MODERN ? Math.min(size, 256) : size;
        assertEquals(expected, board.pool().count(DescriptorRingState.POSTED));
        assertEquals(expected, model.queue(0).size);
      }
    }
  }

  @Test
  void slotsWithoutRoomForTheHeaderAreRefused() {
    ModelBoard board = new ModelBoard(8, 2048, 8, 64 * 1024);
    plug(NicKind.VIRTIO_MODERN, board);
    assertEquals(StartRefusal.SLOTS_TOO_SHORT, refusal(board));
  }

  @Test
  void queuesThatDoNotFitAreRefused() {
    ModelBoard board = new ModelBoard(8, 2048, 192, 20 * 1024);
    plug(NicKind.VIRTIO_MODERN, board);
    assertEquals(StartRefusal.NO_RING_MEMORY, refusal(board));
  }

  @Test
  void aResetThatNeverEndsIsRefused() {
    ModelBoard board = new ModelBoard(8);
    VirtioNetModel model = plug(NicKind.VIRTIO_MODERN, board);
    model.begun();
    model.stuckInReset(true);
    assertEquals(StartRefusal.RESET_TIMEOUT, refusal(board));
    assertFalse(model.masters());
  }
}
