// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport initiate}: opens an IKE SA from a running gateway. */
@Command(
    name = "initiate",
    mixinStandardHelpOptions = true,
    description = "Makes a running gateway open an IKE SA with a peer.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the gateway has answered",
      "2:wrong command line or configuration, or the gateway refused",
      "3:no gateway answers"
    },
    footer = {"", "Example:", "  sallyport initiate --config gateway.toml branch"})
public final class InitiateVerb implements SallyportVerb {
  @Spec private CommandSpec spec;
  @Mixin private ControlOptions control = new ControlOptions();

  @Parameters(paramLabel = "PEER", description = "Name of the peer in the configuration.")
  private String peer = "";

  /** Made by the service loader. */
  public InitiateVerb() {}

  @Override
  public Integer call() {
    control.ask("initiate " + peer);
    spec.commandLine().getOut().println("initiated " + peer + "; see: sallyport status");
    return ExitCode.OK;
  }
}
