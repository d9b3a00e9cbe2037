// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.TcpHeader;

/** Segments in and segments out allocate nothing. */
final class TcpAllocationTest {
  private static final int ROUNDS = 20_000;
  private static final int TEXT = 100;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final byte[] outgoing = new byte[2048];
  private final Frame frame = new Frame();
  private final TcpHeader header = new TcpHeader();
  private final Frame view = new Frame();
  private final byte[] taken = new byte[2048];
  private int expected;
  private int next = 9000;
  private int octets;
  private final Tcp tcp =
      new Tcp(
          TcpLimits.DEFAULT,
          TcpTimers.DEFAULT,
          new BouncyCastleLibrary(),
          (target, offset, length) -> {},
          new Output(),
          TraceSink.NONE);

  private final class Output implements SegmentOutput {
    @Override
    public @Nullable Frame claim() {
      return frame.wrap(outgoing, 0, 2048, 192, 0);
    }

    @Override
    public void send(Frame segment, byte[] addresses, int addressLength, long now) {
      header.wrap(segment.bytes(), segment.offset(), segment.length());
      expected = header.sequence() + header.textLength() + (header.has(TcpHeader.SYN) ? 1 : 0);
      octets += header.textLength();
    }

    @Override
    public int maximumSegment(int addressLength) {
      return 1332;
    }
  }

  private final class Answering implements TcpApplication {
    @Override
    public void established(TcpConnection connection, long nowNs) {}

    @Override
    public void received(TcpConnection connection, long nowNs) {
      int count = tcp.read(connection, taken, 0, taken.length, nowNs);
      tcp.send(connection, count, nowNs);
    }

    @Override
    public void acknowledged(TcpConnection connection, long nowNs) {}

    @Override
    public void ended(TcpConnection connection, boolean broken, long nowNs) {}

    @Override
    public void copy(
        TcpConnection connection, long position, byte[] target, int offset, int length) {}
  }

  private void deliver(byte[] bytes, int flags, long nowNs) {
    TcpHeader.write(bytes, 20, 40000, 80, next, expected, flags, 60000, 0);
    long pseudo =
        InternetChecksum.pseudoHeader(
            bytes, Ipv4Header.SOURCE, 4, IpProtocol.TCP, bytes.length - 20);
    TcpHeader.writeChecksum(bytes, 20, bytes.length - 20, pseudo);
    DropReason readable = view.wrap(bytes, 0, bytes.length).ip().read();
    if (readable != DropReason.NONE || tcp.receive(view.ip(), nowNs) != DropReason.NONE) {
      throw new AssertionError("refused");
    }
    next += bytes.length - 40 + ((flags & TcpHeader.SYN) != 0 ? 1 : 0);
  }

  private void converse(byte[] bytes) {
    for (int round = 0; round < ROUNDS; round++) {
      long nowNs = 1_000_000L * round;
      deliver(bytes, TcpHeader.ACK | TcpHeader.PSH, nowNs);
      tcp.poll(nowNs);
    }
  }

  @Test
  void segmentsAllocateNothing() {
    assertTrue(tcp.listen(80, new Answering()));
    Segment bare = new Segment(40000, 80, "S", 0, 0, 0, 0, -1, new byte[0]);
    byte[] small = TcpFixture.packet(TcpFixture.CLIENT, TcpFixture.SERVER, bare);
    deliver(small, TcpHeader.SYN, 0);
    deliver(small, TcpHeader.ACK, 0);
    Segment full = new Segment(40000, 80, "A", 0, 0, 0, 0, -1, new byte[TEXT]);
    byte[] bytes = TcpFixture.packet(TcpFixture.CLIENT, TcpFixture.SERVER, full);
    converse(bytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    converse(bytes);
    long perRound = (THREADS.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    assertEquals(2 * ROUNDS * TEXT, octets);
    assertEquals(0, perRound, "octets allocated for a segment and its answer");
  }
}
