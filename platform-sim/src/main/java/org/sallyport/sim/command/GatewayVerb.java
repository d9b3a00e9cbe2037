// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.GatewayConfig;
import org.sallyport.sim.config.GatewayConfigFile;
import org.sallyport.sim.gateway.GatewayRunner;
import org.sallyport.sim.link.LinkException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport gateway}: the engine as an IKEv2 and ESP endpoint on Linux. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the engine as an IKEv2 and ESP gateway on Linux, through TAP or TUN, until SIGINT or SIGTERM.",
      "The configuration is TOML; its mistakes are all reported at once, with line, key and remedy."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:valid, or stopped by a signal",
      "2:wrong command line or configuration",
      "3:no device, not root, an address in use, or a file cannot be written"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport gateway --example > gateway.toml          a commented configuration to start from",
      "  sallyport gateway --config gateway.toml --check     validates it; needs no privilege",
      "  sudo sallyport gateway --config gateway.toml        runs it"
    })
public final class GatewayVerb implements SallyportVerb {
  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Source source = new Source();

  @Option(names = "--check", description = "Validates the configuration and does nothing else.")
  private boolean isCheckOnly;

  /** Made by the service loader. */
  public GatewayVerb() {}

  /** Where the configuration comes from, or that an example is wanted. */
  static final class Source {
    @Option(
        names = {"-c", "--config"},
        paramLabel = "FILE",
        description = "The configuration.")
    private Path file = Path.of("");

    @Option(names = "--example", description = "Prints a commented example configuration.")
    private boolean isExample;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (source.isExample && isCheckOnly) {
      throw new UsageException(
          "--example reads no configuration that --check could validate"
              + "\n  remedy: write the example to a file, then --config FILE --check");
    }
    if (source.isExample) {
      out.print(example());
      out.flush();
      return ExitCode.OK;
    }
    GatewayConfig config = read(source.file);
    if (isCheckOnly) {
      config.warnings().forEach(warning -> out.println("warning: " + warning));
      out.println(
          source.file
              + ": valid; "
              + config.engine().peers().size()
              + (config.engine().peers().size() == 1 ? " peer" : " peers"));
      return ExitCode.OK;
    }
    try (GatewayRunner runner = new GatewayRunner(config, out)) {
      runner.runUntilSignal();
    } catch (LinkException refused) {
      throw new EnvironmentException(refused.getMessage(), refused.remedy());
    }
    return ExitCode.OK;
  }

  private static GatewayConfig read(Path file) {
    try {
      return GatewayConfigFile.read(file);
    } catch (ConfigException refused) {
      throw UsageException.of(refused);
    }
  }

  private static String example() {
    try (InputStream stream = GatewayConfigFile.class.getResourceAsStream("example.toml")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
