// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.nio.file.Path;
import java.util.List;
import org.sallyport.conformance.laboratory.interop.lab.Lab;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Namespace;

/** Our own engine, which takes the same commands on every platform. */
abstract class SallyportPeer implements Peer {
  final Lab lab;
  final Namespace namespace;
  final Path directory;
  final PeerSettings settings;

  /**
   * An engine that is not started yet.
   *
   * @param directoryName folder of the laboratory where its files go
   */
  SallyportPeer(Lab lab, Namespace namespace, String directoryName, PeerSettings settings) {
    this.lab = lab;
    this.namespace = namespace;
    this.directory = lab.directory().resolve(directoryName);
    this.settings = settings;
  }

  /** Gives a command; a refusal is a failure. */
  abstract void command(String command) throws LabException;

  @Override
  public final void useSecret(String secret) throws LabException {
    throw new LabException("the engine reads its secret only at start");
  }

  @Override
  public final void initiate() throws LabException {
    command("initiate " + PeerSection.PEER);
  }

  @Override
  public final void closeIke() throws LabException {
    command("close " + PeerSection.PEER);
  }

  @Override
  public final void closeChild() throws LabException {
    command("close " + PeerSection.PEER + " " + PeerSection.CHILD);
  }

  @Override
  public final List<String> innerAddresses() {
    return List.of(settings.localHost());
  }
}
