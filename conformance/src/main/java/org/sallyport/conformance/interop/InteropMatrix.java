package org.sallyport.conformance.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sallyport.conformance.interop.lab.LabException;
import org.sallyport.conformance.interop.peer.GatewayPeer;
import org.sallyport.conformance.interop.peer.StrongSwanPeer;

/** Runs cells of the matrix one after the other. */
public final class InteropMatrix {
  private final CellRun.PeerFactory ours;
  private final CellRun.PeerFactory theirs;

  private InteropMatrix(CellRun.PeerFactory ours, CellRun.PeerFactory theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  /** Our engine against strongSwan. */
  public static InteropMatrix engineAgainstStrongSwan() {
    return new InteropMatrix(GatewayPeer::new, StrongSwanPeer::new);
  }

  /** strongSwan on both sides: shows that laboratory, checks and judges work on this machine. */
  public static InteropMatrix selfCheck() {
    return new InteropMatrix(StrongSwanPeer::new, StrongSwanPeer::new);
  }

  /**
   * Runs a cell.
   *
   * @param directory where its files go
   * @throws LabException when there could be no laboratory, or it could not be removed
   */
  public CellResult run(Cell cell, Path directory) throws LabException {
    return CellRun.run(cell, directory.resolve(cell.name()), ours, theirs);
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
