// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.pci.PciFunction;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;

/**
 * What all drivers have in common: rings that are up while there is a link and the device behaves,
 * the watch that takes them down and sets them up, the counters, and frames of foreign memory.
 *
 * <p>A device that breaks a rule and a link that goes have the same consequence: the device is
 * stopped, every slot in its rings goes back to the pool, and {@link #watch} sets the rings up
 * again, after {@link #RECOVERY_PAUSE_NS} for a device that misbehaved.
 */
public abstract class PolledDriver implements NetworkDriver {
  /** How often the device is asked for its link: an access to a register costs a microsecond. */
  public static final long WATCH_INTERVAL_NS = 100_000_000L;

  /** How long a device that broke a rule stays down, so that it cannot keep the machine busy. */
  public static final long RECOVERY_PAUSE_NS = 1_000_000_000L;

  /**
   * How long frames may lie in the transmit ring and none be sent before the device counts as
   * stuck. A full ring at 10 Mbit/s takes 310 ms, and flow control may add to it.
   */
  public static final long STALL_NS = 5_000_000_000L;

  /** What Ethernet adds behind a frame. */
  protected static final int CHECK_SEQUENCE_OCTETS = 4;

  private final FramePool pool;
  private final PciFunction function;
  private final NicCounters counters = new NicCounters();

  private boolean up;
  private boolean linkLost;
  private boolean faulted;
  private boolean watched;
  private long nextWatchNs;
  private long sentAtProgress;
  private long progressNs;

  /** A driver whose rings are down. */
  protected PolledDriver(FramePool pool, PciFunction function) {
    this.pool = pool;
    this.function = function;
  }

  /** Where the slots of this driver's rings come from. */
  protected final FramePool pool() {
    return pool;
  }

  /** Whether the device reports a link. */
  protected abstract boolean linkSensed();

  /** Whether the device says that it needs a reset. */
  protected boolean deviceFailed() {
    return false;
  }

  /** Programs the device with empty transmit and posted receive rings; false when it fails. */
  protected abstract boolean startRings();

  /** Stops the device, which reaches no memory any more, and withdraws all slots. */
  protected abstract void stopRings();

  /** Takes up to {@code limit} frames out of the receive ring and posts slots. */
  protected abstract int harvest(Frame[] burst, int limit);

  /** Whether the transmit ring takes one more frame. */
  protected abstract boolean roomToTransmit();

  /** Puts a held frame of the pool with room for what goes before it into the ring. */
  protected abstract void enqueue(Frame frame);

  /** Tells the device what is in the transmit ring. */
  protected abstract void ringDoorbell();

  /** Frees what was sent. */
  protected abstract int harvestSent();

  /** Slots in the transmit ring. */
  protected abstract int outstanding();

  /** Octets of head-room that the device needs in front of a frame. */
  protected abstract int headerOctets();

  @Override
  public final int interruptLine() {
    return function.interruptLine();
  }

  @Override
  public final NicCounters counters() {
    return counters;
  }

  @Override
  public final boolean linkUp() {
    return up;
  }

  @Override
  public final void watch(long nowNs) {
    if (watched && nowNs - nextWatchNs < 0) {
      return;
    }
    watched = true;
    nextWatchNs = nowNs + WATCH_INTERVAL_NS;
    if (faulted) {
      faulted = false;
      nextWatchNs = nowNs + RECOVERY_PAUSE_NS;
    } else if (up) {
      watchRunning(nowNs);
    } else if (linkSensed()) {
      rise(nowNs);
    }
  }

  private void watchRunning(long nowNs) {
    long sent = counters.value(NicCounter.SENT);
    if (!linkSensed()) {
      linkLost = true;
      counters.count(NicCounter.LINK_CHANGES);
      takeDown();
    } else if (deviceFailed()) {
      fault();
    } else if (outstanding() == 0 || sent != sentAtProgress) {
      sentAtProgress = sent;
      progressNs = nowNs;
    } else if (nowNs - progressNs >= STALL_NS) {
      fault();
    }
  }

  private void rise(long nowNs) {
    function.enable();
    if (!startRings()) {
      fault();
      return;
    }
    up = true;
    if (linkLost) {
      linkLost = false;
      counters.count(NicCounter.LINK_CHANGES);
    }
    sentAtProgress = counters.value(NicCounter.SENT);
    progressNs = nowNs;
  }

  private void takeDown() {
    up = false;
    // Whatever the device does from here on, it reaches no memory: the slots can change hands.
    function.endMastering();
    stopRings();
  }

  /** The device broke a rule: it is stopped at once and gets a pause. */
  protected final void fault() {
    counters.count(NicCounter.DEVICE_ERRORS);
    faulted = true;
    takeDown();
  }

  /** Frees the slot of a frame that the device has written and nobody wants. */
  public static void discard(FramePool pool, int slot) {
    pool.filled(slot, pool.slab().dataOffset(slot), 0);
    pool.release(pool.take(slot));
  }

  /** Whether a MAC address is one that a station can have: not zero, not a group's. */
  protected static boolean isUnicast(long hardwareAddress) {
    return hardwareAddress != 0 && (hardwareAddress >>> 40 & 1) == 0;
  }

  @Override
  public final int receive(Frame[] burst) {
    return up ? harvest(burst, Math.min(BURST, burst.length)) : 0;
  }

  @Override
  public final boolean transmit(Frame frame) {
    if (!up) {
      counters.count(NicCounter.NO_LINK);
      return false;
    }
    if (frame.length() < MINIMUM_FRAME_OCTETS || frame.length() > MAXIMUM_FRAME_OCTETS) {
      counters.count(NicCounter.BAD_LENGTH);
      return false;
    }
    if (!roomToTransmit()) {
      harvestSent();
    }
    // Harvesting may have found the device out and taken the rings down.
    if (!up || !roomToTransmit()) {
      counters.count(up ? NicCounter.RING_FULL : NicCounter.NO_LINK);
      return false;
    }
    Frame queued = ofPool(frame) && frame.headRoom() >= headerOctets() ? frame : copy(frame);
    if (queued == null) {
      counters.count(NicCounter.POOL_EMPTY);
      return false;
    }
    enqueue(queued);
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // The pool's own frame is meant, not an equal one.
  private boolean ofPool(Frame frame) {
    return frame.slot() >= 0
        && frame.slot() < pool.slab().slotCount()
        && pool.frame(frame.slot()) == frame;
  }

  private @Nullable Frame copy(Frame frame) {
    Frame copy = pool.claim();
    if (copy == null) {
      return null;
    }
    counters.count(NicCounter.COPIED);
    int at = copy.append(frame.length());
    System.arraycopy(frame.bytes(), frame.offset(), copy.bytes(), at, frame.length());
    if (ofPool(frame)) {
      pool.release(frame);
    }
    return copy;
  }

  @Override
  public final void flush() {
    if (up) {
      ringDoorbell();
    }
  }

  @Override
  public final int reap() {
    return up ? harvestSent() : 0;
  }
}
