// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryAndDatagramLinkTest {
  private static final byte[] FRAME = new byte[1514];

  static {
    for (int i = 0; i < FRAME.length; i++) {
      FRAME[i] = (byte) (i * 7);
    }
  }

  @Test
  void memoryPairCarriesFramesInOrder() {
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 2);
    byte[] slot = new byte[64];
    assertTrue(pair.left().send(FRAME, 0, 20));
    assertTrue(pair.left().send(FRAME, 20, 30));
    assertFalse(pair.left().send(FRAME, 0, 20), "the third frame is over the bound");
    assertEquals(20, pair.right().receive(slot, 4, 60));
    assertArrayEquals(Arrays.copyOf(FRAME, 20), Arrays.copyOfRange(slot, 4, 24));
    assertEquals(30, pair.right().receive(slot, 0, 64));
    assertEquals(FrameLink.NOTHING, pair.right().receive(slot, 0, 64));
    assertEquals(FrameLink.NOTHING, pair.left().receive(slot, 0, 64), "nothing comes back");
  }

  @Test
  void frameLongerThanTheSlotIsDroppedAndCounted() {
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 4);
    byte[] slot = new byte[64];
    pair.left().send(FRAME, 0, 65);
    pair.left().send(FRAME, 0, 64);
    assertEquals(64, pair.right().receive(slot, 0, 64));
    assertEquals(1, pair.right().tooLongCount());
  }

  @Test
  void closedEndTakesNothing() {
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 4);
    pair.right().close();
    assertFalse(pair.left().send(FRAME, 0, 10));
  }

  @Test
  void udpCarriesWholeFramesBothWays() throws Exception {
    InetSocketAddress first = loopback(freePort());
    InetSocketAddress second = loopback(freePort());
    try (DescriptorLink left = DatagramLink.udp(first, second);
        DescriptorLink right = DatagramLink.udp(second, first)) {
      carriesBothWays(left, right);
    }
  }

  @Test
  void unixDatagramsCarryWholeFramesBothWaysAndRemoveTheirFiles(@TempDir Path folder)
      throws Exception {
    Path first = folder.resolve("a.sock");
    Path second = folder.resolve("b.sock");
    try (DescriptorLink left = DatagramLink.unix(first, second)) {
      assertFalse(left.send(FRAME, 0, 100), "the far end is not there yet");
      assertEquals(1, left.refusedCount());
      try (DescriptorLink right = DatagramLink.unix(second, first)) {
        carriesBothWays(left, right);
      }
    }
    assertFalse(Files.exists(first));
    assertFalse(Files.exists(second));
  }

  @Test
  void unixSocketLeftBehindByADeadProcessIsReplacedButAFileIsNot(@TempDir Path folder)
      throws Exception {
    Path stale = folder.resolve("a.sock");
    Path plain = folder.resolve("file");
    Files.writeString(plain, "keep me");
    DatagramLink.unix(stale, plain); // never closed: its file stays
    DatagramLink.unix(stale, plain).close();
    LinkException refused =
        assertThrows(LinkException.class, () -> DatagramLink.unix(plain, stale));
    assertTrue(refused.getMessage().contains(plain.toString()), refused.getMessage());
    assertEquals("keep me", Files.readString(plain));
  }

  @Test
  void openingErrorsNameTheCauseAndARemedy() throws Exception {
    InetSocketAddress taken = loopback(freePort());
    try (DescriptorLink holder = DatagramLink.udp(taken, loopback(9))) {
      assertEquals("udp:127.0.0.1:" + taken.getPort(), holder.name());
      LinkException busy =
          assertThrows(LinkException.class, () -> DatagramLink.udp(taken, loopback(9)));
      assertTrue(busy.getMessage().contains("in use"), busy.getMessage());
      assertTrue(busy.remedy().contains("another"), busy.remedy());
    }
    LinkException elsewhere =
        assertThrows(
            LinkException.class,
            () ->
                DatagramLink.udp(
                    new InetSocketAddress(address(new byte[] {(byte) 192, 0, 2, 77}), 4000),
                    loopback(9)));
    assertTrue(elsewhere.remedy().contains("not one of this machine"), elsewhere.remedy());
    LinkException mixed =
        assertThrows(
            LinkException.class,
            () ->
                DatagramLink.udp(loopback(0), new InetSocketAddress(address(new byte[16]), 4000)));
    assertTrue(mixed.remedy().contains("both"), mixed.remedy());
    LinkException tooLong =
        assertThrows(
            LinkException.class,
            () -> DatagramLink.unix(Path.of("/" + "x".repeat(120)), Path.of("/b")));
    assertTrue(tooLong.remedy().contains("107"), tooLong.remedy());
  }

  private static void carriesBothWays(FrameLink left, FrameLink right) {
    byte[] slot = new byte[2048];
    LinkWaiter atRight = new LinkWaiter(List.of(right));
    LinkWaiter atLeft = new LinkWaiter(List.of(left));
    assertFalse(atRight.await(0), "nothing was sent yet");
    assertEquals(FrameLink.NOTHING, right.receive(slot, 0, slot.length));
    assertTrue(left.send(FRAME, 0, FRAME.length));
    assertTrue(atRight.await(2000));
    assertEquals(FRAME.length, right.receive(slot, 100, 1600));
    assertArrayEquals(FRAME, Arrays.copyOfRange(slot, 100, 100 + FRAME.length));
    assertEquals(FrameLink.NOTHING, right.receive(slot, 0, slot.length));
    assertTrue(right.send(FRAME, 14, 60));
    assertTrue(right.send(FRAME, 14, 61));
    assertTrue(atLeft.await(2000));
    assertEquals(60, left.receive(slot, 0, slot.length));
    assertEquals(FrameLink.NOTHING, left.receive(slot, 0, 60), "61 bytes do not fit");
  }

  private static InetSocketAddress loopback(int port) throws UnknownHostException {
    return new InetSocketAddress(address(new byte[] {127, 0, 0, 1}), port);
  }

  private static InetAddress address(byte[] octets) throws UnknownHostException {
    return InetAddress.getByAddress(octets);
  }

  private static int freePort() throws Exception {
    try (java.net.DatagramSocket probe = new java.net.DatagramSocket(0)) {
      return probe.getLocalPort();
    }
  }
}
