// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.conformance.laboratory.interop.lab.Lab;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.LabProcess;
import org.sallyport.conformance.laboratory.interop.lab.Namespace;
import org.sallyport.conformance.laboratory.interop.lab.TextFile;
import org.sallyport.conformance.laboratory.interop.lab.Waiting;
import org.sallyport.sim.gateway.ControlClient;
import org.sallyport.spec.fired.FiredRows;

/**
 * Our own engine: {@code sallyport gateway} as a process of its own, on a TAP that a bridge joins
 * to the wire, with a TUN for the Linux host behind it, steered through its control socket.
 */
public final class GatewayPeer extends SallyportPeer {
  private static final Duration START = Duration.ofSeconds(20);
  private static final String BRIDGE = "bridge0";

  private Optional<LabProcess> gateway = Optional.empty();

  /**
   * A gateway that is not started yet.
   *
   * @param directoryName folder of the laboratory where its files go
   */
  public GatewayPeer(Lab lab, Namespace namespace, String directoryName, PeerSettings settings) {
    super(lab, namespace, directoryName, settings);
  }

  @Override
  public String name() {
    return "Sallyport";
  }

  @Override
  public void start() throws LabException {
    namespace.ip("link", "add", BRIDGE, "type", "bridge");
    for (String device : List.of(Lab.WIRE, BRIDGE)) {
      namespace.ip("link", "set", device, "up");
    }
    namespace.ip("link", "set", Lab.WIRE, "master", BRIDGE);
    Path file = directory.resolve("gateway.toml");
    TextFile.write(file, GatewayFile.text(settings, BRIDGE, socket(), "keys"));
    LabProcess started =
        lab.start(namespace, "gateway-" + directory.getFileName(), command(file), Map.of());
    gateway = Optional.of(started);
    if (!Waiting.until(START, () -> answers(started))) {
      throw new LabException("the gateway did not come up within " + START.toSeconds() + " s");
    }
  }

  private static List<String> command(Path file) {
    String java = ProcessHandle.current().info().command().orElse("java");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return List.of(
        java,
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED",
        "-ea:org.sallyport...",
        "-D" + FiredRows.FOLDER + "=" + System.getProperty(FiredRows.FOLDER, ""),
        "-cp",
        classPath,
        "org.sallyport.sim.command.Sallyport",
        "gateway",
        "--config",
        file.toString());
  }

  private boolean answers(LabProcess started) throws LabException {
    started.requireAlive();
    try {
      return Files.exists(socket()) && ControlClient.ask(socket(), "status").has("ike_sas");
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void stop() throws LabException {
    gateway.orElseThrow(() -> new LabException(name() + " is not started")).stop();
  }

  @Override
  public PeerState state() throws LabException {
    int established = 0;
    int other = 0;
    int children = 0;
    for (JsonNode ike : ask("status").path("ike_sas")) {
      if (ike.path("state").asText().equals("Established")) {
        established++;
      } else {
        other++;
      }
      children += ike.path("children").size();
    }
    return new PeerState(established, other, children);
  }

  private JsonNode ask(String request) throws LabException {
    LabProcess process = gateway.orElseThrow(() -> new LabException("the gateway is not started"));
    process.requireAlive();
    try {
      return ControlClient.ask(socket(), request);
    } catch (IOException unanswered) {
      process.requireAlive();
      throw new LabException("the gateway does not answer \"" + request + "\"", unanswered);
    }
  }

  @Override
  void command(String request) throws LabException {
    JsonNode answer = ask(request);
    if (answer.has("error")) {
      throw new LabException(
          "the gateway refuses \"" + request + "\": " + answer.path("error").asText());
    }
  }

  @Override
  public long reported(Notice notice) throws LabException {
    JsonNode events = ask("status").path("events");
    return notice.engineEvents().stream().mapToLong(event -> events.path(event).asLong()).sum();
  }

  @Override
  public Optional<InnerHost> host() {
    return settings.wrapping().isTunnel()
        ? Optional.of(new NamespaceHost(namespace))
        : Optional.empty(); // the engine's own stack answers, nobody behind it
  }

  @Override
  public void exportKeys(Path target) throws LabException {
    for (String table : List.of("ikev2_decryption_table", "esp_sa")) {
      TextFile.write(
          target.resolve(table), TextFile.read(directory.resolve("keys").resolve(table)));
    }
  }

  private Path socket() {
    return lab.socketDirectory().resolve(directory.getFileName() + ".control");
  }

  @Override
  public boolean isKeyLogComplete() {
    return true;
  }

  @Override
  public List<Path> logs() {
    return gateway.map(process -> List.of(process.log())).orElse(List.of());
  }
}
