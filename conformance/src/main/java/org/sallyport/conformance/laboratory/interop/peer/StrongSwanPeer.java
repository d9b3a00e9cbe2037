// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.Lab;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.LabProcess;
import org.sallyport.conformance.laboratory.interop.lab.Machine;
import org.sallyport.conformance.laboratory.interop.lab.Namespace;
import org.sallyport.conformance.laboratory.interop.lab.TextFile;
import org.sallyport.conformance.laboratory.interop.lab.Waiting;

/**
 * strongSwan's charon with its user-space ESP (kernel-libipsec: UDP-encapsulated tunnels, RFC 3948)
 * in a namespace of its own, with a /run of its own, steered through swanctl.
 */
public final class StrongSwanPeer extends CharonPeer {
  private static final Duration START = Duration.ofSeconds(10);

  private static final String PLUGINS =
      "random nonce openssl aes sha1 sha2 hmac kdf gmp curve25519 gcm chapoly pem pkcs1 x509 pubkey"
          + " kernel-libipsec kernel-netlink socket-default vici updown";

  private Optional<LabProcess> charon = Optional.empty();

  /**
   * A daemon that is not started yet.
   *
   * @param directoryName folder of the laboratory where its files go
   */
  public StrongSwanPeer(Lab lab, Namespace namespace, String directoryName, PeerSettings settings) {
    super(lab, namespace, directoryName, settings);
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
        StrongSwanConfig.daemon(PLUGINS, socket(), readableLog(), keyLog()));
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
    return Files.exists(socket()) && swanctl.isAnswering();
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

  @Override
  void load() throws LabException {
    Path file = directory.resolve("swanctl.conf");
    TextFile.write(file, StrongSwanConfig.connection(settings));
    swanctl.load(file.toString());
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
    return super.state();
  }

  @Override
  public long reported(Notice notice) {
    return TextFile.count(readableLog(), StrongSwanConfig.logName(notice));
  }

  @Override
  public Optional<InnerHost> host() {
    return Optional.of(new NamespaceHost(namespace));
  }

  @Override
  public void exportKeys(Path target) throws LabException {
    exportKeys(keyLog(), target);
  }

  @Override
  public List<Path> logs() {
    return List.of(readableLog());
  }

  @Override
  Command.Outcome swanctl(List<String> arguments) throws LabException {
    return Command.of("swanctl")
        .and(arguments.toArray(String[]::new))
        .and("--uri", "unix://" + socket())
        .with("STRONGSWAN_CONF", directory.resolve("strongswan.conf"))
        .run();
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
