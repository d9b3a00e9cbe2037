// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.table.TaskSchedulerEvent;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.TcpHeader;

/** The web server of a whole engine: its policy decides who reaches it, and how. */
final class WebTest {
  private static final byte[] BODY =
      "<p>through the tunnel</p>".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private static EnginePair pair(Mode mode) {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.mode = mode;
    setup.web = new WebConfig(80, true, List.of(new WebPage("/index.html", "text/html", BODY)));
    return new EnginePair(setup);
  }

  /** A TCP client of the host behind engine a, or of a itself on the wire. */
  private static final class Client {
    final IpAddress source;
    final IpAddress destination;
    int next = 5000;
    int expected;
    final StringBuilder text = new StringBuilder();
    boolean opened;

    Client(IpAddress source, IpAddress destination) {
      this.source = source;
      this.destination = destination;
    }

    byte[] segment(int flags, String body) {
      byte[] bytes = new byte[40 + body.length()];
      source.copyInto(bytes, Ipv4Header.SOURCE);
      destination.copyInto(bytes, Ipv4Header.DESTINATION);
      Ipv4Header.writeAroundAddresses(bytes, 0, 0, bytes.length, 9, false, 64, IpProtocol.TCP);
      TcpHeader.write(bytes, 20, 40001, 80, next, expected, flags, 60000, 0);
      for (int i = 0; i < body.length(); i++) {
        bytes[40 + i] = (byte) body.charAt(i);
      }
      TcpHeader.writeChecksum(
          bytes,
          20,
          bytes.length - 20,
          InternetChecksum.pseudoHeader(
              bytes, Ipv4Header.SOURCE, 4, IpProtocol.TCP, bytes.length - 20));
      boolean takesOne = (flags & (TcpHeader.SYN | TcpHeader.FIN)) != 0;
      next += body.length() + (takesOne ? 1 : 0);
      return bytes;
    }

    /** Takes an IP packet; gives what it answers, or nothing. */
    List<byte[]> receive(byte[] packet) {
      List<byte[]> answers = new ArrayList<>();
      TcpHeader header = new TcpHeader().wrap(packet, 20, packet.length - 20);
      assertEquals(DropReason.NONE, header.checkLength());
      if (header.has(TcpHeader.SYN)) {
        expected = header.sequence() + 1;
        opened = true;
        answers.add(segment(TcpHeader.ACK, ""));
      } else if (header.sequence() == expected && header.textLength() > 0) {
        text.append(
            new String(
                packet,
                header.textOffset(),
                header.textLength(),
                java.nio.charset.StandardCharsets.ISO_8859_1));
        expected += header.textLength();
        answers.add(segment(TcpHeader.ACK, ""));
      }
      return answers;
    }
  }

  private static void pump(EnginePair pair, Client client) {
    for (int turn = 0; turn < 50; turn++) {
      pair.runFor(50_000_000);
      List<byte[]> packets = new ArrayList<>(pair.a.delivered);
      pair.a.delivered.clear();
      for (byte[] packet : packets) {
        for (byte[] answer : client.receive(packet)) {
          pair.a.sendInner(answer);
        }
      }
    }
  }

  @Test
  void pageComesThroughTheTunnel() {
    EnginePair pair = pair(Mode.TUNNEL);
    Client client = new Client(EnginePair.address("10.1.0.7"), pair.b.inner);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    pair.a.sendInner(client.segment(TcpHeader.SYN, ""));
    pump(pair, client);
    assertTrue(client.opened);
    pair.a.sendInner(
        client.segment(
            TcpHeader.ACK | TcpHeader.PSH,
            "GET / HTTP/1.1\r\nHost: b\r\n\r\nGET /status.json HTTP/1.1\r\nHost: b\r\n\r\n"));
    pump(pair, client);
    assertTrue(
        client.text.toString().contains("<p>through the tunnel</p>"), client.text.toString());
    assertTrue(
        client.text.toString().contains("\"state\":\"Established\""), client.text.toString());
    assertFalse(client.text.toString().contains("the secret of two"));
    assertEquals(1, pair.b.engine.status().machine().connections().size());
    assertEquals(0, pair.b.held());
  }

  // RFC 4301 §5.2: what is to be protected and comes in clear is discarded, SYNs included.
  @Test
  void synInClearIsRefused() {
    for (Mode mode : Mode.values()) {
      EnginePair pair = pair(mode);
      Client client = new Client(pair.a.outer, mode == Mode.TUNNEL ? pair.b.inner : pair.b.outer);
      pair.a.engine.initiate("b", pair.nowNs);
      pair.run();
      byte[] packet = client.segment(TcpHeader.SYN, "");
      byte[] frame = new byte[14 + packet.length];
      System.arraycopy(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0}, 0, frame, 0, 14);
      System.arraycopy(packet, 0, frame, 14, packet.length);
      int before = pair.b.framesOut.size();
      assertEquals(DropReason.POLICY_DISCARD, pair.b.receive(frame));
      pair.run();
      assertEquals(before, pair.b.framesOut.size(), "not a word in answer");
      assertEquals(0, pair.b.engine.status().machine().connections().size());
    }
  }

  @Test
  void pageComesInTransportMode() {
    EnginePair pair = pair(Mode.TRANSPORT);
    Client client = new Client(pair.a.outer, pair.b.outer);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    pair.a.sendInner(client.segment(TcpHeader.SYN, ""));
    pair.run();
    assertEquals(1, pair.b.engine.status().machine().connections().size());
    assertEquals(0, pair.b.drops(DropReason.POLICY_DISCARD));
  }

  /** It takes its turn with the handshakes, as a task without anything to do when idle. */
  @Test
  void webServerIsATask() {
    List<Long> dispatched = new ArrayList<>();
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.web = new WebConfig(80, false, List.of(new WebPage("/index.html", "text/html", BODY)));
    setup.observer =
        (machine, id, state, event, next, known, timeNs) -> {
          if (event == TaskSchedulerEvent.DISPATCH) {
            dispatched.add(id);
          }
        };
    EnginePair pair = new EnginePair(setup);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    Client client = new Client(EnginePair.address("10.1.0.7"), pair.b.inner);
    pair.a.sendInner(client.segment(TcpHeader.SYN, ""));
    pump(pair, client);
    // The handshakes' and their jobs' come first, then Receive and Main, then the two servers'.
    long server = LimitsConfig.DEFAULT.maximumIkeSas() + 4L;
    dispatched.clear();
    pair.runFor(31_000_000_000L);
    assertTrue(dispatched.contains(server), "the idle connection is closed: " + dispatched);
    dispatched.clear();
    assertEquals(0, pair.b.engine.poll(pair.nowNs));
    assertEquals(List.of(), dispatched);
  }

  @Test
  void statusPageStandsForItself() {
    EnginePair pair = pair(Mode.TUNNEL);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    Client client = new Client(EnginePair.address("10.1.0.7"), pair.b.inner);
    pair.a.sendInner(client.segment(TcpHeader.SYN, ""));
    pump(pair, client);
    pair.a.sendInner(
        client.segment(TcpHeader.ACK | TcpHeader.PSH, "GET /status HTTP/1.1\r\nHost: b\r\n\r\n"));
    pump(pair, client);
    String page = client.text.toString();
    assertTrue(page.startsWith("HTTP/1.1 200 OK\r\n"), page);
    assertTrue(page.endsWith("</html>\n"), "the whole page has come");
    assertTrue(page.contains("<span class=\"chip on\">Established &times; 1</span>"), page);
    assertFalse(page.contains("http://") || page.contains("https://"), "nothing from elsewhere");
  }
}
