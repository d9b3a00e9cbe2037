package org.sallyport.conformance.interop.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.conformance.interop.lab.Lab;
import org.sallyport.conformance.interop.lab.LabException;
import org.sallyport.conformance.interop.lab.LabProcess;
import org.sallyport.conformance.interop.lab.Namespace;
import org.sallyport.conformance.interop.lab.TextFile;
import org.sallyport.conformance.interop.lab.Waiting;

/**
 * Our own engine: {@code sallyport gateway} as a process of its own, on a TAP that a bridge joins
 * to the wire, with a TUN for the Linux host behind it, steered by lines on its standard input.
 */
public final class GatewayPeer implements Peer {
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final String BRIDGE = "bridge0";
  private static final String STATUS_START = "{\"ike_sas\"";
  private static final String FAILURE = "AUTHENTICATION_FAILED";

  private final Lab lab;
  private final Namespace namespace;
  private final Path directory;
  private final PeerSettings settings;
  private final ObjectMapper json = new ObjectMapper();
  private Optional<LabProcess> gateway = Optional.empty();

  /**
   * A gateway that is not started yet.
   *
   * @param directoryName folder of the laboratory where its files go
   */
  public GatewayPeer(Lab lab, Namespace namespace, String directoryName, PeerSettings settings) {
    this.lab = lab;
    this.namespace = namespace;
    this.directory = lab.directory().resolve(directoryName);
    this.settings = settings;
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
    TextFile.write(file, GatewayFile.text(settings, BRIDGE, "keys"));
    LabProcess started =
        lab.start(namespace, "gateway-" + directory.getFileName(), command(file), Map.of());
    gateway = Optional.of(started);
    if (!Waiting.until(START, () -> answers(started))) {
      throw new LabException("the gateway did not come up within " + START.toSeconds() + " s");
    }
    namespace.ip("route", "replace", settings.remoteNet().cidr(), "dev", GatewayFile.INNER);
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
        "-cp",
        classPath,
        "org.sallyport.sim.command.Sallyport",
        "gateway",
        "--config",
        file.toString());
  }

  private boolean answers(LabProcess started) throws LabException {
    started.requireAlive();
    return namespace.ip("-o", "link", "show").contains(GatewayFile.INNER) && !status().isEmpty();
  }

  @Override
  public void useSecret(String secret) throws LabException {
    throw new LabException("the gateway reads its secret only at start");
  }

  @Override
  public void initiate() throws LabException {
    running().send("initiate " + GatewayFile.PEER);
  }

  @Override
  public void closeIke() throws LabException {
    running().send("close " + GatewayFile.PEER);
  }

  @Override
  public void closeChild() throws LabException {
    running().send("close " + GatewayFile.PEER + " " + GatewayFile.CHILD);
  }

  @Override
  public PeerState state() throws LabException {
    int established = 0;
    int other = 0;
    int children = 0;
    for (JsonNode ike : status().orElseThrow(() -> new LabException("no status")).path("ike_sas")) {
      if (ike.path("state").asText().equals("Established")) {
        established++;
      } else {
        other++;
      }
      children += ike.path("children").size();
    }
    return new PeerState(established, other, children);
  }

  private Optional<JsonNode> status() throws LabException {
    LabProcess process = running();
    long before = TextFile.count(process.log(), STATUS_START);
    process.send("status");
    if (!Waiting.until(ANSWER, () -> TextFile.count(process.log(), STATUS_START) > before)) {
      process.requireAlive();
      return Optional.empty();
    }
    List<String> lines =
        TextFile.read(process.log())
            .lines()
            .filter(line -> line.startsWith(STATUS_START) && line.endsWith("}"))
            .toList();
    try {
      return lines.isEmpty() ? Optional.empty() : Optional.of(json.readTree(lines.getLast()));
    } catch (JsonProcessingException malformed) {
      throw new LabException("the gateway's status is not JSON: " + lines.getLast(), malformed);
    }
  }

  private LabProcess running() throws LabException {
    LabProcess process = gateway.orElseThrow(() -> new LabException("the gateway is not started"));
    process.requireAlive();
    return process;
  }

  @Override
  public long authenticationFailures() throws LabException {
    return TextFile.count(running().log(), FAILURE);
  }

  @Override
  public List<String> innerAddresses() {
    return List.of(settings.localNet().host(1));
  }

  @Override
  public void exportKeys(Path target) throws LabException {
    for (String table : List.of("ikev2_decryption_table", "esp_sa")) {
      TextFile.write(
          target.resolve(table), TextFile.read(directory.resolve("keys").resolve(table)));
    }
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
