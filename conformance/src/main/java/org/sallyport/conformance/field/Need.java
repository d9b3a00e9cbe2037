// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.util.Optional;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.sim.command.Sallyport;

/** What a trial needs of the machine. */
public enum Need {
  /** Nothing but Java. */
  NOTHING,
  /** The module {@code proofs}, which the command has and the tests of this module have not. */
  PROOFS,
  /** Root, for network namespaces and devices in them. */
  ROOT,
  /** QEMU and the kernel, to boot it. */
  QEMU;

  /** Why this machine, or this user, cannot run it; empty when it can. */
  public Optional<String> missing() {
    return switch (this) {
      case NOTHING -> Optional.empty();
      case PROOFS ->
          Sallyport.commandLine().getSubcommands().containsKey("prove")
              ? Optional.empty()
              : Optional.of("needs the module proofs: ./sallyport conform --field has it");
      case ROOT ->
          isRoot()
              ? Optional.empty()
              : Optional.of("needs root, for network namespaces of its own");
      case QEMU -> BareKernel.missing().stream().reduce((one, other) -> one + "; " + other);
    };
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
