// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.sallyport.sim.crypto.CryptoLibraries;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sallyport version}: which build this is and what it runs on. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description =
        "Prints the version of Sallyport, the JVM, the operating system and the crypto library.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:printed", "2:wrong command line"},
    footer = {"", "Example:", "  sallyport version"})
public final class VersionVerb implements SallyportVerb {
  @Spec private CommandSpec spec;

  /** Made by the service loader. */
  public VersionVerb() {}

  @Override
  public Integer call() {
    for (String line : new Provider().getVersion()) {
      spec.commandLine().getOut().println(line);
    }
    return ExitCode.OK;
  }

  /** Reads the version that the build wrote into the module's resources. */
  static final class Provider implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      Properties build = new Properties();
      try (InputStream stream =
          Provider.class.getResourceAsStream("/org/sallyport/sim/build.properties")) {
        if (stream != null) {
          build.load(stream);
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
      return new String[] {
        "sallyport " + build.getProperty("version", "(unknown)"),
        "java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")",
        "system "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        "crypto " + CryptoLibraries.best().name()
      };
    }
  }
}
