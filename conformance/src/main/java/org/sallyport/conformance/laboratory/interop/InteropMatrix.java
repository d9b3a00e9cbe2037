// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.Nic;
import org.sallyport.conformance.laboratory.interop.peer.BarePeer;
import org.sallyport.conformance.laboratory.interop.peer.GatewayPeer;
import org.sallyport.conformance.laboratory.interop.peer.LinuxGuestPeer;
import org.sallyport.conformance.laboratory.interop.peer.StrongSwanPeer;

/** Runs cells of the matrix one after the other. */
public final class InteropMatrix {
  private final Function<Cell, CellRun.PeerFactory> ours;
  private final Function<Cell, CellRun.PeerFactory> theirs;

  private InteropMatrix(
      Function<Cell, CellRun.PeerFactory> ours, Function<Cell, CellRun.PeerFactory> theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  /** Our engine against strongSwan, whose ESP is its own or, where that is not enough, Linux'. */
  public static InteropMatrix engineAgainstStrongSwan() {
    return new InteropMatrix(InteropMatrix::own, InteropMatrix::foreign);
  }

  /** strongSwan on both sides: shows that laboratory, checks and verifiers work on this machine. */
  public static InteropMatrix selfCheck() {
    return new InteropMatrix(cell -> StrongSwanPeer::new, cell -> StrongSwanPeer::new);
  }

  private static CellRun.PeerFactory own(Cell cell) {
    return switch (cell.platform()) {
      case HOSTED -> GatewayPeer::new;
      case BARE_E1000 -> bare(Nic.E1000);
      case BARE_E1000E -> bare(Nic.E1000E);
      case BARE_VIRTIO -> bare(Nic.VIRTIO_NET);
    };
  }

  private static CellRun.PeerFactory bare(Nic nic) {
    return (lab, namespace, directoryName, settings) ->
        new BarePeer(nic, lab, namespace, directoryName, settings);
  }

  private static CellRun.PeerFactory foreign(Cell cell) {
    return cell.wrapping().isUdp() ? StrongSwanPeer::new : LinuxGuestPeer::new;
  }

  /**
   * Runs a cell.
   *
   * @param directory where its files go
   * @throws LabException when there could be no laboratory, or it could not be removed
   */
  public CellResult run(Cell cell, Path directory) throws LabException {
    return CellRun.run(cell, directory.resolve(cell.name()), ours.apply(cell), theirs.apply(cell));
  }

  /**
   * Runs cells, each whatever became of those before.
   *
   * @param directory where their files go, a folder for each
   * @param progress told every result at once
   */
  public List<CellResult> run(List<Cell> cells, Path directory, Consumer<CellResult> progress)
      throws LabException {
    List<CellResult> results = new ArrayList<>();
    for (Cell cell : cells) {
      CellResult result = run(cell, directory);
      results.add(result);
      progress.accept(result);
    }
    return results;
  }
}
