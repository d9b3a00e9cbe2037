// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.trace.sequence;

/** One thing that happened between or at hosts. The list of them is all a diagram needs. */
public sealed interface SequenceEvent {
  /** When it began. */
  long timeNs();

  /**
   * A message from one host to another.
   *
   * @param arrivalNs when it came; not used when the mark is {@link Mark#LOST}
   * @param label what it is, in a few words
   */
  record Message(long timeNs, long arrivalNs, String from, String to, String label, Mark mark)
      implements SequenceEvent {}

  /**
   * Something inside one host, for example a transition of its state machine.
   *
   * @param text what happened, in a few words
   */
  record Note(long timeNs, String host, String text) implements SequenceEvent {}

  /** What the network did to a message. */
  enum Mark {
    /** Arrived as it was sent. */
    DELIVERED(""),
    /** Never arrived. */
    LOST("lost"),
    /** A second copy of a message shown before. */
    DUPLICATE("duplicate"),
    /** Arrived with bits changed. */
    CORRUPTED("corrupted"),
    /** Sent again by an attacker who had recorded it. */
    REPLAYED("replayed by an attacker");

    private final String words;

    Mark(String words) {
      this.words = words;
    }

    /** For the reader; empty for the usual case. */
    public String words() {
      return words;
    }
  }
}
