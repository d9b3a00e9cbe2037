// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the live tests need of the machine, and what of it is missing. */
public final class Machine {
  private static final Path TUNNEL_DEVICE = Path.of("/dev/net/tun");

  /** Where distributions put strongSwan's daemon. */
  private static final List<Path> CHARON_PLACES =
      List.of(
          Path.of("/usr/lib/ipsec/charon"),
          Path.of("/usr/libexec/ipsec/charon"),
          Path.of("/usr/libexec/strongswan/charon"),
          Path.of("/usr/local/libexec/ipsec/charon"));

  private static final String USER_SPACE_PLUGIN = "libstrongswan-kernel-libipsec.so";

  private static final List<Program> PROGRAMS =
      List.of(
          new Program("ip", "iproute2"),
          new Program("unshare", "util-linux"),
          new Program("mount", "mount"),
          new Program("ping", "iputils-ping"),
          new Program("tcpdump", "tcpdump"),
          new Program("tshark", "tshark"),
          new Program("swanctl", "strongswan-swanctl"));

  private Machine() {}

  /**
   * What is missing, each with what to do about it; empty when everything is there.
   *
   * @see #charon
   */
  public static List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!System.getProperty("os.name").equals("Linux")) {
      return List.of("the operating system is not Linux: network namespaces exist there only");
    }
    if (!isRoot()) {
      missing.add("not root: network namespaces and TAP need it; run with sudo");
    }
    if (!Files.exists(TUNNEL_DEVICE)) {
      missing.add(
          TUNNEL_DEVICE + " does not exist: modprobe tun, or docker run --device /dev/net/tun");
    }
    if (isRoot() && find("unshare").isPresent()) {
      missing.addAll(refusedNamespaces());
    }
    List<String> packages = missingPackages(missing);
    if (!packages.isEmpty()) {
      missing.add("install them, on Debian: apt-get install " + String.join(" ", packages));
    }
    return missing;
  }

  /** Root of a container may still lack the right; what the kernel says then, with the remedy. */
  private static List<String> refusedNamespaces() {
    try {
      Command.Outcome outcome = Command.of("unshare", "-n", "-m", "id", "-u").run();
      return outcome.exitCode() == 0
          ? List.of()
          : List.of(
              "network namespaces are refused ("
                  + outcome.output().strip()
                  + "): in a container, docker run --privileged");
    } catch (LabException failed) {
      return List.of("network namespaces are refused: " + failed.getMessage());
    }
  }

  /** Which of these programs are not on the PATH, in words; empty when all are. */
  public static List<String> missingPrograms(String... names) {
    return Arrays.stream(names)
        .filter(name -> find(name).isEmpty())
        .map(name -> "program " + name + " is not on the PATH")
        .toList();
  }

  private static List<String> missingPackages(List<String> missing) {
    List<String> packages = new ArrayList<>();
    for (Program program : PROGRAMS) {
      if (find(program.name()).isEmpty()) {
        missing.add("program " + program.name() + " is not on the PATH");
        packages.add(program.debianPackage());
      }
    }
    Optional<Path> charon = charon();
    if (charon.isEmpty()) {
      missing.add("strongSwan's daemon charon was not found at any of " + CHARON_PLACES);
      packages.addAll(
          List.of(
              "strongswan-charon",
              "libcharon-extra-plugins",
              "libstrongswan-standard-plugins",
              "libstrongswan-extra-plugins"));
    } else if (!hasUserSpaceEsp(charon.get())) {
      missing.add("strongSwan's plugin kernel-libipsec was not found beside " + charon.get());
      packages.add("libcharon-extra-plugins");
    }
    return packages;
  }

  private static boolean hasUserSpaceEsp(Path charon) {
    Path beside = charon.resolveSibling("plugins");
    Path underLib = Path.of("/usr/lib/ipsec/plugins");
    return Stream.of(beside, underLib, Path.of("/usr/lib64/strongswan/plugins"))
        .anyMatch(directory -> Files.exists(directory.resolve(USER_SPACE_PLUGIN)));
  }

  /** strongSwan's IKE daemon. */
  public static Optional<Path> charon() {
    return CHARON_PLACES.stream().filter(Files::isExecutable).findFirst();
  }

  /** Where a program is that {@link #missing} did not miss. */
  public static Path program(String name) throws LabException {
    return find(name).orElseThrow(() -> new LabException(name + " is not on the PATH"));
  }

  private static Optional<Path> find(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(place -> !place.isEmpty())
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean isRoot() {
    try {
      return Command.of("id", "-u").runOrThrow().strip().equals("0");
    } catch (LabException unknown) {
      return false;
    }
  }

  private record Program(String name, String debianPackage) {}
}
