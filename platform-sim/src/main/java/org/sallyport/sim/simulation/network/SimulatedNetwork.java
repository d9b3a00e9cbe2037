// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.sim.random.SeededRandom;
import org.sallyport.sim.trace.sequence.SequenceEvent.Mark;

/**
 * One Ethernet segment with a virtual clock. All chance comes from one seed and all order from one
 * queue, so a seed and the same hosts give the same run, byte for byte.
 *
 * <p>A frame goes to the host whose address it carries, or to all others when the address is a
 * group or unknown. Faults are drawn for every receiver on its own.
 */
public final class SimulatedNetwork {
  private static final int REMEMBERED_FRAMES = 256; // what the attacker has recorded
  private static final int POLLS_AT_ONE_TIME = 10_000;
  private static final int ADDRESS_BYTES = 6;
  private static final int HEADER_BYTES = 14;
  private static final int IPV6_NEXT_HEADER = HEADER_BYTES + 6;

  private final SeededRandom random;
  private final PriorityQueue<Entry> queue = new PriorityQueue<>();
  private final Map<String, Station> stations = new LinkedHashMap<>();
  private final List<Transmission> recorded = new ArrayList<>();
  private final List<Transmission> remembered = new ArrayList<>();
  private Consumer<Transmission> observer = transmission -> {};
  private FaultOptions faults;
  private long nowNs;
  private long entryCount;
  private long transmissionCount;
  private int pollsAtThisTime;

  /**
   * @param seed decides every fault and delay
   * @param faults may be changed later with {@link #setFaults}
   */
  public SimulatedNetwork(long seed, FaultOptions faults) {
    this.random = new SeededRandom(seed);
    this.faults = faults;
  }

  /**
   * Connects a host.
   *
   * @param name unique, for the record
   * @param address its six-byte Ethernet address
   * @return where the host sends its frames
   */
  public Port attach(String name, byte[] address, SimulatedHost host) {
    if (address.length != ADDRESS_BYTES || stations.containsKey(name)) {
      throw new IllegalArgumentException("host " + name + ": address or name cannot be used");
    }
    Station station = new Station(name, address.clone(), host);
    stations.put(name, station);
    return (source, offset, lengthBytes) ->
        transmit(station, Arrays.copyOfRange(source, offset, offset + lengthBytes));
  }

  /** The virtual time. */
  public long nowNs() {
    return nowNs;
  }

  /** Changes what goes wrong from now on. */
  public void setFaults(FaultOptions options) {
    faults = options;
  }

  /** Sees every transmission when it is sent. */
  public void observe(Consumer<Transmission> consumer) {
    observer = consumer;
  }

  /** Every transmission so far, in the order of sending. */
  public List<Transmission> transmissions() {
    return List.copyOf(recorded);
  }

  /** Does something at a time; at equal times in the order of these calls. */
  public void at(long timeNs, Runnable action) {
    if (timeNs < nowNs) {
      throw new IllegalArgumentException("time " + timeNs + " is over, it is " + nowNs);
    }
    queue.add(new Entry(timeNs, entryCount++, action));
  }

  /** Runs until a time, which it then is; what is due exactly then is done. */
  public void run(long untilNs) {
    while (step(untilNs)) {
      // every step moves one frame, action or deadline
    }
    nowNs = Math.max(nowNs, untilNs);
  }

  private boolean step(long untilNs) {
    Station dueFirst = null;
    long dueNs = DeadlineTable.NEVER_NS;
    for (Station station : stations.values()) {
      long deadlineNs = station.host.nextDeadlineNs();
      if (deadlineNs < dueNs) {
        dueNs = deadlineNs;
        dueFirst = station;
      }
    }
    Entry next = queue.peek();
    if (next != null && next.timeNs <= Math.max(dueNs, nowNs)) {
      if (next.timeNs > untilNs) {
        return false;
      }
      queue.poll();
      advance(next.timeNs);
      next.action.run();
      return true;
    }
    if (dueFirst == null || dueNs > untilNs) {
      return false;
    }
    advance(Math.max(dueNs, nowNs));
    if (++pollsAtThisTime > POLLS_AT_ONE_TIME) {
      throw new IllegalStateException(
          dueFirst.name + " asks to be polled at " + dueNs + " for ever: its clock stands still");
    }
    dueFirst.host.poll(nowNs);
    return true;
  }

  private void advance(long timeNs) {
    if (timeNs > nowNs) {
      nowNs = timeNs;
      pollsAtThisTime = 0;
    }
  }

  private boolean transmit(Station from, byte[] frame) {
    List<Station> receivers = receivers(from, frame);
    for (Station to : receivers) {
      send(from, to, frame);
    }
    return !receivers.isEmpty();
  }

  private List<Station> receivers(Station from, byte[] frame) {
    List<Station> others = new ArrayList<>(stations.values());
    others.remove(from);
    if (frame.length < ADDRESS_BYTES) {
      return List.of();
    }
    for (Station station : others) {
      if (Arrays.equals(frame, 0, ADDRESS_BYTES, station.address, 0, ADDRESS_BYTES)) {
        return List.of(station);
      }
    }
    return others;
  }

  private void send(Station from, Station to, byte[] frame) {
    // Every draw is made for every frame, so that one option does not shift the luck of the others.
    boolean isLost = random.chance(faults.loss());
    boolean isDoubled = random.chance(faults.duplication());
    boolean isCorrupted = random.chance(faults.corruption()) && isCorruptible(frame);
    boolean isReplayed = random.chance(faults.replay());
    long delayNs = delayNs();
    long secondDelayNs = delayNs();
    SeededRandom detail = random.split();
    if (isLost || faults.isPartitioned(nowNs)) {
      record(from, to, Mark.LOST, nowNs, frame);
    } else {
      byte[] arriving = isCorrupted ? corrupted(frame, detail) : frame;
      deliver(from, to, isCorrupted ? Mark.CORRUPTED : Mark.DELIVERED, delayNs, arriving);
      if (isDoubled) {
        deliver(from, to, Mark.DUPLICATE, secondDelayNs, frame);
      }
    }
    if (isReplayed && !remembered.isEmpty()) {
      Transmission old = remembered.get((int) detail.below(remembered.size()));
      deliver(
          station(old.from()),
          station(old.to()),
          Mark.REPLAYED,
          secondDelayNs + detail.below(1 + faults.reorderingDelayNs()),
          old.frame());
    }
  }

  private long delayNs() {
    long delayNs =
        faults.leastDelayNs() + random.below(faults.mostDelayNs() - faults.leastDelayNs() + 1);
    boolean isHeldBack = random.chance(faults.reordering());
    long heldBackNs = random.below(faults.reorderingDelayNs() + 1);
    return isHeldBack ? delayNs + heldBackNs : delayNs;
  }

  private void deliver(Station from, Station to, Mark mark, long delayNs, byte[] frame) {
    Transmission transmission = record(from, to, mark, nowNs + delayNs, frame);
    if (mark == Mark.DELIVERED) {
      if (remembered.size() == REMEMBERED_FRAMES) {
        remembered.removeFirst();
      }
      remembered.add(transmission);
    }
    at(
        transmission.arrivalNs(),
        () -> {
          to.host.receive(frame.clone(), nowNs);
          to.host.poll(nowNs);
        });
  }

  private Transmission record(Station from, Station to, Mark mark, long arrivalNs, byte[] frame) {
    Transmission transmission =
        new Transmission(transmissionCount++, nowNs, arrivalNs, from.name, to.name, mark, frame);
    recorded.add(transmission);
    observer.accept(transmission);
    return transmission;
  }

  private Station station(String name) {
    Station station = stations.get(name);
    if (station == null) {
      throw new IllegalStateException("no host " + name);
    }
    return station;
  }

  /**
   * A link has a checksum of its own; packets are damaged inside the nodes between links. Neighbour
   * resolution never passes one, and nothing authenticates it: a damaged answer would send frames
   * to nobody for as long as a cache keeps it.
   */
  private static boolean isCorruptible(byte[] frame) {
    if (frame.length <= HEADER_BYTES) {
      return false;
    }
    int etherType = ((frame[HEADER_BYTES - 2] & 0xff) << 8) | (frame[HEADER_BYTES - 1] & 0xff);
    boolean isNeighbourDiscovery =
        etherType == EtherType.IPV6
            && frame.length > IPV6_NEXT_HEADER
            && frame[IPV6_NEXT_HEADER] == IpProtocol.ICMPV6;
    return etherType != EtherType.ARP && !isNeighbourDiscovery;
  }

  private static byte[] corrupted(byte[] frame, SeededRandom detail) {
    byte[] changed = frame.clone();
    long flips = 1 + detail.below(3);
    for (long i = 0; i < flips; i++) {
      long bit = 8L * HEADER_BYTES + detail.below(8L * (changed.length - HEADER_BYTES));
      changed[(int) (bit >> 3)] ^= (byte) (1 << (bit & 7));
    }
    return changed;
  }

  /** Where a host puts its frames. */
  @FunctionalInterface
  public interface Port {
    /**
     * Sends one frame; the bytes are copied.
     *
     * @return false when nobody could be meant
     */
    boolean send(byte[] source, int offset, int lengthBytes);
  }

  private record Station(String name, byte[] address, SimulatedHost host) {}

  private record Entry(long timeNs, long serial, Runnable action) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(timeNs, other.timeNs);
      return byTime != 0 ? byTime : Long.compare(serial, other.serial);
    }
  }
}
