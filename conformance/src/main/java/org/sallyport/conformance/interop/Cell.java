package org.sallyport.conformance.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * One run of the matrix.
 *
 * @param suite the only algorithms that both sides are given
 * @param initiator who opens the IKE SA
 * @param outer IP version between the two
 * @param detour what the handshake has to get around
 */
public record Cell(Suite suite, Initiator initiator, Outer outer, Detour detour) {
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

  /**
   * Every suite in both directions over IPv4; one over IPv6, one with another group than guessed,
   * and one with cookies.
   */
  public static List<Cell> matrix() {
    List<Cell> cells = new ArrayList<>();
    for (Suite suite : Suite.ALL) {
      for (Initiator initiator : Initiator.values()) {
        cells.add(new Cell(suite, initiator, Outer.IPV4, Detour.NONE));
      }
    }
    for (Initiator initiator : Initiator.values()) {
      cells.add(new Cell(Suite.ALL.get(1), initiator, Outer.IPV6, Detour.NONE));
      cells.add(new Cell(Suite.ALL.get(1), initiator, Outer.IPV4, Detour.GROUP));
    }
    cells.add(new Cell(Suite.ALL.get(1), Initiator.PEER, Outer.IPV4, Detour.COOKIE));
    return List.copyOf(cells);
  }

  /** One suite in both directions over IPv4, to see that it works at all. */
  public static List<Cell> quick() {
    return matrix().stream()
        .filter(cell -> cell.suite().equals(Suite.ALL.get(1)))
        .filter(cell -> cell.outer() == Outer.IPV4 && cell.detour() == Detour.NONE)
        .toList();
  }

  /** Its name, made of letters, digits, hyphens and dots. */
  public String name() {
    String direction = initiator == Initiator.ENGINE ? "engine-initiates" : "peer-initiates";
    String way = outer == Outer.IPV6 ? ".ipv6" : "";
    return suite.ike() + "." + direction + way + detourName();
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
