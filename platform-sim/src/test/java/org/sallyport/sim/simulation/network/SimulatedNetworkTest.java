// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.sim.trace.sequence.SequenceEvent.Mark;

class SimulatedNetworkTest {
  private static final long MS = 1_000_000L;

  @Test
  void deliversToTheAddressedHostAfterTheDelay() {
    SimulatedNetwork network = new SimulatedNetwork(1, FaultOptions.NONE);
    Recorder b = new Recorder();
    Recorder c = new Recorder();
    SimulatedNetwork.Port a = network.attach("a", address(1), new Recorder());
    network.attach("b", address(2), b);
    network.attach("c", address(3), c);
    network.at(5 * MS, () -> a.send(frame(2, 7), 0, 20));
    network.run(6 * MS - 1);
    assertEquals(List.of(), b.received);
    network.run(6 * MS);
    assertEquals(List.of("7@6"), b.received);
    assertEquals(List.of(), c.received);
    assertEquals(6 * MS, network.nowNs());
  }

  @Test
  void groupAndUnknownAddressesReachAllOthersButNotTheSender() {
    SimulatedNetwork network = new SimulatedNetwork(1, FaultOptions.NONE);
    Recorder a = new Recorder();
    Recorder b = new Recorder();
    Recorder c = new Recorder();
    SimulatedNetwork.Port port = network.attach("a", address(1), a);
    network.attach("b", address(2), b);
    network.attach("c", address(3), c);
    byte[] broadcast = frame(0, 9);
    Arrays.fill(broadcast, 0, 6, (byte) 0xff);
    port.send(broadcast, 0, 20);
    port.send(frame(77, 8), 0, 20);
    network.run(10 * MS);
    assertEquals(List.of(), a.received);
    assertEquals(List.of("9@1", "8@1"), b.received);
    assertEquals(List.of("9@1", "8@1"), c.received);
  }

  @Test
  void sameSeedSameBytesAndOtherSeedOtherRun() {
    FaultOptions wild = new FaultOptions(0.2, 0.2, 0.3, 0.2, 0.2, MS, 3 * MS, 20 * MS, List.of());
    List<Transmission> first = busyRun(99, wild);
    List<Transmission> second = busyRun(99, wild);
    assertEquals(describe(first), describe(second));
    assertNotEquals(describe(first), describe(busyRun(100, wild)));
    for (Mark mark : Mark.values()) {
      assertTrue(first.stream().anyMatch(t -> t.mark() == mark), "no " + mark + " in the run");
    }
  }

  @Test
  void oneOptionDoesNotShiftTheLuckOfTheOthers() {
    FaultOptions lossy = FaultOptions.NONE.withLoss(0.3);
    FaultOptions alsoDoubling = new FaultOptions(0.3, 1, 0, 0, 0, MS, MS, 0, List.of());
    assertEquals(lostSerials(busyRun(5, lossy)), lostSerials(busyRun(5, alsoDoubling)));
  }

  @Test
  void lossIsNearItsProbability() {
    List<Transmission> run = busyRun(3, FaultOptions.NONE.withLoss(0.25));
    long lost = run.stream().filter(t -> t.mark() == Mark.LOST).count();
    assertEquals(1000, run.size());
    assertTrue(lost > 200 && lost < 300, "lost " + lost);
  }

  @Test
  void partitionLosesEverythingAndEnds() {
    FaultOptions cut =
        new FaultOptions(
            0, 0, 0, 0, 0, MS, MS, 0, List.of(new FaultOptions.Partition(10 * MS, 20 * MS)));
    for (Transmission t : busyRun(3, cut)) {
      boolean isInside = t.sentNs() >= 10 * MS && t.sentNs() < 20 * MS;
      assertEquals(isInside ? Mark.LOST : Mark.DELIVERED, t.mark(), "sent at " + t.sentNs());
    }
  }

  @Test
  void corruptionChangesOneToThreeBitsOfACopy() {
    FaultOptions corrupting = new FaultOptions(0, 0, 0, 1, 0, MS, MS, 0, List.of());
    SimulatedNetwork network = new SimulatedNetwork(4, corrupting);
    SimulatedNetwork.Port port = network.attach("a", address(1), new Recorder());
    network.attach("b", address(2), new Recorder());
    byte[] sent = frame(2, 1);
    byte[] kept = sent.clone();
    for (int i = 0; i < 100; i++) {
      port.send(sent, 0, sent.length);
    }
    assertArrayEquals(kept, sent);
    int changed = 0;
    for (Transmission t : network.transmissions()) {
      int bits = 0;
      for (int i = 0; i < sent.length; i++) {
        bits += Integer.bitCount((t.frame()[i] ^ sent[i]) & 0xff);
      }
      assertTrue(bits <= 3, "bits " + bits);
      changed += bits > 0 ? 1 : 0;
    }
    assertTrue(changed > 95, "two flips of one bit cancel out, but seldom: " + changed);
  }

  @Test
  void corruptionSparesEthernetHeadersAndNeighbourResolution() {
    FaultOptions corrupting = new FaultOptions(0, 0, 0, 1, 0, MS, MS, 0, List.of());
    SimulatedNetwork network = new SimulatedNetwork(4, corrupting);
    SimulatedNetwork.Port port = network.attach("a", address(1), new Recorder());
    network.attach("b", address(2), new Recorder());
    byte[] arp = new byte[42];
    arp[0] = 2;
    arp[5] = 2;
    arp[12] = 0x08;
    arp[13] = 0x06;
    byte[] neighbourDiscovery = new byte[86];
    neighbourDiscovery[0] = 2;
    neighbourDiscovery[5] = 2;
    neighbourDiscovery[12] = (byte) 0x86;
    neighbourDiscovery[13] = (byte) 0xdd;
    neighbourDiscovery[20] = 58;
    byte[] udp = neighbourDiscovery.clone();
    udp[20] = 17;
    for (int i = 0; i < 100; i++) {
      port.send(arp, 0, arp.length);
      port.send(neighbourDiscovery, 0, neighbourDiscovery.length);
      port.send(udp, 0, udp.length);
    }
    for (int i = 0; i < 300; i += 3) {
      assertEquals(Mark.DELIVERED, network.transmissions().get(i).mark());
      assertEquals(Mark.DELIVERED, network.transmissions().get(i + 1).mark());
      Transmission damaged = network.transmissions().get(i + 2);
      assertEquals(Mark.CORRUPTED, damaged.mark());
      assertTrue(Arrays.equals(udp, 0, 14, damaged.frame(), 0, 14), "the Ethernet header is whole");
    }
  }

  @Test
  void reorderingLetsLaterFramesOvertake() {
    FaultOptions shuffling = new FaultOptions(0, 0, 0.5, 0, 0, MS, MS, 20 * MS, List.of());
    Recorder b = new Recorder();
    SimulatedNetwork network = new SimulatedNetwork(8, shuffling);
    SimulatedNetwork.Port port = network.attach("a", address(1), new Recorder());
    network.attach("b", address(2), b);
    for (int i = 0; i < 50; i++) {
      byte[] frame = frame(2, i);
      network.at(i * MS, () -> port.send(frame, 0, frame.length));
    }
    network.run(1000 * MS);
    List<Integer> order = b.received.stream().map(s -> Integer.parseInt(s.split("@")[0])).toList();
    assertEquals(50, order.size());
    assertNotEquals(order.stream().sorted().toList(), order);
  }

  @Test
  void deadlinesAreMetInOrderWithFramesBetween() {
    SimulatedNetwork network = new SimulatedNetwork(1, FaultOptions.NONE);
    List<String> log = new ArrayList<>();
    network.attach("a", address(1), new Alarm(log, "a", 10 * MS));
    network.attach("b", address(2), new Alarm(log, "b", 15 * MS));
    network.at(10 * MS, () -> log.add("action@" + network.nowNs() / MS));
    network.run(30 * MS);
    assertEquals(List.of("action@10", "a@10", "b@15", "a@20", "a@30", "b@30"), log);
  }

  @Test
  void hostWhoseClockStandsStillIsOurBugAndSaidSo() {
    SimulatedNetwork network = new SimulatedNetwork(1, FaultOptions.NONE);
    network.attach("stuck", address(1), new Alarm(new ArrayList<>(), "stuck", 0));
    IllegalStateException bug = assertThrows(IllegalStateException.class, () -> network.run(MS));
    assertTrue(bug.getMessage().startsWith("stuck"), bug.getMessage());
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> FaultOptions.NONE.withLoss(1.5));
    assertThrows(IllegalArgumentException.class, () -> FaultOptions.NONE.withLoss(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new FaultOptions.Partition(2, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new FaultOptions(0, 0, 0, 0, 0, 2, 1, 0, List.of()));
  }

  @Test
  void frameTooShortForAnAddressReachesNobody() {
    SimulatedNetwork network = new SimulatedNetwork(1, FaultOptions.NONE);
    SimulatedNetwork.Port port = network.attach("a", address(1), new Recorder());
    network.attach("b", address(2), new Recorder());
    assertFalse(port.send(new byte[5], 0, 5));
  }

  private static List<Long> lostSerials(List<Transmission> run) {
    return run.stream().filter(t -> t.mark() == Mark.LOST).map(Transmission::sentNs).toList();
  }

  /** A thousand frames from a to b, one in 20 microseconds. */
  private static List<Transmission> busyRun(long seed, FaultOptions faults) {
    SimulatedNetwork network = new SimulatedNetwork(seed, faults);
    SimulatedNetwork.Port port = network.attach("a", address(1), new Recorder());
    network.attach("b", address(2), new Recorder());
    for (int i = 0; i < 1000; i++) {
      byte[] frame = frame(2, i);
      network.at(i * 20_000L, () -> port.send(frame, 0, frame.length));
    }
    network.run(1000 * MS);
    return network.transmissions();
  }

  private static String describe(List<Transmission> run) {
    StringBuilder text = new StringBuilder();
    for (Transmission t : run) {
      text.append(t.sentNs()).append(' ').append(t.arrivalNs()).append(' ').append(t.mark());
      text.append(' ').append(Arrays.toString(t.frame())).append('\n');
    }
    return text.toString();
  }

  private static byte[] address(int last) {
    return new byte[] {2, 0, 0, 0, 0, (byte) last};
  }

  private static byte[] frame(int to, int content) {
    byte[] frame = new byte[20];
    frame[0] = 2;
    frame[5] = (byte) to;
    frame[18] = (byte) (content >> 8);
    frame[19] = (byte) content;
    return frame;
  }

  private static final class Recorder implements SimulatedHost {
    final List<String> received = new ArrayList<>();

    @Override
    public void receive(byte[] frame, long nowNs) {
      received.add((((frame[18] & 0xff) << 8) | (frame[19] & 0xff)) + "@" + nowNs / MS);
    }

    @Override
    public void poll(long nowNs) {}

    @Override
    public long nextDeadlineNs() {
      return DeadlineTable.NEVER_NS;
    }
  }

  private static final class Alarm implements SimulatedHost {
    private final List<String> log;
    private final String name;
    private final long periodNs;
    private long dueNs;

    Alarm(List<String> log, String name, long periodNs) {
      this.log = log;
      this.name = name;
      this.periodNs = periodNs;
      this.dueNs = periodNs;
    }

    @Override
    public void receive(byte[] frame, long nowNs) {}

    @Override
    public void poll(long nowNs) {
      log.add(name + "@" + nowNs / MS);
      dueNs += periodNs;
    }

    @Override
    public long nextDeadlineNs() {
      return dueNs;
    }
  }
}
