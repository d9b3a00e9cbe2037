// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What a trial needs of the machine. */
public enum Need {
  /** Nothing but Java. */
  NOTHING,
  /** Root, for network namespaces and devices in them. */
  ROOT,
  /** QEMU, to boot the kernel. */
  QEMU;

  private static final String EMULATOR = "qemu-system-x86_64";

  /** Why this machine, or this user, cannot run it; empty when it can. */
  public Optional<String> missing() {
    return switch (this) {
      case NOTHING -> Optional.empty();
      case ROOT ->
          isRoot()
              ? Optional.empty()
              : Optional.of("needs root, for network namespaces of its own");
      case QEMU ->
          isOnPath(EMULATOR)
              ? Optional.empty()
              : Optional.of("needs " + EMULATOR + ": ./sallyport setup installs it");
    };
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
