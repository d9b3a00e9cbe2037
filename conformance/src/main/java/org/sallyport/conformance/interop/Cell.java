package org.sallyport.conformance.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * One run of the matrix.
 *
 * @param suite the only algorithms that both sides are given
 * @param initiator who opens the IKE SA
 * @param outer IP version between the two
 */
public record Cell(Suite suite, Initiator initiator, Outer outer) {
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

  /** Every suite in both directions over IPv4, and one over IPv6. */
  public static List<Cell> matrix() {
    List<Cell> cells = new ArrayList<>();
    for (Suite suite : Suite.ALL) {
      for (Initiator initiator : Initiator.values()) {
        cells.add(new Cell(suite, initiator, Outer.IPV4));
      }
    }
    for (Initiator initiator : Initiator.values()) {
      cells.add(new Cell(Suite.ALL.get(1), initiator, Outer.IPV6));
    }
    return List.copyOf(cells);
  }

  /** One suite in both directions over IPv4, to see that it works at all. */
  public static List<Cell> quick() {
    return matrix().stream()
        .filter(cell -> cell.suite().equals(Suite.ALL.get(1)) && cell.outer() == Outer.IPV4)
        .toList();
  }

  /** Its name, made of letters, digits, hyphens and dots. */
  public String name() {
    String direction = initiator == Initiator.ENGINE ? "engine-initiates" : "peer-initiates";
    return suite.ike() + "." + direction + (outer == Outer.IPV6 ? ".ipv6" : "");
  }

  @Override
  public String toString() {
    return name();
  }
}
