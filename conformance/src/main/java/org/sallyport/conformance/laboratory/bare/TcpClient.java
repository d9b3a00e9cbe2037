// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.Octets;

/**
 * The asking side of one TCP connection (RFC 9293): opens it, sends one request that fits into a
 * segment, and takes what comes back, in order, until the other side closes. Written for the tests
 * alone and from the RFC, so that the engine's own TCP is not verified by itself.
 */
final class TcpClient {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PSH = 8;
  private static final int ACK = 16;
  private static final int HEADER_BYTES = 20;
  private static final int WINDOW_BYTES = 32768;
  private static final int SEGMENT_BYTES = 1300;
  private static final long RETRANSMIT_NS = 1_000_000_000L;

  private final ClientPacket addresses;
  private final int sourcePort;
  private final int destinationPort;
  private final byte[] request;
  private final Consumer<byte[]> out;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final int initialNumber;

  private State state = State.SYN_SENT;
  private int acknowledged; // what the other side has of ours
  private int nextExpected;
  private long retransmitAtNs;

  /** Where the connection is. */
  enum State {
    /** The other side has not answered. */
    SYN_SENT,
    /** Octets flow. */
    OPEN,
    /** The other side has sent everything, and does not know yet that we have it. */
    LAST_ACK,
    /** Both sides have closed. */
    FINISHED,
    /** The other side refused or broke off. */
    RESET
  }

  /**
   * A connection that is not asked for yet.
   *
   * @param initialNumber our initial sequence number
   * @param out takes whole IPv4 packets
   */
  TcpClient(
      ClientPacket addresses,
      int sourcePort,
      int destinationPort,
      int initialNumber,
      byte[] request,
      Consumer<byte[]> out) {
    this.addresses = addresses;
    this.sourcePort = sourcePort;
    this.destinationPort = destinationPort;
    this.initialNumber = initialNumber;
    this.request = request.clone();
    this.out = out;
    this.acknowledged = initialNumber;
  }

  State state() {
    return state;
  }

  /** Everything that has come so far. */
  byte[] received() {
    return received.toByteArray();
  }

  /** Sends what is due: the first time at once, then again until it is acknowledged. */
  void poll(long nowNs) {
    if (nowNs < retransmitAtNs || state == State.FINISHED || state == State.RESET) {
      return;
    }
    retransmitAtNs = nowNs + RETRANSMIT_NS;
    if (state == State.SYN_SENT) {
      segment(initialNumber, SYN, new byte[0]);
    } else if (state == State.LAST_ACK) {
      segment(requestEnd(), FIN | ACK, new byte[0]);
    } else if (acknowledged != requestEnd()) {
      segment(acknowledged, ACK | PSH, request);
    }
  }

  private int requestEnd() {
    return initialNumber + 1 + request.length;
  }

  /** Takes a packet that came; others than this connection's are left alone. */
  void take(byte[] packet, long nowNs) {
    int start = ClientPacket.IPV4_BYTES;
    if (!addresses.isAnswer(packet, ClientPacket.TCP)
        || packet.length < start + HEADER_BYTES
        || Octets.u16(packet, start) != destinationPort
        || Octets.u16(packet, start + 2) != sourcePort
        || checksum(packet) != 0) {
      return;
    }
    int flags = Octets.u8(packet, start + 13);
    if ((flags & RST) != 0) {
      state = State.RESET;
      return;
    }
    int content = start + 4 * (Octets.u8(packet, start + 12) >> 4);
    if (state == State.SYN_SENT) {
      opened(packet, flags, nowNs);
    } else if (state == State.OPEN && content <= packet.length) {
      arrived(packet, content, flags, nowNs);
    } else if (state == State.LAST_ACK) {
      closing(packet, flags);
    }
  }

  private void opened(byte[] packet, int flags, long nowNs) {
    int number = Octets.i32(packet, ClientPacket.IPV4_BYTES + 8);
    if ((flags & (SYN | ACK)) != (SYN | ACK) || number != initialNumber + 1) {
      return;
    }
    state = State.OPEN;
    acknowledged = number;
    nextExpected = Octets.i32(packet, ClientPacket.IPV4_BYTES + 4) + 1;
    segment(acknowledged, ACK | PSH, request);
    retransmitAtNs = nowNs + RETRANSMIT_NS;
  }

  private void arrived(byte[] packet, int content, int flags, long nowNs) {
    int number = Octets.i32(packet, ClientPacket.IPV4_BYTES + 8);
    if ((flags & ACK) != 0 && number == requestEnd()) {
      acknowledged = number;
    }
    int first = Octets.i32(packet, ClientPacket.IPV4_BYTES + 4);
    int count = packet.length - content;
    if (count == 0 && (flags & FIN) == 0) {
      return;
    }
    if (first == nextExpected) {
      received.write(packet, content, count);
      nextExpected += count;
      if ((flags & FIN) != 0) {
        nextExpected++;
        state = State.LAST_ACK;
        segment(requestEnd(), FIN | ACK, new byte[0]);
        retransmitAtNs = nowNs + RETRANSMIT_NS;
        return;
      }
    }
    segment(acknowledged, ACK, new byte[0]);
  }

  private void closing(byte[] packet, int flags) {
    int number = Octets.i32(packet, ClientPacket.IPV4_BYTES + 8);
    if ((flags & ACK) != 0 && number == requestEnd() + 1) {
      state = State.FINISHED;
    } else if ((flags & FIN) != 0) {
      segment(requestEnd(), FIN | ACK, new byte[0]);
    }
  }

  private void segment(int number, int flags, byte[] content) {
    boolean opens = (flags & SYN) != 0;
    int headerBytes = HEADER_BYTES + (opens ? 4 : 0);
    byte[] packet = new byte[ClientPacket.IPV4_BYTES + headerBytes + content.length];
    int at = ClientPacket.IPV4_BYTES;
    Octets.put16(packet, at, sourcePort);
    Octets.put16(packet, at + 2, destinationPort);
    Octets.put32(packet, at + 4, number);
    Octets.put32(packet, at + 8, (flags & ACK) != 0 ? nextExpected : 0);
    Octets.put8(packet, at + 12, headerBytes / 4 << 4);
    Octets.put8(packet, at + 13, flags);
    Octets.put16(packet, at + 14, WINDOW_BYTES);
    if (opens) { // the maximum segment size, RFC 9293 section 3.7.1
      Octets.put16(packet, at + 20, 0x0204);
      Octets.put16(packet, at + 22, SEGMENT_BYTES);
    }
    System.arraycopy(content, 0, packet, at + headerBytes, content.length);
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
