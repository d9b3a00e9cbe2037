// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.Lab;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Namespace;

/** strongSwan's charon, steered through swanctl, wherever it runs. */
abstract class CharonPeer implements Peer {
  final Lab lab;
  final Namespace namespace;
  final Path directory;
  final Swanctl swanctl = new Swanctl(this::swanctl);
  PeerSettings settings;

  /**
   * A daemon that is not started yet.
   *
   * @param directoryName folder of the laboratory where its files go
   */
  CharonPeer(Lab lab, Namespace namespace, String directoryName, PeerSettings settings) {
    this.lab = lab;
    this.namespace = namespace;
    this.directory = lab.directory().resolve(directoryName);
    this.settings = settings;
  }

  /** Runs swanctl where the daemon's control socket is. */
  abstract Command.Outcome swanctl(List<String> arguments) throws LabException;

  /** Gives the daemon the connection of the settings as they are now. */
  abstract void load() throws LabException;

  @Override
  public final void useSecret(String secret) throws LabException {
    settings = settings.withSecret(secret);
    load();
  }

  @Override
  public final void initiate() throws LabException {
    swanctl.initiate();
  }

  @Override
  public final void closeIke() throws LabException {
    swanctl.closeIke();
  }

  @Override
  public final void closeChild() throws LabException {
    swanctl.closeChild();
  }

  @Override
  public PeerState state() throws LabException {
    return swanctl.state();
  }

  @Override
  public final List<String> innerAddresses() {
    return List.of(settings.localHost());
  }

  @Override
  public final boolean isKeyLogComplete() {
    return false;
  }

  /** Writes Wireshark's tables of the present IKE SAs, from the daemon's own key log. */
  final void exportKeys(Path keyLog, Path target) throws LabException {
    for (Map<String, Object> ike : swanctl.securityAssociations()) {
      CharonKeyLog.read(keyLog)
          .write(
              target,
              SwanctlOutput.value(ike, "initiator-spi"),
              SwanctlOutput.value(ike, "responder-spi"));
    }
  }
}
