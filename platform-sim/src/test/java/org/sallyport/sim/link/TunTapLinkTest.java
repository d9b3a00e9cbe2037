// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sallyport.sim.Fitness;

/** The kernel pings an address that only a few lines of this test answer for. */
class TunTapLinkTest {
  private static final long PATIENCE_NS = 10_000_000_000L;

  @Test
  void kernelPingsThroughTun() throws Exception {
    Fitness.requireRootAndTun();
    NetworkNamespace.run(() -> {
      try (DescriptorLink link = TunTapLink.tun("sally0")) {
        assertEquals(FrameLink.Layer.IP, link.layer());
        bringUp("sally0");
        answerUntilPingEnds(link, 0);
      }
    });
  }

  @Test
  void kernelPingsThroughTap() throws Exception {
    Fitness.requireRootAndTun();
    NetworkNamespace.run(() -> {
      try (DescriptorLink link = TunTapLink.tap("sally0")) {
        assertEquals(FrameLink.Layer.ETHERNET, link.layer());
        bringUp("sally0");
        answerUntilPingEnds(link, 14);
      }
      assertTrue(
          !NetworkNamespace.execute("ip", "link").contains("sally0"),
          "the interface goes with the link");
    });
  }

  @Test
  void busyAndMismatchedInterfacesAreExplained() throws Exception {
    Fitness.requireRootAndTun();
    NetworkNamespace.run(() -> {
      try (DescriptorLink holder = TunTapLink.tap("sally0")) {
        assertEquals("tap:sally0", holder.name());
        LinkException busy = assertThrows(LinkException.class, () -> TunTapLink.tap("sally0"));
        assertTrue(busy.remedy().contains("another process holds sally0"), busy.remedy());
      }
      NetworkNamespace.execute("ip", "tuntap", "add", "dev", "sally1", "mode", "tun");
      LinkException kind = assertThrows(LinkException.class, () -> TunTapLink.tap("sally1"));
      assertTrue(kind.remedy().contains("another kind"), kind.remedy());
    });
  }

  @Test
  void namesThatCannotBeAreRefusedBeforeTheKernelIsAsked() {
    for (String name : List.of("", "sixteen-letters-", "a/b", "a b", "t%d", "é")) {
      LinkException refused = assertThrows(LinkException.class, () -> TunTapLink.tun(name));
      assertTrue(refused.getMessage().contains("interface name"), refused.getMessage());
    }
  }

  private static void bringUp(String name) throws IOException, InterruptedException {
    NetworkNamespace.execute("ip", "address", "add", "10.77.0.1/24", "dev", name);
    NetworkNamespace.execute("ip", "link", "set", name, "up");
  }

  private static void answerUntilPingEnds(FrameLink link, int ipOffset) throws Exception {
    Process ping =
        NetworkNamespace.start("ping", "-n", "-c", "3", "-i", "0.2", "-W", "5", "10.77.0.2");
    byte[] slot = new byte[2048];
    long started = System.nanoTime();
    LinkWaiter waiter = new LinkWaiter(List.of(link));
    while (ping.isAlive() && System.nanoTime() - started < PATIENCE_NS) {
      if (waiter.await(50)) {
        for (int length = link.receive(slot, 0, slot.length);
            length != FrameLink.NOTHING;
            length = link.receive(slot, 0, slot.length)) {
          answer(link, slot, length, ipOffset);
        }
      }
    }
    assertTrue(ping.waitFor(1, TimeUnit.SECONDS));
    String output = new String(ping.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(output.contains("3 received"), output);
  }

  private static void answer(FrameLink link, byte[] frame, int length, int ip) {
    boolean isArp = ip == 14 && frame[12] == 8 && frame[13] == 6 && frame[21] == 1;
    if (isArp) {
      byte[] ours = {2, 0, 0, 0, 0, 2};
      System.arraycopy(frame, 6, frame, 0, 6);
      System.arraycopy(ours, 0, frame, 6, 6);
      frame[21] = 2; // reply
      swap(frame, 22, 32, 10);
      System.arraycopy(ours, 0, frame, 22, 6);
      link.send(frame, 0, length);
      return;
    }
    boolean isEcho =
        length >= ip + 28 && frame[ip] == 0x45 && frame[ip + 9] == 1 && frame[ip + 20] == 8;
    if (isEcho) {
      if (ip == 14) {
        swap(frame, 0, 6, 6);
      }
      swap(frame, ip + 12, ip + 16, 4);
      frame[ip + 20] = 0; // echo reply; the checksum grows by what the type shrank
      int sum = (((frame[ip + 22] & 0xff) << 8) | (frame[ip + 23] & 0xff)) + 0x0800;
      sum = (sum & 0xffff) + (sum >> 16);
      frame[ip + 22] = (byte) (sum >> 8);
      frame[ip + 23] = (byte) sum;
      link.send(frame, 0, length);
    }
  }

  private static void swap(byte[] bytes, int first, int second, int count) {
    for (int i = 0; i < count; i++) {
      byte kept = bytes[first + i];
      bytes[first + i] = bytes[second + i];
      bytes[second + i] = kept;
    }
  }
}
