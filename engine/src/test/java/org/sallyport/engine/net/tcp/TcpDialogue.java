// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.TcpHeader;

/** An application on the engine's TCP, and clients that talk to it over a perfect network. */
public final class TcpDialogue {
  private static final int PORT = 80;
  private static final int LARGEST_TEXT = 1000;

  /** The engine's TCP. */
  public final Tcp tcp;

  /** The time; {@link #pass} moves it. */
  public long nowNs = 1_000_000_000L;

  private final List<Client> clients = new ArrayList<>();
  private final Deque<Segment> toClients = new ArrayDeque<>();
  private final Runnable poll;

  /** A dialogue with an application and what is to be polled beside TCP. */
  public TcpDialogue(Function<Tcp, TcpApplication> maker, Function<TcpDialogue, Runnable> poller) {
    Random random = new Random(7);
    tcp =
        new Tcp(
            TcpLimits.DEFAULT,
            TcpTimers.DEFAULT,
            new BouncyCastleLibrary(),
            (target, offset, length) -> {
              for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) random.nextInt();
              }
            },
            new Output(),
            NotedRows.sink());
    tcp.listen(PORT, maker.apply(tcp));
    poll = poller.apply(this);
  }

  private final class Output implements SegmentOutput {
    @Override
    public @Nullable Frame claim() {
      return new Frame().wrap(new byte[2048], 0, 2048, 192, 0);
    }

    @Override
    public void send(Frame segment, byte[] addresses, int addressLength, long now) {
      toClients.add(
          Segment.of(new TcpHeader().wrap(segment.bytes(), segment.offset(), segment.length())));
    }

    @Override
    public int maximumSegment(int addressLength) {
      return 1332;
    }
  }

  /** Opens a connection. */
  public Client connect() {
    Client client = new Client(20_000 + clients.size());
    clients.add(client);
    client.transmit("S", "");
    client.next++;
    settle();
    return client;
  }

  /** Everything that is under way arrives. */
  private void settle() {
    for (Segment segment = toClients.poll(); segment != null; segment = toClients.poll()) {
      clients.get(segment.destinationPort() - 20_000).receive(segment);
    }
  }

  /** Lets time pass. */
  public void pass(long durationNs) {
    long untilNs = nowNs + durationNs;
    while (nowNs < untilNs) {
      nowNs = Math.min(untilNs, nowNs + 50_000_000L);
      tcp.poll(nowNs);
      poll.run();
      settle();
    }
  }

  /** A client. */
  public final class Client {
    /** Whether it acknowledges what it gets. */
    public boolean acknowledges = true;

    /** The window that it announces. */
    public int window = 65535;

    private final int port;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int next = 100;
    private int expected;
    private boolean closed;
    private boolean reset;

    private Client(int port) {
      this.port = port;
    }

    /** Sends octets in order. */
    public void send(String text) {
      for (int at = 0; at < text.length() || at == 0; at += LARGEST_TEXT) {
        String piece = text.substring(at, Math.min(text.length(), at + LARGEST_TEXT));
        transmit("AP", piece);
        next += piece.length();
        settle();
      }
    }

    /** Closes its half. */
    public void close() {
      transmit("AF", "");
      next++;
      settle();
    }

    /** Acknowledges everything, now. */
    public void acknowledge() {
      transmit("A", "");
      settle();
    }

    /** What has come, as text; and forgets it. */
    public String take() {
      String text = received.toString(StandardCharsets.ISO_8859_1);
      received.reset();
      return text;
    }

    /** Whether the server has closed its half. */
    public boolean isClosed() {
      return closed;
    }

    /** Whether the server has reset the connection. */
    public boolean isReset() {
      return reset;
    }

    private void transmit(String flags, String text) {
      Segment segment =
          new Segment(
              port,
              PORT,
              flags,
              next,
              expected,
              window,
              0,
              -1,
              text.getBytes(StandardCharsets.ISO_8859_1));
      byte[] bytes = TcpFixture.packet(TcpFixture.CLIENT, TcpFixture.SERVER, segment);
      IpView packet = new Frame().wrap(bytes, 0, bytes.length).ip();
      if (packet.read() != DropReason.NONE) {
        throw new IllegalStateException("the test makes good packets");
      }
      tcp.receive(packet, nowNs);
    }

    private void receive(Segment segment) {
      if (segment.has('R')) {
        reset = true;
      } else if (segment.has('S')) {
        expected = segment.sequence() + 1;
        transmit("A", "");
      } else if (window == 0 && segment.length() > 0) {
        transmit("A", "");
      } else if (segment.sequence() == expected && acknowledges && segment.length() > 0) {
        received.write(segment.text(), 0, segment.text().length);
        expected += segment.length();
        closed |= segment.has('F');
        transmit("A", "");
      }
    }
  }
}
