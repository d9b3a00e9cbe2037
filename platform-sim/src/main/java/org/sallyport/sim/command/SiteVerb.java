// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.sallyport.engine.bootimage.SiteImage;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.SiteConfig;
import org.sallyport.sim.config.SiteImageWriter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport site}: compiles a configuration for a machine without an operating system. */
@Command(
    name = "site",
    mixinStandardHelpOptions = true,
    description = {
      "Compiles a configuration file into the module \"site\" that the bare kernel reads at start.",
      "The file is TOML; its mistakes are all reported at once, with line, key and remedy.",
      "platform-bare/src/main/site/example.toml is a commented example with a web site."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:valid, and written unless --check was given",
      "2:wrong command line or configuration",
      "3:a file cannot be read or written"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport site --config site.toml --check      validates the file",
      "  sallyport site --config site.toml -o site      writes the module, secrets in the clear"
    })
public final class SiteVerb implements SallyportVerb {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description = "The configuration.")
  private Path file = Path.of("");

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Purpose purpose = new Purpose();

  /** Made by the service loader. */
  public SiteVerb() {}

  /** What is to come of it. */
  static final class Purpose {
    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        description = "The module that is written.")
    private Path output = Path.of("");

    @Option(names = "--check", description = "Validates the configuration and writes nothing.")
    private boolean isCheckOnly;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    SiteConfig site;
    if (!purpose.isCheckOnly) {
      OutputFile.require(purpose.output);
    }
    try {
      SiteImageWriter writer = SiteImageWriter.ofThisProject();
      site = purpose.isCheckOnly ? writer.read(file) : writer.write(file, purpose.output);
    } catch (ConfigException refused) {
      throw UsageException.of(refused);
    } catch (IOException unwritable) {
      throw OutputFile.refusal(purpose.output, unwritable);
    }
    site.warnings().forEach(warning -> out.println("warning: " + warning));
    SiteImage image = site.image();
    int peers = image.engine().peers().size();
    int pages = image.web().pages().size();
    out.println(
        file
            + ": valid; "
            + peers
            + (peers == 1 ? " peer, " : " peers, ")
            + pages
            + (pages == 1 ? " page" : " pages")
            + (purpose.isCheckOnly ? "" : "; written to " + purpose.output));
    return ExitCode.OK;
  }
}
