// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport close}: deletes SAs of a running gateway. */
@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    description = "Makes a running gateway delete its SAs with a peer, or one Child SA of it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the gateway has answered",
      "2:wrong command line or configuration, or the gateway refused",
      "3:no gateway answers"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport close --config gateway.toml branch",
      "  sallyport close --config gateway.toml branch lan"
    })
public final class CloseVerb implements SallyportVerb {
  @Spec private CommandSpec spec;
  @Mixin private ControlOptions control = new ControlOptions();

  @Parameters(index = "0", paramLabel = "PEER", description = "Name of the peer.")
  private String peer = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      defaultValue = "",
      paramLabel = "CHILD",
      description = "Name of the Child SA; the IKE SA with all of them when left out.")
  private String child = "";

  /** Made by the service loader. */
  public CloseVerb() {}

  @Override
  public Integer call() {
    control.ask(("close " + peer + " " + child).strip());
    spec.commandLine().getOut().println("closing " + (peer + " " + child).strip());
    return ExitCode.OK;
  }
}
