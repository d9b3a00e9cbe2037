// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.Nic;

/**
 * Size, time and memory of a candidate, all in the same QEMU.
 *
 * @param title what it is
 * @param imageBytes all that is loaded at boot
 * @param imageText the same in words
 * @param firstPing the quickest of some boots, with {@value #MEMORY_MIB} MiB
 * @param leastMemoryMib the least memory with which it came as far as the ping, to {@value
 *     #STEP_MIB} MiB
 */
public record BootStatistics(
    String title, long imageBytes, String imageText, FirstPing firstPing, int leastMemoryMib) {
  /** The memory of the timed boots. */
  static final int MEMORY_MIB = 256;

  private static final int STEP_MIB = 4;
  private static final int BOOTS = 3;
  private static final long LIMIT_MS = 30_000;
  private static final double SECOND_NS = 1e9;

  /**
   * Measures the bare kernel and Linux with strongSwan, where that is there.
   *
   * @param directory for their files; its path is short enough for sockets
   * @param isLinuxToo whether to measure Linux
   * @param progress told what is going on
   */
  public static List<BootStatistics> measure(
      Nic nic, Path directory, boolean isLinuxToo, Consumer<String> progress) throws LabException {
    List<BootStatistics> all = new ArrayList<>();
    all.add(of(new BareCandidate(directory, nic), directory, progress));
    if (isLinuxToo) {
      all.add(of(new LinuxCandidate(), directory, progress));
    }
    return all;
  }

  private static BootStatistics of(Candidate candidate, Path directory, Consumer<String> progress)
      throws LabException {
    FirstPing best = null;
    for (int i = 0; i < BOOTS; i++) {
      FirstPing one = boot(candidate, directory, MEMORY_MIB);
      progress.accept(
          "%s: first ping after %.2f s"
              .formatted(candidate.title(), one.firstPingNs() / SECOND_NS));
      if (best == null || one.firstPingNs() < best.firstPingNs()) {
        best = one;
      }
    }
    int least = leastMemoryMib(candidate, directory, progress);
    return new BootStatistics(
        candidate.title(), candidate.imageBytes(), candidate.imageText(), best, least);
  }

  /** Halves the span between what is too little and what is enough. */
  private static int leastMemoryMib(
      Candidate candidate, Path directory, Consumer<String> progress) {
    int tooLittle = 0;
    int enough = MEMORY_MIB;
    while (enough - tooLittle > STEP_MIB) {
      int middle = (tooLittle + enough) / 2 / STEP_MIB * STEP_MIB;
      boolean isEnough = true;
      try {
        FirstPing ignored = boot(candidate, directory, middle);
        assert ignored.firstPingNs() > 0;
        enough = middle;
      } catch (LabException notSoFar) {
        isEnough = false;
        tooLittle = middle;
      }
      progress.accept(
          "%s: %d MiB are %s"
              .formatted(candidate.title(), middle, isEnough ? "enough" : "too little"));
    }
    return enough;
  }

  private static FirstPing boot(Candidate candidate, Path directory, int memoryMib)
      throws LabException {
    try {
      Path fresh = Files.createTempDirectory(directory, "m");
      return FirstPing.measure(candidate, fresh, memoryMib, LIMIT_MS, memoryMib == MEMORY_MIB);
    } catch (IOException refused) {
      throw new LabException("cannot make a folder in " + directory, refused);
    }
  }
}
