// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.sim.Fitness;
import org.sallyport.sim.config.GatewayConfigFile;
import org.sallyport.sim.link.NetworkNamespace;
import org.sallyport.spec.trace.Firing;
import org.sallyport.spec.trace.TraceValidator;
import org.sallyport.spec.trace.TraceVerdict;

/**
 * The kernel's TCP and curl against the engine's: through a tunnel of two gateways, and in clear
 * where the policy lets it. Everything happens in a network namespace that ends with the test.
 */
class WebLiveTest {
  private static final int LARGE_BYTES = 1 << 20;
  private static final int VALIDATED_FIRINGS = 2000;

  private static final String SIDE =
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
      [[peer]]
      name = "other"
      remote_address = "192.0.2.%4$d"
      local_id = "%2$d.test"
      remote_id = "%4$d.test"
      psk = "a secret for the test of the web"
      initiate = %5$s
      [[peer.child]]
      name = "lan"
      local_ts = "10.%2$d.0.0/24"
      remote_ts = "10.%4$d.0.0/24"
      """;

  private static final String WEB =
      """
      [web]
      port = 80
      status = true
      pages = "pages"
      """;

  @TempDir Path folder;

  private byte[] makePages() throws Exception {
    Path pages = Files.createDirectory(folder.resolve("pages"));
    Files.writeString(pages.resolve("index.html"), "<h1>front</h1>\n");
    byte[] large = new byte[LARGE_BYTES];
    new Random(5).nextBytes(large);
    Files.write(pages.resolve("large.bin"), large);
    return large;
  }

  private GatewayTest.Running start(String name, String text) throws Exception {
    StringWriter log = new StringWriter();
    GatewayRunner runner =
        new GatewayRunner(
            GatewayConfigFile.parse(folder.resolve(name + ".toml"), text), new PrintWriter(log));
    Thread thread = Thread.ofPlatform().name("gateway " + name).start(runner.gateway()::run);
    return new GatewayTest.Running(runner, thread, folder.resolve(name + ".control"), log);
  }

  private static String curl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "30"));
    command.addAll(List.of(arguments));
    return NetworkNamespace.execute(command.toArray(String[]::new));
  }

  @Test
  void pagesComeThroughTheTunnel() throws Exception {
    Fitness.requireRootAndTun();
    byte[] large = makePages();
    NetworkNamespace.run(() -> {
      NetworkNamespace.execute("ip", "link", "add", "wire", "type", "bridge");
      NetworkNamespace.execute("ip", "link", "set", "wire", "up");
      try (GatewayTest.Running two = start("b", SIDE.formatted("b", 2, "self", 1, false) + WEB);
          GatewayTest.Running one = start("a", SIDE.formatted("a", 1, "tun", 2, true))) {
        one.awaitEstablished();
        two.awaitEstablished();
        exercise("http://10.2.0.1", large);
        JsonNode status = new ObjectMapper().readTree(curl("http://10.2.0.1/status.json"));
        assertEquals("Established", status.path("ike_sas").path(0).path("state").asText());
        assertTrue(
            status.path("ike_sas").path(0).path("children").path(0).path("packets_in").asLong()
                > 500,
            status.toString());
      }
    });
  }

  private void exercise(String base, byte[] large) throws Exception {
    assertEquals("<h1>front</h1>\n", curl(base + "/"));
    String head = curl("--head", base + "/large.bin");
    assertTrue(head.contains("Content-Length: " + LARGE_BYTES), head);
    Path copy = folder.resolve("copy");
    curl("-o", copy.toString(), base + "/large.bin");
    assertArrayEquals(large, Files.readAllBytes(copy));
    // Keep-alive: three pages, one connection.
    String connects =
        curl(
            "-o",
            "/dev/null",
            "-o",
            "/dev/null",
            "-o",
            "/dev/null",
            "-w",
            "%{num_connects} ",
            base + "/",
            base + "/status",
            base + "/index.html");
    assertEquals("1 0 0 ", connects);
    assertEquals("404", curl("-o", "/dev/null", "-w", "%{http_code}", base + "/none"));
    assertEquals("405", curl("-o", "/dev/null", "-w", "%{http_code}", "-X", "DELETE", base + "/"));
    inParallel(base, large);
    pipelined(base.substring("http://".length()));
  }

  private void inParallel(String base, byte[] large) throws Exception {
    List<Process> downloads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      downloads.add(
          NetworkNamespace.start(
              "curl",
              "-sS",
              "--max-time",
              "30",
              "-o",
              folder.resolve("copy" + i).toString(),
              base + "/large.bin"));
    }
    for (int i = 0; i < downloads.size(); i++) {
      assertEquals(0, downloads.get(i).waitFor());
      assertArrayEquals(large, Files.readAllBytes(folder.resolve("copy" + i)));
    }
  }

  private static void pipelined(String host) throws Exception {
    try (Socket socket = new Socket(host, 80)) {
      socket.setSoTimeout(10_000);
      String request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
      String last = "HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
      socket
          .getOutputStream()
          .write((request.repeat(20) + last).getBytes(StandardCharsets.US_ASCII));
      String answers =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertEquals(21, answers.split("HTTP/1.1 200 OK", -1).length - 1);
      assertEquals(20, answers.split("<h1>front</h1>", -1).length - 1);
    }
  }

  @Test
  void inClearOnlyWhereThePolicySaysSo() throws Exception {
    Fitness.requireRootAndTun();
    byte[] large = makePages();
    NetworkNamespace.run(() -> {
      String alone =
          """
          [control]
          socket = "c.control"
          [log]
          trace = "c.trace"
          [outer]
          type = "tap"
          name = "outer2"
          addresses = ["192.0.2.2/24", "192.0.2.3/24"]
          [[peer]]
          name = "nobody"
          remote_address = "192.0.2.9"
          local_id = "2.test"
          remote_id = "9.test"
          psk = "a secret for the test of the web"
          initiate = false
          [[peer.child]]
          name = "lan"
          local_ts = "10.2.0.0/24"
          remote_ts = "10.9.0.0/24"
          [[policy]]
          action = "bypass"
          local_ts = ["192.0.2.2[tcp/80]"]
          remote_ts = ["192.0.2.0/24"]
          """;
      try (GatewayTest.Running gateway = start("c", alone + WEB)) {
        NetworkNamespace.execute("ip", "address", "add", "192.0.2.1/24", "dev", "outer2");
        NetworkNamespace.execute("ip", "link", "set", "outer2", "up");
        exercise("http://192.0.2.2", large);
        IllegalStateException refused =
            assertThrows(
                IllegalStateException.class,
                () -> NetworkNamespace.execute("curl", "-sS", "-m", "3", "http://192.0.2.3/"));
        assertTrue(refused.getMessage().contains("timed out"), refused.getMessage());
        assertTrue(
            gateway.ask("status").path("drops").path("POLICY_DISCARD").asLong() > 0,
            "the SYN was discarded without a word");
      }
    });
    tlcAcceptsTheTrace();
  }

  // What the kernel's TCP made ours do is a behaviour of the specification.
  private void tlcAcceptsTheTrace() throws Exception {
    TraceValidator validator = new TraceValidator(Path.of("../spec/src/main/tla"));
    TraceVerdict recovery = validator.validate(firings("TcpRecovery"));
    assertTrue(recovery.accepted(), recovery::reason);
    List<Firing> firings = firings("Tcp");
    assertTrue(firings.size() > 500, "firings: " + firings.size());
    TraceVerdict verdict = validator.validate(firings);
    assertTrue(verdict.accepted(), verdict::reason);
    int place = firings.size() / 2;
    Firing honest = firings.get(place);
    firings.set(
        place,
        new Firing(
            "Tcp", honest.id(), honest.state(), honest.event(), "SynReceived", honest.facts()));
    assertFalse(validator.validate(firings).accepted(), "a trace that was tampered with");
  }

  private List<Firing> firings(String machine) throws Exception {
    List<Firing> firings = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("c.trace"))) {
      JsonNode node = new ObjectMapper().readTree(line);
      if (node.path("machine").asText().equals(machine) && firings.size() < VALIDATED_FIRINGS) {
        firings.add(
            new Firing(
                machine,
                node.path("id").asLong(),
                node.path("state").asText(),
                node.path("event").asText(),
                node.path("next").asText(),
                node.path("facts").asText()));
      }
    }
    return firings;
  }
}
