// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.sim.Fitness;
import org.sallyport.sim.config.GatewayConfigFile;
import org.sallyport.sim.link.NetworkNamespace;

/**
 * Two gateways in real time: over datagrams, which needs no privilege, and over TAP and TUN devices
 * of this kernel, which pings through the tunnel.
 */
class GatewayTest {
  private static final String PEER =
      """
      [[peer]]
      name = "other"
      remote_address = "192.0.2.%2$d"
      local_id = "%1$d.test"
      remote_id = "%2$d.test"
      psk = "a secret for the test of gateways"
      initiate = %3$s
      [[peer.child]]
      name = "lan"
      local_ts = "10.%1$d.0.0/24"
      remote_ts = "10.%2$d.0.0/24"
      """;

  @TempDir Path folder;

  @Test
  void overUnixDatagramsOneOpensBothAgreeTheOtherCloses() throws Exception {
    String left =
        """
        [control]
        socket = "left.control"
        [log]
        trace = "left.trace"
        capture = "left.pcap"
        key_log = "keys"
        [outer]
        type = "unix"
        local = "left.wire"
        remote = "right.wire"
        addresses = ["192.0.2.1/24"]
        """;
    String right =
        """
        [control]
        socket = "right.control"
        [outer]
        type = "unix"
        local = "right.wire"
        remote = "left.wire"
        addresses = ["192.0.2.2/24"]
        """;
    try (Running one = start("left", left + PEER.formatted(1, 2, false));
        Running two = start("right", right + PEER.formatted(2, 1, false))) {
      assertEquals(0, one.ask("status").path("ike_sas").size());
      assertEquals("true", one.ask("initiate other").path("done").asText());
      JsonNode ours = one.awaitEstablished();
      JsonNode theirs = two.awaitEstablished();
      assertEquals(ours.path("initiator_spi"), theirs.path("initiator_spi"));
      assertEquals(ours.path("proposal"), theirs.path("proposal"));
      assertEquals(
          ours.path("children").path(0).path("inbound_spi"),
          theirs.path("children").path(0).path("outbound_spi"));
      assertTrue(one.ask("initiate nobody").path("error").asText().contains("no peer nobody"));
      assertTrue(one.ask("close other void").path("error").asText().contains("no Child SA"));
      assertTrue(one.ask("sing").path("error").asText().contains("write: status"));
      assertEquals("true", two.ask("close other").path("done").asText());
      one.awaitNone();
      two.awaitNone();
    }
    assertTrue(Files.readString(folder.resolve("left.trace")).contains("\"next\":\"Established\""));
    assertTrue(Files.size(folder.resolve("left.pcap")) > 500);
    assertEquals(1, Files.readAllLines(folder.resolve("keys/ikev2_decryption_table")).size());
    assertEquals(2, Files.readAllLines(folder.resolve("keys/esp_sa")).size());
    assertTrue(Files.notExists(folder.resolve("left.control")), "sockets go with the gateway");
  }

  /** One side keeps the other up: what the other closes is there again, without any packet. */
  @Test
  void closedPeerIsOpenedToAgain() throws Exception {
    String wire =
        """
        [control]
        socket = "%s.control"
        [outer]
        type = "unix"
        local = "%s.wire"
        remote = "%s.wire"
        addresses = ["192.0.2.%d/24"]
        """;
    try (Running two = start("b", wire.formatted("b", "b", "a", 2) + PEER.formatted(2, 1, false));
        Running one = start("a", wire.formatted("a", "a", "b", 1) + PEER.formatted(1, 2, true))) {
      String first = one.awaitEstablished().path("initiator_spi").asText();
      two.awaitEstablished();
      assertEquals("true", two.ask("close other").path("done").asText());
      one.awaitNone();
      assertNotEquals(first, one.awaitEstablished().path("initiator_spi").asText());
    }
  }

  @Test
  void stoppedGatewayShutsDownGracefully() throws Exception {
    String wire =
        """
        [control]
        socket = "%s.control"
        [outer]
        type = "unix"
        local = "%s.wire"
        remote = "%s.wire"
        addresses = ["192.0.2.%d/24"]
        """;
    try (Running two = start("b", wire.formatted("b", "b", "a", 2) + PEER.formatted(2, 1, false))) {
      try (Running one =
          start("a", wire.formatted("a", "a", "b", 1) + PEER.formatted(1, 2, true))) {
        one.awaitEstablished();
        two.awaitEstablished();
      }
      two.awaitNone();
    }
  }

  /** The kernel's ping goes into one gateway's TUN; the other engine answers it by itself. */
  @Test
  void kernelPingsThroughTheTunnelOfTwoTaps() throws Exception {
    Fitness.requireRootAndTun();
    String side =
        """
        [control]
        socket = "%1$s.control"
        [outer]
        type = "tap"
        name = "outer%2$d"
        bridge = "wire"
        addresses = ["192.0.2.%2$d/24"]
        [inner]
        type = "%3$s"
        name = "inner%2$d"
        addresses = ["10.%2$d.0.1/24"]
        """;
    NetworkNamespace.run(() -> {
      NetworkNamespace.execute("ip", "link", "add", "wire", "type", "bridge");
      NetworkNamespace.execute("ip", "link", "set", "wire", "up");
      try (Running two = start("b", side.formatted("b", 2, "self") + PEER.formatted(2, 1, false));
          Running one = start("a", side.formatted("a", 1, "tun") + PEER.formatted(1, 2, true))) {
        one.awaitEstablished();
        two.awaitEstablished();
        String output =
            NetworkNamespace.execute(
                "ping", "-n", "-c", "5", "-i", "0.2", "-W", "5", "-s", "1000", "10.2.0.1");
        assertTrue(output.contains("5 received"), output);
        JsonNode child = one.awaitEstablished().path("children").path(0);
        assertTrue(child.path("packets_out").asLong() >= 5, child.toString());
        assertTrue(child.path("packets_in").asLong() >= 5, child.toString());
      }
    });
  }

  private Running start(String name, String text) throws Exception {
    StringWriter log = new StringWriter();
    GatewayRunner runner =
        new GatewayRunner(
            GatewayConfigFile.parse(folder.resolve(name + ".toml"), text), new PrintWriter(log));
    Thread thread = Thread.ofPlatform().name("gateway " + name).start(runner.gateway()::run);
    return new Running(runner, thread, folder.resolve(name + ".control"), log);
  }

  /** A gateway that runs until it is closed. */
  record Running(GatewayRunner runner, Thread thread, Path control, StringWriter log)
      implements AutoCloseable {
    JsonNode ask(String request) throws IOException {
      return ControlClient.ask(control, request);
    }

    JsonNode awaitEstablished() throws Exception {
      long startedNs = System.nanoTime();
      while (System.nanoTime() - startedNs < TimeUnit.SECONDS.toNanos(15)) {
        for (JsonNode sa : ask("status").path("ike_sas")) {
          if (sa.path("state").asText().equals("Established") && !sa.path("children").isEmpty()) {
            return sa;
          }
        }
        Thread.sleep(20);
      }
      throw new AssertionError("not established: " + ask("status") + "\n" + log);
    }

    void awaitNone() throws Exception {
      long startedNs = System.nanoTime();
      while (System.nanoTime() - startedNs < TimeUnit.SECONDS.toNanos(15)) {
        JsonNode sas = ask("status").path("ike_sas");
        boolean isNone = true;
        for (JsonNode sa : sas) {
          isNone &= !sa.path("state").asText().equals("Established");
        }
        if (isNone) {
          return;
        }
        Thread.sleep(20);
      }
      throw new AssertionError("still established: " + ask("status") + "\n" + log);
    }

    @Override
    public void close() {
      runner.gateway().stop();
      try {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
      runner.close();
    }
  }
}
