// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.conformance.laboratory.interop.guest.LinuxGuest;
import org.sallyport.conformance.laboratory.interop.lab.Fitness;
import org.sallyport.conformance.laboratory.interop.lab.Machine;
import org.sallyport.engine.table.HthState;

/**
 * The client that verifies the bare machine, against a foreign stack: Linux' and its web server.
 */
class InnerClientTest {
  private static final String PAGE = "a page of Linux\n".repeat(3000); // many segments

  @TempDir private Path directory;

  @BeforeAll
  static void needsQemu() {
    Fitness.require(LinuxGuest.missing());
    Fitness.require(Machine.missingPrograms("ip", "swanctl"));
  }

  @Test
  void pingsAndFetchesThroughEsp() throws Exception {
    Candidate linux = new LinuxCandidate(Map.of("www/page.txt", PAGE), "httpd -p 80 -h /www\n");
    BootRun.Link link = new BootRun.Link(directory);
    try (PeerEngine peer = link.open(System.nanoTime(), "peer", "machine");
        Candidate.Running running = linux.start(directory, 128, link.netdev())) {
      assertTrue(
          peer.runUntil(() -> !running.isAlive() || peer.has(HthState.ESTABLISHED, 1), 60_000));
      InnerClient client =
          new InnerClient(
              peer, Addresses.of(Addresses.PEER_INNER), Addresses.of(Addresses.MACHINE_INNER));
      for (int bytes : new int[] {28, 84, 1400, 4000}) {
        boolean answered = false;
        for (int i = 0; i < 20 && !answered; i++) {
          answered = client.pingNs(bytes, 500).isPresent();
        }
        assertTrue(answered, bytes + " octets");
      }
      byte[] answer = client.get("/page.txt", 80, 10_000);
      String text = new String(answer, StandardCharsets.US_ASCII);
      assertTrue(text.startsWith("HTTP/1.1 200"), text.substring(0, Math.min(200, text.length())));
      assertEquals(PAGE, text.substring(text.indexOf("\r\n\r\n") + 4));
      assertArrayEquals(new byte[0], client.get("/", 81, 10_000), "nobody listens there");
    }
  }
}
