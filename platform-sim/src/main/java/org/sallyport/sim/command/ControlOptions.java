// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.GatewayConfigFile;
import org.sallyport.sim.gateway.ControlClient;
import org.sallyport.spec.file.SystemReason;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a running gateway is reached: shared by the verbs that ask one. */
final class ControlOptions {
  private static final Path NONE = Path.of("");

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Place place = new Place();

  /** One of the two. */
  static final class Place {
    @Option(
        names = {"-c", "--config"},
        paramLabel = "FILE",
        description = "The gateway's configuration, which names its control.socket.")
    private Path config = NONE;

    @Option(
        names = {"-s", "--socket"},
        paramLabel = "PATH",
        description = "The gateway's control socket.")
    private Path socket = NONE;
  }

  /** Asks the gateway; a refusal of its own is a usage error. */
  JsonNode ask(String request) {
    Path socket = socket();
    JsonNode answer;
    try {
      answer = ControlClient.ask(socket, request);
    } catch (IOException silent) {
      throw new EnvironmentException(
          "no gateway answers on " + socket + " (" + SystemReason.of(silent) + ")",
          "start it with this socket in [control], and ask as the same user");
    }
    if (answer.has("error")) {
      throw new UsageException(answer.get("error").asText());
    }
    return answer;
  }

  private Path socket() {
    if (!place.socket.equals(NONE)) {
      return place.socket;
    }
    try {
      return GatewayConfigFile.read(place.config)
          .control()
          .orElseThrow(() ->
              new UsageException(
                  place.config
                      + ": control.socket is not set\n  remedy: add [control] with socket ="
                      + " \"sallyport.sock\" and restart the gateway"));
    } catch (ConfigException refused) {
      throw UsageException.of(refused);
    }
  }
}
