// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.conformance.laboratory.interop.guest.LinuxGuest;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Machine;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.sim.command.EnvironmentException;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.command.OutputFile;
import org.sallyport.sim.command.SallyportVerb;
import org.sallyport.sim.command.UsageException;
import org.sallyport.spec.file.SystemReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport interop}: our engine against a real strongSwan, in network namespaces. */
@Command(
    name = "interop",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the engine against strongSwan on this machine (Linux, as root).",
      "Each cell is one suite with one initiator (some over IPv6, or with a detour in the"
          + " handshake), in network namespaces of its own: a wrong secret is refused, the right"
          + " one establishes, ping and 1 MiB of TCP pass both ways, each side deletes, and tshark"
          + " verifies the wire with the engine's key log.",
      "Where strongSwan's own ESP is not enough (protocol 50, transport mode, ESN), it runs in a"
          + " Linux guest in QEMU, whose kernel does ESP. The last cells are of the engine without"
          + " an operating system, in QEMU too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every cell passed",
      "1:a cell failed",
      "2:wrong command line",
      "3:the machine lacks something; the message says what to do"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport interop",
      "  sallyport interop --cell gcm --keep",
      "  sallyport interop --json > interop.json",
      "  sallyport interop --self-check    strongSwan on both sides: is this machine fit?"
    })
public final class InteropVerb implements SallyportVerb {
  @Spec private CommandSpec spec;

  @Option(
      names = "--cell",
      paramLabel = "TEXT",
      description = "Only cells whose name contains TEXT; see --list.")
  private Optional<String> part = Optional.empty();

  @Option(names = "--quick", description = "Only one suite over IPv4, in both directions.")
  private boolean quick;

  @Option(
      names = "--bare",
      description = "Only the cells of the engine without an operating system, in QEMU.")
  private boolean bareOnly;

  @Option(names = "--list", description = "Lists the cells and ends.")
  private boolean listOnly;

  @Option(names = "--json", description = "Prints JSON instead of the table.")
  private boolean json;

  @Option(names = "--junit", paramLabel = "FILE", description = "Also writes JUnit XML.")
  private Optional<Path> junitFile = Optional.empty();

  @Option(
      names = "--keep",
      description = "Keeps logs, keys and captures of cells that passed, too.")
  private boolean keep;

  @Option(
      names = "--self-check",
      description = "Puts strongSwan on both sides, to check laboratory and verifiers.")
  private boolean selfCheck;

  /** Made by the service loader. */
  public InteropVerb() {}

  @Override
  public Integer call() throws LabException {
    if (bareOnly && quick) {
      throw new UsageException(
          "--quick is of the cells that --bare leaves out"
              + "\n  remedy: leave one of them out; --bare --cell TEXT runs some of the bare cells");
    }
    List<Cell> all = bareOnly ? Cell.bareMatrix() : quick ? Cell.quick() : Cell.all();
    List<Cell> cells = all.stream().filter(this::isChosen).toList();
    if (cells.isEmpty()) {
      throw new UsageException("no cell's name contains \"" + part.orElse("") + "\"; see --list");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (listOnly) {
      cells.forEach(out::println);
      return ExitCode.OK;
    }
    junitFile.ifPresent(OutputFile::require);
    requireFitMachine(cells);
    Path directory = directory();
    InteropMatrix matrix =
        selfCheck ? InteropMatrix.selfCheck() : InteropMatrix.engineAgainstStrongSwan();
    List<CellResult> results = run(matrix, cells, directory);
    out.print(json ? InteropReport.json(results) + "\n" : InteropReport.table(results));
    out.flush();
    if (junitFile.isPresent()) {
      OutputFile.write(junitFile.get(), InteropReport.junitXml(results));
    }
    return cleanUp(directory, results);
  }

  private boolean isChosen(Cell cell) {
    // Only our engine can be told to demand cookies of everybody.
    boolean possible =
        !selfCheck
            || (cell.detour() != Cell.Detour.COOKIE
                && cell.wrapping().isUdp()
                && !cell.platform().isBare());
    return possible && (part.isEmpty() || cell.name().contains(part.get()));
  }

  private static void requireFitMachine(List<Cell> cells) {
    List<String> missing = new ArrayList<>(Machine.missing());
    if (cells.stream().anyMatch(cell -> !cell.wrapping().isUdp())) {
      missing.addAll(LinuxGuest.missing());
    }
    if (cells.stream().anyMatch(cell -> cell.platform().isBare())) {
      missing.addAll(BareKernel.missing());
      missing.addAll(Machine.missingPrograms("curl", "chromium"));
    }
    if (!missing.isEmpty()) {
      throw new EnvironmentException(
          "this machine cannot run the live tests:\n  " + String.join("\n  ", missing),
          "mend what is listed; sallyport interop --self-check then shows whether the machine is"
              + " fit");
    }
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("sallyport-interop-");
    } catch (IOException refused) {
      throw new EnvironmentException(
          "cannot make a temporary directory: " + SystemReason.withFile(refused), "check TMPDIR");
    }
  }

  private List<CellResult> run(InteropMatrix matrix, List<Cell> cells, Path directory) {
    try {
      return matrix.run(cells, directory, this::progress);
    } catch (LabException refused) {
      throw new EnvironmentException(
          "there could be no laboratory: " + refused.getMessage(),
          "see sallyport interop --self-check; files are in " + directory);
    }
  }

  private void progress(CellResult result) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        String.format(
            Locale.ROOT,
            "%s %s (%.1f s)",
            result.isPass() ? "ok  " : "FAIL",
            result.cell(),
            result.seconds()));
    err.flush();
  }

  /** Removes what passed, unless it is to be kept, and says where the rest is. */
  private int cleanUp(Path directory, List<CellResult> results) throws LabException {
    boolean pass = results.stream().allMatch(CellResult::isPass);
    try {
      for (CellResult result : results) {
        if (!keep && result.isPass()) {
          delete(result.directory());
        }
      }
      if (!keep && pass) {
        delete(directory);
      } else {
        spec.commandLine().getErr().println("files are in " + directory);
      }
    } catch (IOException refused) {
      throw new LabException("cannot remove " + directory, refused);
    }
    return pass ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
