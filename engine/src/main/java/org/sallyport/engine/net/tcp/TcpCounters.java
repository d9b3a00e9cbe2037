// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.table.TcpEvent;

/** What TCP counted since its start. */
public final class TcpCounters {
  private final long[] events = new long[TcpEvent.values().length];
  private long segmentsIn;
  private long segmentsOut;
  private long textIn;
  private long textOut;
  private long retransmitted;

  TcpCounters() {}

  void event(TcpEvent event) {
    events[event.ordinal()]++;
  }

  void segmentIn() {
    segmentsIn++;
  }

  void segmentOut(int text, boolean again) {
    segmentsOut++;
    textOut += text;
    if (again) {
      retransmitted++;
    }
  }

  void textIn(int octets) {
    textIn += octets;
  }

  /** How often an event happened. */
  public long events(TcpEvent event) {
    return events[event.ordinal()];
  }

  /** Segments that came in with a right checksum. */
  public long segmentsIn() {
    return segmentsIn;
  }

  /** Segments that were sent. */
  public long segmentsOut() {
    return segmentsOut;
  }

  /** Octets of text that were accepted in order. */
  public long textIn() {
    return textIn;
  }

  /** Octets of text that were sent, those sent again included. */
  public long textOut() {
    return textOut;
  }

  /** Segments that were sent again. */
  public long retransmitted() {
    return retransmitted;
  }
}
