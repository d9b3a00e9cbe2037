// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A client written without looking at the engine: it sends a stream, takes the server's stream in
 * whatever order it comes, and repeats what is not acknowledged on a fixed beat.
 */
final class ModelClient {
  private static final int SEGMENT = 700;

  final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final TreeMap<Integer, byte[]> outOfOrder = new TreeMap<>();
  private final byte[] stream;
  private final int port;
  private final int initial;
  private final int window;
  private final int serverPort;
  private boolean open;
  private boolean reset;
  private int serverInitial;
  private int expected;
  private int acknowledged;
  private int serverWindow;
  private int finAt = -1;
  private boolean finSeen;

  ModelClient(int port, int serverPort, int initial, int window, byte[] stream) {
    this.port = port;
    this.serverPort = serverPort;
    this.initial = initial;
    this.window = window;
    this.stream = stream;
  }

  boolean isOpen() {
    return open;
  }

  boolean isReset() {
    return reset;
  }

  /** Whether both streams have arrived, the FINs included. */
  boolean isDone() {
    return open && finSeen && acknowledged == stream.length + 1;
  }

  /** What the beat sends: SYN, or text from the first unacknowledged octet on, and the FIN. */
  List<Segment> beat() {
    List<Segment> out = new ArrayList<>();
    if (reset || isDone()) {
      return out;
    }
    if (!open) {
      out.add(segment("S", initial, 0, new byte[0], 1460));
      return out;
    }
    int at = Math.min(acknowledged, stream.length);
    int limit = Math.min(stream.length, acknowledged + serverWindow);
    while (at < limit) {
      int length = Math.min(SEGMENT, limit - at);
      byte[] text = new byte[length];
      System.arraycopy(stream, at, text, 0, length);
      out.add(segment("AP", initial + 1 + at, expected(), text, 0));
      at += length;
    }
    if (at == stream.length && acknowledged <= stream.length) {
      out.add(segment("AF", initial + 1 + stream.length, expected(), new byte[0], 0));
    }
    if (out.isEmpty() && acknowledged < stream.length) {
      byte[] probe = {stream[acknowledged]};
      out.add(segment("A", initial + 1 + acknowledged, expected(), probe, 0));
    }
    return out;
  }

  /** A segment of the server; answers with what the client says to it. */
  List<Segment> receive(Segment segment) {
    List<Segment> out = new ArrayList<>();
    if (segment.has('R')) {
      reset |= segment.sequence() == expected() || !open;
      return out;
    }
    if (segment.has('S')) {
      if (!open && segment.acknowledgment() == initial + 1) {
        open = true;
        serverInitial = segment.sequence();
        serverWindow = segment.window();
      }
      out.add(acknowledgment());
      return out;
    }
    if (!open) {
      return out;
    }
    int news = segment.acknowledgment() - (initial + 1);
    if (news >= acknowledged && news <= stream.length + 1) {
      acknowledged = news;
      serverWindow = segment.window();
    }
    int at = segment.sequence() - (serverInitial + 1);
    if (segment.text().length > 0
        && at + segment.text().length > expected
        && at < expected + window) {
      outOfOrder.put(at, segment.text());
    }
    if (segment.has('F')) {
      finAt = at + segment.text().length;
    }
    drain();
    if (segment.length() > 0) {
      out.add(acknowledgment());
    }
    return out;
  }

  private void drain() {
    while (!outOfOrder.isEmpty() && outOfOrder.firstKey() <= expected) {
      var first = outOfOrder.pollFirstEntry();
      int old = expected - first.getKey();
      if (old < first.getValue().length) {
        received.write(first.getValue(), old, first.getValue().length - old);
        expected += first.getValue().length - old;
      }
    }
    if (finAt == expected) {
      finSeen = true;
    }
  }

  private int expected() {
    return open ? serverInitial + 1 + expected + (finSeen ? 1 : 0) : 0;
  }

  private Segment acknowledgment() {
    int next = initial + 1 + Math.min(acknowledged, stream.length + 1);
    return segment("A", next, expected(), new byte[0], 0);
  }

  private Segment segment(String flags, int sequence, int ack, byte[] text, int mss) {
    return new Segment(port, serverPort, flags, sequence, ack, window, mss, -1, text);
  }
}
