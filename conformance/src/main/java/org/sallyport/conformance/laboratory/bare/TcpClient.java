// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.util.function.Consumer;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.Octets;

/**
 * The asking side of one TCP connection (RFC 9293): a stream in each direction, each of which ends
 * by itself. Written for the laboratory alone and from the RFC, so that the engine's own TCP is not
 * verified by itself. It keeps {@value #BUFFER_BYTES} octets for each direction and nothing that
 * comes out of order, and gives up after so many repetitions.
 */
public final class TcpClient {
  /** What is kept for each direction. */
  public static final int BUFFER_BYTES = 32_768;

  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PSH = 8;
  private static final int ACK = 16;
  private static final int HEADER_BYTES = 20;
  private static final int SEGMENT_BYTES = 1300;
  private static final int MOST_TRIES = 15;
  private static final long RETRANSMIT_NS = 1_000_000_000L;

  private final ClientPacket addresses;
  private final int sourcePort;
  private final int destinationPort;
  private final Consumer<byte[]> out;
  private final int initialNumber;

  private State state = State.SYN_SENT;
  private long retransmitAtNs;
  private int tries;

  // Ours. Counts are from the first octet that is not acknowledged; the FIN counts for one more.
  private final byte[] sending = new byte[BUFFER_BYTES];
  private int sendingLength;
  private int underWay; // sent since the last repetition
  private int everSent;
  private int unacknowledged;
  private int othersWindow;
  private boolean isOutputEnded;
  private boolean isEndAcknowledged;

  // The other side's.
  private final byte[] arrived = new byte[BUFFER_BYTES];
  private int arrivedLength;
  private int nextExpected;
  private boolean isInputEnded;

  /** Where the connection is. */
  public enum State {
    /** The other side has not answered. */
    SYN_SENT,
    /** Octets flow, in one direction at least. */
    OPEN,
    /** Both sides have ended, and each knows it of the other. */
    FINISHED,
    /** Refused, broken off, or given up. */
    RESET
  }

  /**
   * A connection that the first {@link #poll} asks for.
   *
   * @param initialNumber our initial sequence number
   * @param out takes whole IPv4 packets
   */
  public TcpClient(
      ClientPacket addresses,
      int sourcePort,
      int destinationPort,
      int initialNumber,
      Consumer<byte[]> out) {
    this.addresses = addresses;
    this.sourcePort = sourcePort;
    this.destinationPort = destinationPort;
    this.initialNumber = initialNumber;
    this.out = out;
    this.unacknowledged = initialNumber;
  }

  /** Where it is. */
  public State state() {
    return state;
  }

  int sourcePort() {
    return sourcePort;
  }

  // ---- our stream

  /** How many octets {@link #write} takes now. */
  public int room() {
    return isOutputEnded ? 0 : BUFFER_BYTES - sendingLength;
  }

  /** Takes octets to send, no more than there is {@link #room} for; {@link #poll} sends them. */
  public void write(byte[] source, int offset, int length) {
    if (length > room()) {
      throw new IllegalArgumentException(length + " octets, and room for " + room());
    }
    System.arraycopy(source, offset, sending, sendingLength, length);
    sendingLength += length;
  }

  /** Nothing more is written; what comes from the other side still arrives. */
  public void endOutput() {
    isOutputEnded = true;
  }

  /** Breaks the connection off. */
  public void abort() {
    if (state == State.OPEN) {
      segment(unacknowledged + everSent, RST | ACK, 0, 0);
    }
    state = State.RESET;
  }

  /** Sends what is due: what was written, and again what is not acknowledged in time. */
  public void poll(long nowNs) {
    if (state == State.SYN_SENT) {
      if (nowNs >= retransmitAtNs && isWorthATry(nowNs)) {
        segment(initialNumber, SYN, 0, 0);
      }
    } else if (state == State.OPEN) {
      if (pending() == 0) {
        retransmitAtNs = nowNs + RETRANSMIT_NS;
      } else if (nowNs >= retransmitAtNs && isWorthATry(nowNs)) {
        underWay = 0;
        othersWindow = Math.max(1, othersWindow); // a probe where there is none, RFC 9293 §3.8.6.1
      }
      send();
    }
  }

  private int pending() {
    return sendingLength + (isOutputEnded && !isEndAcknowledged ? 1 : 0);
  }

  private boolean isWorthATry(long nowNs) {
    retransmitAtNs = nowNs + RETRANSMIT_NS;
    tries++;
    if (tries > MOST_TRIES) {
      state = State.RESET;
    }
    return state != State.RESET;
  }

  private void send() {
    while (underWay < sendingLength && underWay < othersWindow) {
      int length = Math.min(sendingLength, othersWindow) - underWay;
      int part = Math.min(length, SEGMENT_BYTES);
      segment(unacknowledged + underWay, ACK | PSH, underWay, part);
      underWay += part;
    }
    if (underWay == sendingLength && underWay < pending()) {
      segment(unacknowledged + underWay, ACK | FIN, 0, 0);
      underWay++;
    }
    everSent = Math.max(everSent, underWay);
  }

  // ---- the other side's stream

  /** Takes octets that have come, in order; gives how many. */
  public int read(byte[] target, int offset, int length) {
    int taken = Math.min(length, arrivedLength);
    boolean wasClosed = BUFFER_BYTES - arrivedLength < SEGMENT_BYTES;
    System.arraycopy(arrived, 0, target, offset, taken);
    arrivedLength -= taken;
    System.arraycopy(arrived, taken, arrived, 0, arrivedLength);
    if (wasClosed && BUFFER_BYTES - arrivedLength >= SEGMENT_BYTES && state == State.OPEN) {
      acknowledge();
    }
    return taken;
  }

  /** Whether the other side has ended its stream and all of it was read. */
  public boolean isAtEnd() {
    return isInputEnded && arrivedLength == 0;
  }

  /** Takes a packet that came; others than this connection's are left alone. */
  public void take(byte[] packet, long nowNs) {
    int start = ClientPacket.IPV4_BYTES;
    if (!addresses.isAnswer(packet, ClientPacket.TCP)
        || packet.length < start + HEADER_BYTES
        || Octets.u16(packet, start) != destinationPort
        || Octets.u16(packet, start + 2) != sourcePort
        || checksum(packet) != 0) {
      return;
    }
    int flags = Octets.u8(packet, start + 13);
    int content = start + 4 * (Octets.u8(packet, start + 12) >> 4);
    if (state == State.SYN_SENT) {
      opened(packet, flags, nowNs);
    } else if (state != State.RESET && content <= packet.length) {
      arrived(packet, content, flags, nowNs);
    }
  }

  private void opened(byte[] packet, int flags, long nowNs) {
    boolean isOurs =
        (flags & ACK) != 0 && Octets.i32(packet, ClientPacket.IPV4_BYTES + 8) == initialNumber + 1;
    if (isOurs && (flags & RST) != 0) {
      state = State.RESET;
    } else if (isOurs && (flags & SYN) != 0) {
      state = State.OPEN;
      tries = 0;
      unacknowledged = initialNumber + 1;
      nextExpected = Octets.i32(packet, ClientPacket.IPV4_BYTES + 4) + 1;
      othersWindow = Octets.u16(packet, ClientPacket.IPV4_BYTES + 14);
      acknowledge();
      poll(nowNs);
    }
  }

  private void arrived(byte[] packet, int content, int flags, long nowNs) {
    int first = Octets.i32(packet, ClientPacket.IPV4_BYTES + 4);
    if ((flags & RST) != 0) {
      state = first == nextExpected ? State.RESET : state;
      return;
    }
    if ((flags & ACK) == 0) {
      return;
    }
    acknowledged(packet, nowNs);
    int count = packet.length - content;
    boolean isEnd = (flags & FIN) != 0;
    if (count > 0 || isEnd || first != nextExpected) {
      text(packet, content, count, nextExpected - first, isEnd);
      acknowledge();
    }
    if (isInputEnded && isEndAcknowledged) {
      state = State.FINISHED;
    }
  }

  // What comes twice, or later than it should, is acknowledged and not taken.
  private void text(byte[] packet, int content, int count, int known, boolean isEnd) {
    if (isInputEnded || known < 0 || known > count) {
      return;
    }
    int fresh = count - known;
    int taken = Math.min(fresh, BUFFER_BYTES - arrivedLength);
    System.arraycopy(packet, content + known, arrived, arrivedLength, taken);
    arrivedLength += taken;
    nextExpected += taken;
    if (isEnd && taken == fresh) {
      nextExpected++;
      isInputEnded = true;
    }
  }

  private void acknowledged(byte[] packet, long nowNs) {
    int count = Octets.i32(packet, ClientPacket.IPV4_BYTES + 8) - unacknowledged;
    if (count < 0 || count > everSent) {
      return;
    }
    othersWindow = Octets.u16(packet, ClientPacket.IPV4_BYTES + 14);
    tries = 0;
    if (count > 0) {
      int octets = Math.min(count, sendingLength);
      isEndAcknowledged |= count > octets;
      sendingLength -= octets;
      System.arraycopy(sending, octets, sending, 0, sendingLength);
      unacknowledged += count;
      everSent -= count;
      underWay = Math.max(0, underWay - count);
      retransmitAtNs = nowNs + RETRANSMIT_NS;
    }
  }

  // ---- segments

  private void acknowledge() {
    segment(unacknowledged + underWay, ACK, 0, 0);
  }

  private void segment(int number, int flags, int offset, int length) {
    boolean opens = (flags & SYN) != 0;
    int headerBytes = HEADER_BYTES + (opens ? 4 : 0);
    byte[] packet = new byte[ClientPacket.IPV4_BYTES + headerBytes + length];
    int at = ClientPacket.IPV4_BYTES;
    Octets.put16(packet, at, sourcePort);
    Octets.put16(packet, at + 2, destinationPort);
    Octets.put32(packet, at + 4, number);
    Octets.put32(packet, at + 8, (flags & ACK) != 0 ? nextExpected : 0);
    Octets.put8(packet, at + 12, headerBytes / 4 << 4);
    Octets.put8(packet, at + 13, flags);
    Octets.put16(packet, at + 14, BUFFER_BYTES - arrivedLength);
    if (opens) { // the maximum segment size, RFC 9293 section 3.7.1
      Octets.put16(packet, at + 20, 0x0204);
      Octets.put16(packet, at + 22, SEGMENT_BYTES);
    }
    System.arraycopy(sending, offset, packet, at + headerBytes, length);
    byte[] finished = addresses.finish(packet, ClientPacket.TCP);
    Octets.put16(finished, at + 16, checksum(finished));
    out.accept(finished);
  }

  /** Of the segment as it is: zero when its own checksum is right. */
  private static int checksum(byte[] packet) {
    int start = ClientPacket.IPV4_BYTES;
    return InternetChecksum.finish(
        InternetChecksum.sum(packet, start, packet.length - start)
            + ClientPacket.pseudoHeader(packet));
  }
}
