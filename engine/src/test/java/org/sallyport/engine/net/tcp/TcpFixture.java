// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.table.TcpState;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.TcpHeader;

/** The engine's TCP with a peer that a test plays by hand: segments in, segments out, a clock. */
final class TcpFixture {
  static final int PORT = 80;
  static final long MILLISECOND_NS = 1_000_000;
  static final long SECOND_NS = 1_000_000_000;
  static final IpAddress SERVER = address("192.0.2.1");
  static final IpAddress CLIENT = address("192.0.2.2");
  static final IpAddress SERVER_IPV6 = address("2001:db8::1");
  static final IpAddress CLIENT_IPV6 = address("2001:db8::2");

  final Tcp tcp;
  final Recorder application = new Recorder();
  final Deque<Segment> sent = new ArrayDeque<>();
  final List<String> trace = new ArrayList<>();
  long nowNs = SECOND_NS;
  int frames = Integer.MAX_VALUE;
  DropReason reason = DropReason.NONE;

  // The peer that is played.
  IpAddress server = SERVER;
  IpAddress client = CLIENT;
  int clientPort = 40000;
  int next = 1000;
  int expected;
  int window = 65535;

  TcpFixture() {
    this(TcpLimits.DEFAULT);
  }

  TcpFixture(TcpLimits limits) {
    this(limits, 1);
  }

  TcpFixture(TcpLimits limits, long seed) {
    Random random = new Random(seed);
    tcp =
        new Tcp(
            limits,
            TcpTimers.DEFAULT,
            new BouncyCastleLibrary(),
            (target, offset, length) -> {
              for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) random.nextInt();
              }
            },
            new Output(),
            NotedRows.and((machine, id, state, event, next, known, now) ->
                trace.add(
                    String.join(
                        " ", machine, state.specName(), event.specName(), next.specName()))));
    assertTrue(tcp.listen(PORT, application));
  }

  private final class Output implements SegmentOutput {
    @Override
    public @Nullable Frame claim() {
      if (frames-- <= 0) {
        return null;
      }
      return new Frame().wrap(new byte[2048], 0, 2048, 192, 0);
    }

    @Override
    public void send(Frame segment, byte[] addresses, int addressLength, long now) {
      TcpHeader header = new TcpHeader().wrap(segment.bytes(), segment.offset(), segment.length());
      assertEquals(DropReason.NONE, header.checkLength());
      assertTrue(
          header.checksumValid(
              InternetChecksum.pseudoHeader(
                  addresses, 0, addressLength, IpProtocol.TCP, segment.length())),
          "what we send has a right checksum");
      assertTrue(segment.length() <= TcpHeader.LENGTH + maximumSegment(addressLength));
      sent.add(Segment.of(header));
    }

    @Override
    public int maximumSegment(int addressLength) {
      return addressLength == 4 ? 1332 : 1312;
    }
  }

  static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }

  /** An IP packet with the segment, from its IP header on. */
  static byte[] packet(IpAddress source, IpAddress destination, Segment segment) {
    int ip = source.isIpv4() ? Ipv4Header.MIN_LENGTH : Ipv6Header.LENGTH;
    int options = (segment.mss() > 0 ? 4 : 0) + (segment.scale() >= 0 ? 4 : 0);
    int length = TcpHeader.LENGTH + options + segment.text().length;
    byte[] bytes = new byte[ip + length];
    if (source.isIpv4()) {
      source.copyInto(bytes, Ipv4Header.SOURCE);
      destination.copyInto(bytes, Ipv4Header.DESTINATION);
      Ipv4Header.writeAroundAddresses(bytes, 0, 0, bytes.length, 7, false, 64, IpProtocol.TCP);
    } else {
      source.copyInto(bytes, Ipv6Header.SOURCE);
      destination.copyInto(bytes, Ipv6Header.DESTINATION);
      Ipv6Header.writeAroundAddresses(bytes, 0, 0, length, IpProtocol.TCP, 64);
    }
    TcpHeader.write(
        bytes,
        ip,
        segment.sourcePort(),
        segment.destinationPort(),
        segment.sequence(),
        segment.acknowledgment(),
        segment.bits(),
        segment.window(),
        options);
    int at = ip + TcpHeader.LENGTH;
    if (segment.mss() > 0) {
      TcpHeader.writeMaximumSegment(bytes, at, segment.mss());
      at += 4;
    }
    if (segment.scale() >= 0) {
      TcpHeader.writeWindowScale(bytes, at, segment.scale());
      at += 4;
    }
    System.arraycopy(segment.text(), 0, bytes, at, segment.text().length);
    int addresses = source.isIpv4() ? Ipv4Header.SOURCE : Ipv6Header.SOURCE;
    TcpHeader.writeChecksum(
        bytes,
        ip,
        length,
        InternetChecksum.pseudoHeader(bytes, addresses, source.length(), IpProtocol.TCP, length));
    return bytes;
  }

  DropReason deliver(byte[] bytes) {
    IpView packet = new Frame().wrap(bytes, 0, bytes.length).ip();
    assertEquals(DropReason.NONE, packet.read());
    reason = tcp.receive(packet, nowNs);
    return reason;
  }

  /** A segment of the client; numbers are relative to where the client stands. */
  void receive(String flags, int sequence, int acknowledgment, String text) {
    receive(
        new Segment(
            clientPort, PORT, flags, sequence, acknowledgment, window, 0, -1, octets(text)));
  }

  void receive(Segment segment) {
    deliver(packet(client, server, segment));
  }

  static byte[] octets(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /** SYN. */
  void syn() {
    receive(new Segment(clientPort, PORT, "S", next, 0, window, 1460, 2, new byte[0]));
  }

  /** The three-way handshake. */
  void open() {
    syn();
    next++;
    Segment answer = take();
    assertEquals("SA", answer.flags());
    assertEquals(next, answer.acknowledgment());
    expected = answer.sequence() + 1;
    receive("A", next, expected, "");
    assertQuiet();
    assertEquals(TcpState.ESTABLISHED, state());
  }

  /** The client sends text in order. */
  void text(String text) {
    receive("AP", next, expected, text);
    next += text.length();
  }

  /** The client acknowledges up to {@code expected}. */
  void ack() {
    receive("A", next, expected, "");
  }

  void fin() {
    receive("AF", next, expected, "");
    next++;
  }

  /** The next segment that was sent. */
  Segment take() {
    assertFalse(sent.isEmpty(), "something was sent");
    return sent.remove();
  }

  void assertQuiet() {
    assertTrue(sent.isEmpty(), () -> "nothing was sent but " + sent);
  }

  /** Lets time pass, with every deadline met on the way. */
  void pass(long durationNs) {
    long untilNs = nowNs + durationNs;
    for (long dueNs = tcp.nextDeadlineNs(); dueNs <= untilNs; dueNs = tcp.nextDeadlineNs()) {
      nowNs = Math.max(nowNs, dueNs);
      tcp.poll(nowNs);
    }
    nowNs = untilNs;
  }

  /** What a machine fired last: state, event and next state. */
  String lastFired(String machine) {
    return trace.stream()
        .filter(line -> line.startsWith(machine + " "))
        .reduce((earlier, later) -> later)
        .map(line -> line.substring(machine.length() + 1))
        .orElse("nothing");
  }

  /** The latest connection of the application. */
  TcpConnection connection() {
    return Objects.requireNonNull(application.latest);
  }

  TcpState state() {
    return connection().state();
  }

  /** An application that keeps what it is told and sends a pattern. */
  final class Recorder implements TcpApplication {
    final StringBuilder text = new StringBuilder();
    final List<String> told = new ArrayList<>();
    boolean reads = true;
    int acknowledgments;
    @Nullable TcpConnection latest;

    @Override
    public void established(TcpConnection connection, long now) {
      latest = connection;
      told.add("established");
    }

    @Override
    public void received(TcpConnection connection, long now) {
      if (reads) {
        byte[] target = new byte[connection.readable()];
        tcp.read(connection, target, 0, target.length, now);
        text.append(new String(target, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
      if (connection.peerClosed()) {
        told.add("peerClosed");
      }
    }

    @Override
    public void acknowledged(TcpConnection connection, long now) {
      acknowledgments++;
    }

    @Override
    public void ended(TcpConnection connection, boolean broken, long now) {
      told.add(broken ? "broken" : "over");
    }

    @Override
    public void copy(
        TcpConnection connection, long position, byte[] target, int offset, int length) {
      assertTrue(length > 0, "octets are asked for where there are some");
      for (int i = 0; i < length; i++) {
        Octets.put8(target, offset + i, pattern(position + i));
      }
    }
  }

  /** The octet at a position of what the application sends. */
  static int pattern(long position) {
    return (int) (position * 31 + (position >> 8)) & 0xFF;
  }
}
