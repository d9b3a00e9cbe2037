// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.util.List;
import java.util.Map;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/** strongSwan's control program, wherever it runs, for the one connection of our configuration. */
final class Swanctl {
  private static final String INITIATE_SECONDS = "8";

  private final Shell shell;

  Swanctl(Shell shell) {
    this.shell = shell;
  }

  /** Whether the daemon answers. */
  boolean isAnswering() throws LabException {
    return shell.swanctl(List.of("--version")).exitCode() == 0;
  }

  /** Reads connection and secret, in place of those before. */
  void load(String file) throws LabException {
    String output = orThrow("--load-all", "--clear", "--noprompt", "--file", file);
    if (!output.contains("loaded connection '" + StrongSwanConfig.CONNECTION + "'")) {
      throw new LabException("strongSwan did not load the connection: " + output.strip());
    }
  }

  // Exit code and text of these three only say whether it worked, which the caller asks through
  // state().

  void initiate() throws LabException {
    run("--initiate", "--child", StrongSwanConfig.CHILD, "--timeout", INITIATE_SECONDS);
  }

  void closeIke() throws LabException {
    run("--terminate", "--ike", StrongSwanConfig.CONNECTION, "--timeout", "5");
  }

  void closeChild() throws LabException {
    run("--terminate", "--child", StrongSwanConfig.CHILD, "--timeout", "5");
  }

  PeerState state() throws LabException {
    int established = 0;
    int other = 0;
    int children = 0;
    for (Map<String, Object> ike : securityAssociations()) {
      if (SwanctlOutput.value(ike, "state").equals("ESTABLISHED")) {
        established++;
      } else {
        other++;
      }
      for (Map<String, Object> child :
          SwanctlOutput.sections(SwanctlOutput.section(ike, "child-sas"))) {
        if (SwanctlOutput.value(child, "state").equals("INSTALLED")) {
          children++;
        }
      }
    }
    return new PeerState(established, other, children);
  }

  List<Map<String, Object>> securityAssociations() throws LabException {
    return SwanctlOutput.securityAssociations(orThrow("--list-sas", "--raw"));
  }

  private void run(String... arguments) throws LabException {
    Command.Outcome ignored = shell.swanctl(List.of(arguments));
    assert ignored.output() != null;
  }

  private String orThrow(String... arguments) throws LabException {
    Command.Outcome outcome = shell.swanctl(List.of(arguments));
    if (outcome.exitCode() != 0) {
      throw new LabException(
          "swanctl "
              + String.join(" ", arguments)
              + " ended with "
              + outcome.exitCode()
              + ": "
              + outcome.output().strip());
    }
    return outcome.output();
  }

  /** Runs the program, against the right daemon. */
  @FunctionalInterface
  interface Shell {
    Command.Outcome swanctl(List<String> arguments) throws LabException;
  }
}
