// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import static org.sallyport.conformance.field.SimulatedPair.SECOND_NS;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sallyport.conformance.laboratory.bare.StayRun;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.Nic;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;
import org.sallyport.sim.simulation.EngineHost;
import org.sallyport.sim.simulation.network.DhcpServer;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.sim.simulation.network.SimulatedNetwork;

/** The machine without an operating system, and the network that gives it an address. */
final class MachineTrials {
  private static final int LIMIT_SECONDS = 60;
  private static final long SEED = 7;
  private static final byte[] CLIENT = {2, 0, 0, 0, 0, 1};
  private static final byte[] SERVER = {2, 0, 0, 0, 0, 2};
  private static final IpAddress SERVER_ADDRESS = IpAddress.parse("192.0.2.1");
  private static final IpAddress GIVEN = IpAddress.parse("192.0.2.77");

  private MachineTrials() {}

  static List<Trial> all() {
    return List.of(
        new Trial(46, Need.QEMU, seen -> onTheMachine(pages -> connectionOfHttp10(seen, pages))),
        Trial.of(47, MachineTrials::oddOffers),
        new Trial(49, Need.QEMU, seen -> onTheMachine(pages -> statusPage(seen, pages))));
  }

  // ---- its pages

  /** Looks at the machine's pages from this host. */
  @FunctionalInterface
  private interface Visit {
    void of(URI pages) throws Exception;
  }

  private static void onTheMachine(Visit visit) throws Exception {
    AtomicBoolean isEnding = new AtomicBoolean();
    CompletableFuture<URI> ready = new CompletableFuture<>();
    try (TemporaryFolder folder = TemporaryFolder.empty()) {
      CompletableFuture<Void> over =
          CompletableFuture.runAsync(
              () -> stay(folder, ready, isEnding), Thread::startVirtualThread);
      try {
        visit.of(ready.get(LIMIT_SECONDS, TimeUnit.SECONDS));
      } finally {
        isEnding.set(true);
        over.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  private static void stay(
      TemporaryFolder folder, CompletableFuture<URI> ready, AtomicBoolean isEnding) {
    try {
      StayRun.run(Nic.E1000, folder.path(), 0, ready::complete, isEnding::get);
    } catch (LabException failed) {
      ready.completeExceptionally(failed);
    }
  }

  private static void statusPage(Observations seen, URI pages) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          browser.send(
              HttpRequest.newBuilder(pages.resolve("status")).build(),
              HttpResponse.BodyHandlers.ofString());
      seen.same("the status code", 200, answer.statusCode());
      seen.contains(answer.body(), "Established");
    }
    seen.same("the host of the address", "127.0.0.1", pages.getHost());
  }

  private static void connectionOfHttp10(Observations seen, URI pages) throws IOException {
    try (Socket socket = new Socket(pages.getHost(), pages.getPort())) {
      socket.setSoTimeout(LIMIT_SECONDS * 1000);
      for (int i = 0; i < 2; i++) {
        send(socket, "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        seen.contains(head(socket), "\r\nConnection: keep-alive\r\n");
      }
      send(socket, "HEAD / HTTP/1.0\r\n\r\n");
      seen.contains(head(socket), "\r\nConnection: close\r\n");
      seen.same("what comes behind it", -1, socket.getInputStream().read());
    }
  }

  private static void send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    int octet = 0;
    while (octet >= 0 && head.indexOf("\r\n\r\n") < 0) {
      octet = socket.getInputStream().read();
      head.append((char) octet);
    }
    return head.toString();
  }

  // ---- its address

  private static void oddOffers(Observations seen) {
    offered(seen, new DhcpServer.Offer(GIVEN, 0, SERVER_ADDRESS, 1000, 0, 0), true, 24);
    IpAddress router = IpAddress.parse("10.128.0.1");
    String told = offered(seen, new DhcpServer.Offer(GIVEN, -1, router, 1000, 0, 0), false, 32);
    seen.contains(told, "router 10.128.0.1 (outside that network");
  }

  /** Gives what the operator was told. */
  private static String offered(
      Observations seen, DhcpServer.Offer offer, boolean withoutMask, int prefixLength) {
    SimulatedNetwork network = new SimulatedNetwork(SEED, FaultOptions.NONE);
    DhcpServer server = new DhcpServer("server", SERVER, SERVER_ADDRESS, offer, network);
    server.setWithoutMask(withoutMask);
    EngineHost host =
        new EngineHost(
            "machine",
            new EngineConfig(
                new NetworkConfig(
                    NetworkConfig.LinkKind.ETHERNET,
                    OctetString.of(CLIENT),
                    List.of(),
                    List.of(),
                    NetworkConfig.ETHERNET_MTU,
                    true),
                List.of(),
                List.of(),
                List.of(),
                LimitsConfig.DEFAULT,
                TimersConfig.DEFAULT),
            CryptoLibraries.best(),
            new SeededEntropy(new SeededRandom(SEED)),
            KeyLog.OFF,
            firing -> {},
            network);
    network.run(3 * SECOND_NS);
    seen.same(
        "the address",
        List.of(new InterfaceAddress(GIVEN, prefixLength)),
        host.engine().outerAddresses());
    return host.log().toString();
  }
}
