package org.sallyport.conformance.interop.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.conformance.interop.lab.Command;
import org.sallyport.conformance.interop.lab.Lab;
import org.sallyport.conformance.interop.lab.LabException;
import org.sallyport.conformance.interop.lab.LabProcess;
import org.sallyport.conformance.interop.lab.Machine;
import org.sallyport.conformance.interop.lab.Namespace;
import org.sallyport.conformance.interop.lab.TextFile;
import org.sallyport.conformance.interop.lab.Waiting;

/**
 * strongSwan's charon with its user-space ESP (kernel-libipsec: UDP-encapsulated tunnels, RFC 3948)
 * in a namespace of its own, with a /run of its own, steered through swanctl.
 */
public final class StrongSwanPeer implements Peer {
  private static final Duration START = Duration.ofSeconds(10);
  private static final String INITIATE_SECONDS = "8";

  private final Lab lab;
  private final Namespace namespace;
  private final Path directory;
  private PeerSettings settings;
  private Optional<LabProcess> charon = Optional.empty();

  /**
   * A daemon that is not started yet.
   *
   * @param directoryName folder of the laboratory where its files go
   */
  public StrongSwanPeer(Lab lab, Namespace namespace, String directoryName, PeerSettings settings) {
    this.lab = lab;
    this.namespace = namespace;
    this.directory = lab.directory().resolve(directoryName);
    this.settings = settings;
  }

  @Override
  public String name() {
    return "strongSwan";
  }

  @Override
  public void start() throws LabException {
    attachToWire();
    TextFile.write(
        directory.resolve("strongswan.conf"),
        StrongSwanConfig.daemon(socket(), readableLog(), keyLog()));
    Path program =
        Machine.charon()
            .orElseThrow(() -> new LabException("strongSwan's charon is not installed"));
    String script = "mount -t tmpfs tmpfs /run && exec \"$0\"";
    LabProcess started =
        lab.start(
            namespace,
            "charon-" + directory.getFileName(),
            List.of("unshare", "-m", "sh", "-c", script, program.toString()),
            Map.of("STRONGSWAN_CONF", directory.resolve("strongswan.conf").toString()));
    charon = Optional.of(started);
    if (!Waiting.until(START, () -> answers(started))) {
      throw new LabException(
          "charon did not open its control socket within " + START.toSeconds() + " s");
    }
    load();
  }

  private boolean answers(LabProcess started) throws LabException {
    started.requireAlive();
    return Files.exists(socket()) && swanctl("--version").run().exitCode() == 0;
  }

  private void attachToWire() throws LabException {
    String address = settings.localAddress() + "/" + settings.outerPrefix();
    if (address.contains(":")) {
      namespace.ip("address", "add", address, "dev", Lab.WIRE, "nodad");
    } else {
      namespace.ip("address", "add", address, "dev", Lab.WIRE);
    }
    namespace.ip("link", "set", Lab.WIRE, "up");
    namespace.ip("address", "add", innerAddresses().getFirst() + "/24", "dev", "lo");
  }

  private void load() throws LabException {
    Path file = directory.resolve("swanctl.conf");
    TextFile.write(file, StrongSwanConfig.connection(settings));
    String output =
        swanctl("--load-all", "--clear", "--noprompt", "--file", file.toString()).runOrThrow();
    if (!output.contains("loaded connection '" + StrongSwanConfig.CONNECTION + "'")) {
      throw new LabException("strongSwan did not load the connection: " + output.strip());
    }
  }

  @Override
  public void useSecret(String secret) throws LabException {
    settings = settings.withSecret(secret);
    load();
  }

  @Override
  public void initiate() throws LabException {
    // Exit code and text only say whether it worked, which the caller asks through state().
    swanctl("--initiate", "--child", StrongSwanConfig.CHILD, "--timeout", INITIATE_SECONDS).run();
  }

  @Override
  public void closeIke() throws LabException {
    swanctl("--terminate", "--ike", StrongSwanConfig.CONNECTION, "--timeout", "5").run();
  }

  @Override
  public void closeChild() throws LabException {
    swanctl("--terminate", "--child", StrongSwanConfig.CHILD, "--timeout", "5").run();
  }

  @Override
  public void stop() throws LabException {
    charon.orElseThrow(() -> new LabException(name() + " is not started")).stop();
  }

  @Override
  public PeerState state() throws LabException {
    if (charon.isPresent()) {
      charon.get().requireAlive();
    }
    int established = 0;
    int other = 0;
    int children = 0;
    for (Map<String, Object> ike : securityAssociations()) {
      if (SwanctlOutput.value(ike, "state").equals("ESTABLISHED")) {
        established++;
      } else {
        other++;
      }
      for (Map<String, Object> child :
          SwanctlOutput.sections(SwanctlOutput.section(ike, "child-sas"))) {
        if (SwanctlOutput.value(child, "state").equals("INSTALLED")) {
          children++;
        }
      }
    }
    return new PeerState(established, other, children);
  }

  private List<Map<String, Object>> securityAssociations() throws LabException {
    return SwanctlOutput.securityAssociations(swanctl("--list-sas", "--raw").runOrThrow());
  }

  @Override
  public long reported(Notice notice) {
    String name =
        switch (notice) {
          case AUTHENTICATION_FAILED -> "N(AUTH_FAILED)";
          case COOKIE -> "N(COOKIE)";
          case INVALID_KE_PAYLOAD -> "N(INVAL_KE)";
        };
    return TextFile.count(readableLog(), name);
  }

  @Override
  public List<String> innerAddresses() {
    return List.of(settings.localNet().host(1));
  }

  @Override
  public void exportKeys(Path target) throws LabException {
    for (Map<String, Object> ike : securityAssociations()) {
      CharonKeyLog.read(keyLog())
          .write(
              target,
              SwanctlOutput.value(ike, "initiator-spi"),
              SwanctlOutput.value(ike, "responder-spi"));
    }
  }

  @Override
  public boolean isKeyLogComplete() {
    return false;
  }

  @Override
  public List<Path> logs() {
    return List.of(readableLog());
  }

  private Command swanctl(String... arguments) {
    return Command.of("swanctl")
        .and(arguments)
        .and("--uri", "unix://" + socket())
        .with("STRONGSWAN_CONF", directory.resolve("strongswan.conf"));
  }

  private Path socket() {
    return lab.socketDirectory().resolve(directory.getFileName() + ".vici");
  }

  private Path readableLog() {
    return directory.resolve("charon.log");
  }

  private Path keyLog() {
    return directory.resolve("charon-keys.log");
  }
}
