// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoratorTest {
  private static final FaultLink.Rates NONE = new FaultLink.Rates(0, 0, 0, 0);

  @Test
  void captureHoldsEveryFrameOfBothDirections(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("x.pcap");
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 8);
    byte[] slot = new byte[100];
    try (PcapLink link =
        new PcapLink(
            pair.left(), new PcapWriter(file, FrameLink.Layer.ETHERNET), () -> 5_000_000_007L)) {
      link.send(new byte[] {1, 2, 3}, 1, 2);
      pair.right().send(new byte[] {9}, 0, 1);
      assertEquals(1, link.receive(slot, 10, 90));
      assertEquals(FrameLink.NOTHING, link.receive(slot, 10, 90));
    }
    ByteBuffer capture = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(24 + 16 + 2 + 16 + 1, capture.remaining());
    assertEquals(0xa1b23c4d, capture.getInt(0));
    assertEquals(1, capture.getInt(20), "link type Ethernet");
    assertEquals(5, capture.getInt(24), "seconds");
    assertEquals(7, capture.getInt(28), "nanoseconds");
    assertEquals(2, capture.getInt(32));
    assertArrayEquals(new byte[] {2, 3}, Arrays.copyOfRange(capture.array(), 40, 42));
    assertEquals(9, capture.get(58));
  }

  @Test
  void observerSeesDirectionsAndRefusals() {
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 1);
    List<String> seen = new ArrayList<>();
    TracingLink link =
        new TracingLink(
            pair.left(),
            (name, direction, bytes, offset, length) ->
                seen.add(name + " " + direction + " " + length));
    link.send(new byte[4], 0, 4);
    link.send(new byte[4], 0, 3);
    pair.right().send(new byte[4], 0, 2);
    link.receive(new byte[9], 0, 9);
    assertEquals(List.of("memory:a SENT 4", "memory:a REFUSED 3", "memory:a RECEIVED 2"), seen);
  }

  @Test
  void withoutRatesNothingChanges() {
    assertEquals(List.of(0, 1, 2, 3, 4), sentThrough(NONE, 5));
  }

  @Test
  void lossLosesAboutAsManyAsItSays() {
    int arrived = sentThrough(new FaultLink.Rates(0.25, 0, 0, 0), 4000).size();
    assertTrue(arrived > 2850 && arrived < 3150, "arrived " + arrived);
  }

  @Test
  void duplicationDoublesAndReorderingSwapsNeighbours() {
    assertEquals(List.of(0, 0, 1, 1), sentThrough(new FaultLink.Rates(0, 1, 0, 0), 2));
    assertEquals(List.of(1, 0, 3, 2), sentThrough(new FaultLink.Rates(0, 0, 0, 1), 4));
  }

  @Test
  void corruptionFlipsExactlyOneBit() {
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 8);
    FaultLink link = new FaultLink(pair.left(), new FaultLink.Rates(0, 0, 1, 0), 3);
    byte[] original = new byte[40];
    byte[] slot = new byte[40];
    link.send(original, 0, 40);
    assertArrayEquals(new byte[40], original, "the sender's bytes stay");
    pair.right().receive(slot, 0, 40);
    int bits = 0;
    for (byte value : slot) {
      bits += Integer.bitCount(value & 0xff);
    }
    assertEquals(1, bits);
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new FaultLink.Rates(1.1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new FaultLink.Rates(0, Double.NaN, 0, 0));
  }

  private static List<Integer> sentThrough(FaultLink.Rates rates, int count) {
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 2 * count + 2);
    FaultLink link = new FaultLink(pair.left(), rates, 42);
    byte[] frame = new byte[2];
    for (int i = 0; i < count; i++) {
      frame[0] = (byte) (i >> 8);
      frame[1] = (byte) i;
      link.send(frame, 0, 2);
    }
    List<Integer> arrived = new ArrayList<>();
    byte[] slot = new byte[8];
    while (pair.right().receive(slot, 0, 8) != FrameLink.NOTHING) {
      arrived.add(((slot[0] & 0xff) << 8) | (slot[1] & 0xff));
    }
    return arrived;
  }
}
