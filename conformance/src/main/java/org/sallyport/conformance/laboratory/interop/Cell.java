// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.conformance.laboratory.interop.CheckResult.Check;
import org.sallyport.conformance.laboratory.interop.machine.Nic;
import org.sallyport.conformance.laboratory.interop.peer.Wrapping;

/**
 * One run of the matrix.
 *
 * @param suite the only algorithms that both sides are given
 * @param initiator who opens the IKE SA
 * @param outer IP version between the two
 * @param detour what the handshake has to get around
 * @param wrapping how ESP lies on the wire; everything but UDP is spoken by a Linux kernel
 * @param platform what our engine runs on
 */
public record Cell(
    Suite suite,
    Initiator initiator,
    Outer outer,
    Detour detour,
    Wrapping wrapping,
    Platform platform) {
  /** What our engine runs on. */
  public enum Platform {
    /** A JVM on this machine, between a TAP and a TUN. */
    HOSTED("hosted"),
    /** No operating system, in QEMU. */
    BARE_E1000(Nic.E1000.toString()),
    /** The same with the younger Intel chip. */
    BARE_E1000E(Nic.E1000E.toString()),
    /** The same with a paravirtual NIC. */
    BARE_VIRTIO(Nic.VIRTIO_NET.toString());

    private final String title;

    Platform(String title) {
      this.title = title;
    }

    /** Its name; on bare machines, that of the NIC. */
    public String title() {
      return title;
    }

    /** Whether there is no operating system. */
    public boolean isBare() {
      return this != HOSTED;
    }
  }

  /** Who opens the IKE SA. */
  public enum Initiator {
    /** Our engine. */
    ENGINE,
    /** The foreign implementation. */
    PEER
  }

  /** IP version between the two. */
  public enum Outer {
    /** IPv4. */
    IPV4,
    /** IPv6. */
    IPV6
  }

  /** What a handshake has to get around. */
  public enum Detour {
    /** Nothing. */
    NONE,
    /** The engine, as responder, demands a cookie (RFC 7296 §2.6). */
    COOKIE,
    /** The initiator guesses a group that the responder does not take (RFC 7296 §1.3). */
    GROUP
  }

  private static Cell hosted(Suite suite, Initiator initiator, Outer outer, Detour detour) {
    return new Cell(suite, initiator, outer, detour, Wrapping.UDP_TUNNEL, Platform.HOSTED);
  }

  private static Cell hosted(Suite suite, Initiator initiator, Outer outer, Wrapping wrapping) {
    return new Cell(suite, initiator, outer, Detour.NONE, wrapping, Platform.HOSTED);
  }

  /**
   * Against strongSwan's user-space ESP: every suite in both directions over IPv4; one over IPv6,
   * one with another group than guessed, and one with cookies.
   */
  public static List<Cell> matrix() {
    List<Cell> cells = new ArrayList<>();
    for (Suite suite : Suite.ALL) {
      for (Initiator initiator : Initiator.values()) {
        cells.add(hosted(suite, initiator, Outer.IPV4, Detour.NONE));
      }
    }
    for (Initiator initiator : Initiator.values()) {
      cells.add(hosted(Suite.GCM, initiator, Outer.IPV6, Detour.NONE));
      cells.add(hosted(Suite.GCM, initiator, Outer.IPV4, Detour.GROUP));
    }
    cells.add(hosted(Suite.GCM, Initiator.PEER, Outer.IPV4, Detour.COOKIE));
    return List.copyOf(cells);
  }

  /** Against a Linux kernel: protocol 50 in both modes, with and without ESN (RFC 4303 §2.2.1). */
  public static List<Cell> kernelMatrix() {
    return List.of(
        hosted(Suite.GCM_ESN, Initiator.ENGINE, Outer.IPV4, Wrapping.ESP_TUNNEL),
        hosted(Suite.GCM, Initiator.PEER, Outer.IPV6, Wrapping.ESP_TUNNEL),
        hosted(Suite.CBC_SHA2_ESN, Initiator.PEER, Outer.IPV4, Wrapping.ESP_TUNNEL),
        hosted(Suite.CBC_SHA1, Initiator.ENGINE, Outer.IPV4, Wrapping.ESP_TRANSPORT),
        hosted(Suite.GCM_ESN, Initiator.PEER, Outer.IPV4, Wrapping.ESP_TRANSPORT));
  }

  /** The checks that can be made: what only answers cannot send, and only bare machines serve. */
  public Set<Check> checks() {
    Set<Check> checks = EnumSet.allOf(Check.class);
    if (platform.isBare() || !wrapping.isTunnel()) {
      checks.remove(Check.TRANSFER);
    }
    if (!platform.isBare()) {
      checks.remove(Check.PAGES);
    }
    if (!platform.equals(Platform.BARE_E1000) || !wrapping.isUdp()) {
      checks.remove(Check.BROWSER); // one is enough, where the browser's side is a namespace
    }
    return checks;
  }

  /**
   * For the engine without an operating system: every network interface, both initiators, UDP,
   * protocol 50 in both modes.
   */
  public static List<Cell> bareMatrix() {
    return List.of(
        bare(Platform.BARE_E1000, Suite.CBC_SHA1, Initiator.PEER, Wrapping.UDP_TUNNEL),
        bare(Platform.BARE_E1000E, Suite.GCM, Initiator.ENGINE, Wrapping.UDP_TUNNEL),
        bare(Platform.BARE_VIRTIO, Suite.ALL.get(2), Initiator.PEER, Wrapping.UDP_TUNNEL),
        bare(Platform.BARE_VIRTIO, Suite.GCM_ESN, Initiator.ENGINE, Wrapping.ESP_TUNNEL),
        bare(Platform.BARE_E1000, Suite.CBC_SHA1, Initiator.ENGINE, Wrapping.ESP_TRANSPORT),
        bare(Platform.BARE_E1000E, Suite.CBC_SHA2_ESN, Initiator.PEER, Wrapping.ESP_TUNNEL));
  }

  private static Cell bare(Platform platform, Suite suite, Initiator initiator, Wrapping wrapping) {
    return new Cell(suite, initiator, Outer.IPV4, Detour.NONE, wrapping, platform);
  }

  /** Everything. */
  public static List<Cell> all() {
    return Stream.of(matrix(), kernelMatrix(), bareMatrix()).flatMap(List::stream).toList();
  }

  /** One suite in both directions over IPv4, to see that it works at all. */
  public static List<Cell> quick() {
    return matrix().stream()
        .filter(cell -> cell.suite().equals(Suite.GCM))
        .filter(cell -> cell.outer() == Outer.IPV4 && cell.detour() == Detour.NONE)
        .toList();
  }

  /** Its name, made of letters, digits, hyphens and dots. */
  public String name() {
    String direction = initiator == Initiator.ENGINE ? "engine-initiates" : "peer-initiates";
    String way = outer == Outer.IPV6 ? ".ipv6" : "";
    String esp =
        wrapping.isUdp()
            ? ""
            : "." + wrapping.name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + suite.esp();
    String bare = platform.isBare() ? platform.title() + "." : "";
    return bare + suite.ike() + "." + direction + way + detourName() + esp;
  }

  private String detourName() {
    return switch (detour) {
      case NONE -> "";
      case COOKIE -> ".cookie";
      case GROUP -> ".other-group";
    };
  }

  @Override
  public String toString() {
    return name();
  }
}
