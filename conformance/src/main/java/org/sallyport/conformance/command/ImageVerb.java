// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.bare.build.ImageBuilder;
import org.sallyport.bare.run.KernelOptions;
import org.sallyport.bare.run.ToolException;
import org.sallyport.sim.command.EnvironmentException;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.command.OutputFile;
import org.sallyport.sim.command.SallyportVerb;
import org.sallyport.sim.command.UsageException;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.SiteConfig;
import org.sallyport.sim.config.SiteImageWriter;
import org.sallyport.spec.file.SystemReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport image}: what a PC without an operating system boots, on a USB stick or disc. */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    description = {
      "Writes one image that a PC boots from a USB stick or a CD, under a BIOS and under UEFI.",
      "It is the loader GRUB, the engine and the configuration, and holds the secrets in the clear."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written",
      "2:wrong command line or configuration",
      "3:the machine lacks a program, or a file cannot be read or written"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport image --config site.toml -o sallyport.iso",
      "  lsblk                                                 finds the stick, here /dev/sdX",
      "  dd if=sallyport.iso of=/dev/sdX bs=4M conv=fsync          as root; overwrites the whole stick"
    })
public final class ImageVerb implements SallyportVerb {
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description = "The configuration; see platform-bare/src/main/site/example.toml.")
  private Path config = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The image that is written.")
  private Path output = Path.of("");

  @Option(
      names = "--kernel",
      paramLabel = "FILE",
      description = "Another kernel than the one that this project builds.")
  private Optional<Path> ownKernel = Optional.empty();

  /** Made by the service loader. */
  public ImageVerb() {}

  @Override
  public Integer call() {
    Path kernel = kernel();
    OutputFile.require(output);
    PrintWriter out = spec.commandLine().getOut();
    try {
      Path site = Files.createTempFile("site", ".bin");
      try {
        SiteConfig written = SiteImageWriter.ofThisProject().write(config, site);
        written.warnings().forEach(warning -> out.println("warning: " + warning));
        ImageBuilder.write(kernel, site, KernelOptions.commandLine(written.image().bare()), output);
      } finally {
        Files.deleteIfExists(site);
      }
      out.printf(
          Locale.ROOT,
          "%s: %.1f MiB, boots under BIOS and UEFI; kernel %d KiB%n",
          output,
          Files.size(output) / 1048576.0,
          Files.size(kernel) >> 10);
    } catch (ConfigException refused) {
      throw UsageException.of(refused);
    } catch (ToolException refused) {
      throw new EnvironmentException(refused.problem(), refused.remedy());
    } catch (IOException unwritable) {
      throw OutputFile.refusal(output, unwritable);
    }
    return ExitCode.OK;
  }

  private Path kernel() {
    Path kernel =
        ownKernel.orElseGet(() ->
            Path.of(System.getProperty("sallyport.home", "."))
                .resolve(Path.of("platform-bare", "target", "sallyport.elf")));
    if (!Files.isReadable(kernel)) {
      throw new EnvironmentException(
          "the kernel is not at " + kernel,
          ownKernel.isPresent()
              ? "check the path behind --kernel"
              : "sallyport setup installs what builds it, then the next sallyport command does");
    }
    byte[] start = new byte[ELF.length];
    try (InputStream in = Files.newInputStream(kernel)) {
      if (in.readNBytes(start, 0, ELF.length) < ELF.length || !Arrays.equals(start, ELF)) {
        throw new UsageException(
            kernel + ": is no kernel, which is an ELF file\n  remedy: name a sallyport.elf");
      }
    } catch (IOException unreadable) {
      throw new EnvironmentException(
          kernel + ": cannot be read (" + SystemReason.of(unreadable) + ")",
          "name a file that you may read");
    }
    return kernel;
  }
}
