// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be fuzzed, by the name of its folder in the corpus. */
public enum FuzzTarget {
  /** The IKE codec. */
  IKE_MESSAGE(
      "ike-message",
      "IKE parser, outer shape, payload tree, writer",
      IkeMessageTarget.class,
      IkeMessageTarget::fuzzerTestOneInput),
  /** The files of {@code conform --ike-message} and {@code --keys}. */
  IKE_FILES(
      "ike-files",
      "message and key files of conform --ike-message",
      IkeFilesTarget.class,
      IkeFilesTarget::fuzzerTestOneInput),
  /** The files of {@code conform --esp-cases} and {@code --replay-scenarios}. */
  ESP_FILES(
      "esp-files",
      "files of conform --esp-cases and --replay-scenarios",
      EspFilesTarget.class,
      EspFilesTarget::fuzzerTestOneInput),
  /** Two engines and an attacker. */
  ENGINE(
      "engine",
      "two engines and an attacker, before, during and after the handshake",
      EngineTarget.class,
      EngineTarget::fuzzerTestOneInput),
  /** The gateway's configuration. */
  CONFIGURATION(
      "configuration",
      "TOML configuration of the gateway",
      ConfigurationTarget.class,
      ConfigurationTarget::fuzzerTestOneInput),
  /** Two engines and whoever holds the wire. */
  SEQUENCE(
      "sequence",
      "messages of two engines, both roles, in any order, altered and lost",
      SequenceTarget.class,
      SequenceTarget::fuzzerTestOneInput),
  /** The web server. */
  HTTP(
      "http",
      "requests to the web server, in pieces and with pauses",
      HttpTarget.class,
      HttpTarget::fuzzerTestOneInput),
  /** The TCP of the stack. */
  TCP(
      "tcp",
      "TCP segments of any kind, beside a client that keeps to the rules",
      TcpTarget.class,
      TcpTarget::fuzzerTestOneInput),
  /** The DHCP client. */
  DHCP(
      "dhcp",
      "messages of DHCP servers and ARP to a client",
      DhcpTarget.class,
      DhcpTarget::fuzzerTestOneInput),
  /** The boot module of the bare machine. */
  SITE_IMAGE(
      "site-image",
      "site image of the bare machine",
      SiteImageTarget.class,
      SiteImageTarget::fuzzerTestOneInput),
  /** Recorded runs. */
  RUN_LOG(
      "run-log",
      "recorded runs, read and replayed",
      RunLogTarget.class,
      RunLogTarget::fuzzerTestOneInput);

  private final String folder;
  private final String description;
  private final Class<?> type;

  // A reference to a static method.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Consumer<byte[]> entry;

  FuzzTarget(String folder, String description, Class<?> type, Consumer<byte[]> entry) {
    this.folder = folder;
    this.description = description;
    this.type = type;
    this.entry = entry;
  }

  /** The name that users give, and the folder of the corpus. */
  public String folder() {
    return folder;
  }

  /** What is fuzzed, in a few words. */
  public String description() {
    return description;
  }

  /** The class that Jazzer loads. */
  public Class<?> type() {
    return type;
  }

  /** Puts one input to the target; throws when a law is broken. */
  public void put(byte[] input) {
    entry.accept(input);
  }

  /** The target of a name. */
  public static Optional<FuzzTarget> of(String name) {
    return Arrays.stream(values()).filter(target -> target.folder.equals(name)).findFirst();
  }

  /** Fails the input when a law does not hold. */
  static void require(boolean condition, String law) {
    if (!condition) {
      throw new AssertionError("not so: " + law);
    }
  }
}
