// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.recording;

import org.checkerframework.checker.nullness.qual.Nullable;

/** What an entry of a {@link RunLog} says. The numbers are the format's; never reuse one. */
public enum RunEntry {
  /** Call: a frame arrived on the outer side. */
  RECEIVE(1, true),
  /** Call: a packet or frame arrived on the inner side. */
  RECEIVE_INNER(2, true),
  /** Call: the engine was polled. */
  POLL(3, true),
  /** Call: an IKE SA was asked for; the octets are the peer's name. */
  INITIATE(4, true),
  /** Call: the IKE SAs with a peer were closed; the octets are its name. */
  CLOSE(5, true),
  /** Call: the Child SAs of one name were closed; the octets are peer, a zero octet, child. */
  CLOSE_CHILD(6, true),
  /** Call: the host shuts down. */
  SHUT_DOWN(7, true),
  /** Input of the call before: octets that were drawn from the entropy source. */
  ENTROPY(16, false),
  /** Output of the call before: a frame left on the outer side. */
  FRAME_OUT(32, false),
  /** Output of the call before: a packet or frame left on the inner side. */
  PACKET_OUT(33, false),
  /**
   * Output of the call before: a firing, {@code machine id state event next}, and the facts of a
   * decision.
   */
  FIRING(34, false);

  private final int code;
  private final boolean call;

  RunEntry(int code, boolean call) {
    this.code = code;
    this.call = call;
  }

  /** The octet that stands for it. */
  public int code() {
    return code;
  }

  /** Whether it is a call into the engine, which the entries after it follow from. */
  public boolean isCall() {
    return call;
  }

  /** The entry with this code; null when there is none. */
  public static @Nullable RunEntry of(int code) {
    for (RunEntry entry : values()) {
      if (entry.code == code) {
        return entry;
      }
    }
    return null;
  }
}
