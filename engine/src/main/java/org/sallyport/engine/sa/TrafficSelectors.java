package org.sallyport.engine.sa;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Sets of packets that take several {@link TrafficSelector}s to say, as TSi and TSr carry them (RFC
 * 7296 §2.9, §3.13).
 */
public final class TrafficSelectors {
  /** The most selectors that a narrowing yields; the bound of one TS payload of this engine. */
  public static final int MAXIMUM = 32;

  private TrafficSelectors() {}

  /**
   * What of {@code offered} the policy allows, in the order of the offer: an empty list means
   * TS_UNACCEPTABLE. Since it is the whole intersection, it holds the initiator's first, specific
   * selector whenever the policy does (RFC 7296 §2.9).
   */
  public static List<TrafficSelector> narrow(
      List<TrafficSelector> offered, List<TrafficSelector> policy) {
    List<TrafficSelector> narrowed = new ArrayList<>();
    for (TrafficSelector wanted : offered) {
      for (TrafficSelector allowed : policy) {
        TrafficSelector common = wanted.intersection(allowed);
        if (common != null && narrowed.size() < MAXIMUM && !isWithin(common, narrowed)) {
          narrowed.add(common);
        }
      }
    }
    return List.copyOf(narrowed);
  }

  /** Whether one of {@code set} takes every packet of {@code selector}. */
  public static boolean isWithin(TrafficSelector selector, List<TrafficSelector> set) {
    for (TrafficSelector candidate : set) {
      if (selector.isSubsetOf(candidate)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether each of {@code inner} lies within one of {@code outer}: what an initiator checks of the
   * answer.
   */
  public static boolean areWithin(List<TrafficSelector> inner, List<TrafficSelector> outer) {
    for (TrafficSelector selector : inner) {
      if (!isWithin(selector, outer)) {
        return false;
      }
    }
    return true;
  }

  /** Whether some packet is in both sets. */
  public static boolean overlap(List<TrafficSelector> left, List<TrafficSelector> right) {
    for (TrafficSelector selector : left) {
      for (TrafficSelector other : right) {
        if (selector.overlaps(other)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The offer's first selector when it names the packet that asked for the SA, otherwise null (RFC
   * 7296 §2.9).
   */
  public static @Nullable TrafficSelector specific(List<TrafficSelector> offered) {
    return offered.size() > 1 && offered.get(0).isSpecific() ? offered.get(0) : null;
  }
}
