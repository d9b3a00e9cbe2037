// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport status}: the SAs and counters of a running gateway. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows the SAs and counters of a running gateway.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the gateway has answered",
      "2:wrong command line or configuration, or the gateway refused",
      "3:no gateway answers"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport status --config gateway.toml",
      "  sallyport status --socket /run/sallyport.sock --json"
    })
public final class StatusVerb implements SallyportVerb {
  @Spec private CommandSpec spec;
  @Mixin private ControlOptions control = new ControlOptions();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean isJson;

  /** Made by the service loader. */
  public StatusVerb() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode status = control.ask("status");
    if (isJson) {
      out.println(status.toPrettyString());
      return ExitCode.OK;
    }
    if (status.path("ike_sas").isEmpty()) {
      out.println("no IKE SA");
    }
    for (JsonNode sa : status.path("ike_sas")) {
      out.printf(
          "%s  %s  %s %s %s  %s%s%n",
          text(sa, "peer"),
          text(sa, "state"),
          text(sa, "local"),
          sa.path("initiator").asBoolean() ? "->" : "<-",
          text(sa, "remote"),
          text(sa, "proposal"),
          sa.path("udp_encapsulation").asBoolean() ? "  ESP in UDP" : "");
      for (JsonNode child : sa.path("children")) {
        out.printf(
            "  %s  %s  %s  in %s: %d packets  out %s: %d packets%n",
            text(child, "name"),
            text(child, "mode"),
            text(child, "proposal"),
            text(child, "inbound_spi"),
            child.path("packets_in").asLong(),
            text(child, "outbound_spi"),
            child.path("packets_out").asLong());
      }
    }
    status
        .path("drops")
        .properties()
        .forEach(drop -> out.printf("dropped  %s: %d%n", drop.getKey(), drop.getValue().asLong()));
    return ExitCode.OK;
  }

  private static String text(JsonNode node, String key) {
    String text = node.path(key).asText();
    return text.isEmpty() ? "-" : text;
  }
}
