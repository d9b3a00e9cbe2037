// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.conformance.laboratory.interop.machine.BareMachine;
import org.sallyport.conformance.laboratory.interop.machine.Nic;

/** The bare kernel with the site of {@link BareSite}, which opens the IKE SA at its start. */
final class BareCandidate implements Candidate {
  private final Path module;
  private final Nic nic;

  /**
   * A candidate.
   *
   * @param directory where the site goes
   */
  BareCandidate(Path directory, Nic nic) throws LabException {
    this.module = BareSite.write(directory, true).module();
    this.nic = nic;
  }

  @Override
  public String title() {
    return "Sallyport";
  }

  @Override
  public long imageBytes() throws LabException {
    return BareKernel.fileBytes() + module.toFile().length();
  }

  @Override
  public String imageText() throws LabException {
    return String.format(
        Locale.ROOT,
        "kernel %.2f MiB, site with pages %.2f MiB",
        BareKernel.fileBytes() / 1048576.0,
        module.toFile().length() / 1048576.0);
  }

  @Override
  public Running start(Path directory, int memoryMib, String netdev) throws LabException {
    BareMachine machine = BareMachine.start(module, nic, memoryMib, netdev, List.of());
    return new RunningKernel(machine, directory.resolve("console.log"));
  }

  private record RunningKernel(BareMachine machine, Path console) implements Running {
    @Override
    public boolean isAlive() {
      return machine.isAlive();
    }

    /** All that it was loaded into: it takes no more later. */
    @Override
    public long usedBytes() throws LabException {
      return BareKernel.memoryBytes();
    }

    @Override
    public void close() throws LabException {
      machine.writeConsole(console);
      machine.close();
    }
  }
}
