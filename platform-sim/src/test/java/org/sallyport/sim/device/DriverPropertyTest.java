// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.sallyport.bare.nic.NicCounter;
import org.sallyport.bare.nic.PolledDriver;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.table.DescriptorRingState;

/**
 * Whatever device, poll loop and cable do, in any order: every slot is accounted for, what is
 * received is what arrived, unharmed and in order, what is sent leaves once, and after the last
 * frame was released and the link has gone every slot is free.
 */
class DriverPropertyTest {
  private static final int SLOTS = 300;

  /** One thing that happens. */
  enum Move {
    ARRIVE,
    ARRIVE_MANY,
    ARRIVE_WRONG_LENGTH,
    RECEIVE,
    SEND_HELD,
    SEND_FOREIGN,
    RELEASE_HELD,
    FLUSH,
    REAP,
    HOLD,
    UNHOLD,
    UNPLUG,
    PLUG,
    WATCH,
    PAUSE,
    LIE
  }

  private NicKind kind;
  private DriverRig rig;
  private Random random;
  private final Deque<byte[]> underWay = new ArrayDeque<>();
  private final Deque<Frame> held = new ArrayDeque<>();
  private int number;
  private int lastSent;
  private int lastReceived;
  private boolean shuffled;

  @Property(tries = 300)
  void noSlotIsLostAndNoFrameIsHarmed(
      @ForAll NicKind anyKind,
      @ForAll @Size(min = 1, max = 400) List<Move> moves,
      @ForAll boolean shuffle,
      @ForAll long seed) {
    kind = anyKind;
    random = new Random(seed);
    rig = DriverRig.started(kind, SLOTS);
    underWay.clear();
    held.clear();
    number = 0;
    lastSent = -1;
    lastReceived = -1;
    shuffled = shuffle && rig.model instanceof VirtioNetModel;
    if (shuffled) {
      ((VirtioNetModel) rig.model).shuffle(new Random(seed));
    }
    for (Move move : moves) {
      perform(move);
      check();
    }
    settle();
  }

  private void perform(Move move) {
    switch (move) {
      case ARRIVE -> arrive();
      case ARRIVE_MANY -> {
        for (int count = random.nextInt(300); count > 0; count--) {
          arrive();
        }
      }
      case ARRIVE_WRONG_LENGTH ->
          rig.model.arriveWithLength(rig.frame(-1, 60), random.nextBoolean() ? 13 : 1519);
      case RECEIVE -> receive();
      case SEND_HELD -> {
        if (!held.isEmpty()) {
          sendHeld();
        }
      }
      case SEND_FOREIGN -> {
        byte[] octets = rig.frame(number++, 100);
        rig.driver.transmit(new Frame().wrap(octets, 0, octets.length));
      }
      case RELEASE_HELD -> {
        if (!held.isEmpty()) {
          rig.pool.release(held.remove());
        }
      }
      case FLUSH -> rig.driver.flush();
      case REAP -> rig.driver.reap();
      case HOLD -> rig.model.holdTransmit(true);
      case UNHOLD -> rig.model.holdTransmit(false);
      case UNPLUG -> rig.model.plugged(false);
      case PLUG -> rig.model.plugged(true);
      case WATCH -> rig.watch();
      case PAUSE -> rig.nowNs += PolledDriver.RECOVERY_PAUSE_NS;
      case LIE -> rig.model.lie();
    }
  }

  private void arrive() {
    byte[] frame = rig.frame(number++, 60 + random.nextInt(1459));
    if (rig.model.arrive(frame)) {
      underWay.add(frame);
    }
  }

  private void receive() {
    int count = rig.driver.receive(rig.burst);
    for (int index = 0; index < count; index++) {
      byte[] octets = DriverRig.octets(rig.burst[index]);
      int received = DriverRig.number(octets, 0);
      assertTrue(received > lastReceived, "in order, and once");
      lastReceived = received;
      // Frames that a stopped ring held are lost; what comes is what arrived.
      while (DriverRig.number(underWay.getFirst(), 0) != received) {
        underWay.remove();
      }
      assertArrayEquals(underWay.remove(), octets);
      held.add(rig.burst[index]);
    }
  }

  /** Numbered anew, so that what leaves is told apart however long it was held. */
  private void sendHeld() {
    Frame frame = held.remove();
    byte[] octets = rig.frame(number++, frame.length());
    System.arraycopy(octets, 0, frame.bytes(), frame.offset(), octets.length);
    if (!rig.driver.transmit(frame)) {
      rig.pool.release(frame);
    }
  }

  private void check() {
    rig.assertAccounted();
    assertEquals(held.size(), rig.slots(DescriptorRingState.HELD));
    assertEquals(0, rig.slots(DescriptorRingState.FILLED));
    while (!rig.model.sent().isEmpty()) {
      byte[] sent = rig.model.sent().remove();
      int sentNumber = DriverRig.number(sent, 0);
      assertTrue(shuffled || sentNumber > lastSent, "in order, and once");
      lastSent = sentNumber;
      assertArrayEquals(rig.frame(sentNumber, sent.length), sent, "as it was queued");
    }
    if (!rig.driver.linkUp()) {
      assertEquals(
          0, rig.slots(DescriptorRingState.POSTED) + rig.slots(DescriptorRingState.QUEUED));
    }
  }

  /** The cable is pulled out, the last frames are released: every slot is free. */
  private void settle() {
    while (!held.isEmpty()) {
      rig.pool.release(held.remove());
    }
    rig.model.plugged(false);
    rig.nowNs += PolledDriver.RECOVERY_PAUSE_NS;
    rig.watch();
    rig.watch();
    assertEquals(SLOTS, rig.slots(DescriptorRingState.FREE));
    assertEquals(
        0, rig.counted(NicCounter.RECEIVE_ERRORS), "no device here reports errors of frames");
    assertEquals(0, rig.board.memory().strayAccesses());
  }
}
