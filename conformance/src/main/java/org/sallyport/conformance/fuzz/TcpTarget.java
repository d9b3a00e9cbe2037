// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/**
 * TCP under any segments, of hosts that know every number of their own connections. Laws: nothing
 * throws, every slot comes back, the blocks of connections are bounded and all given back once the
 * others are silent, and a client who keeps to the rules gets his page meanwhile.
 */
public final class TcpTarget {
  private static final int MOST_ACTIONS = 80;
  private static final int MOST_CONNECTIONS = 64;
  private static final int HONEST_PORT = 40_000;
  private static final int FIRST_PORT = 50_000;
  private static final int ATTACKERS = 4;
  private static final int HEADER_BYTES = 20;
  private static final int TCP = Ipv4Header.MIN_LENGTH;
  private static final long MILLISECOND_NS = 1_000_000L;
  private static final byte[] REQUEST =
      "GET /long HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final InputReader input;
  private final LoneEngine host = LoneEngine.web();

  // What each attacker has seen of the engine's numbers, and the last that he sent.
  private final int[] theirs = new int[ATTACKERS];
  private final int[] ours = new int[ATTACKERS];

  private TcpTarget(InputReader input) {
    this.input = input;
  }

  /** For Jazzer and for the corpus. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    new TcpTarget(new InputReader(bytes)).attack();
  }

  private void attack() {
    for (int i = 0; i < MOST_ACTIONS && !input.isAtEnd(); i++) {
      int code = input.u8();
      if ((code & 0x0f) == 0x0f) {
        host.run(input.u16() * MILLISECOND_NS * 4);
      } else {
        send(code);
      }
      see();
      FuzzTarget.require(host.connections() <= MOST_CONNECTIONS, "connections are bounded");
    }
    WebClient honest = new WebClient(host, HONEST_PORT);
    honest.write(REQUEST);
    honest.run(LoneEngine.SECOND_NS * 20);
    honest.endOutput();
    honest.run(LoneEngine.SECOND_NS * 20);
    FuzzTarget.require(
        honest.isAtEnd() && honest.text().endsWith("\r\n\r\n" + LoneEngine.PAGE),
        "a client who keeps to the rules gets the page");
    host.run(1500 * LoneEngine.SECOND_NS);
    FuzzTarget.require(host.connections() == 0, "connections are given back");
    host.requireSlotsBack();
  }

  /** The numbers of what the engine has sent. */
  private void see() {
    for (byte[] packet = host.sent.poll(); packet != null; packet = host.sent.poll()) {
      int attacker =
          packet.length < TCP + HEADER_BYTES ? -1 : Octets.u16(packet, TCP + 2) - FIRST_PORT;
      if (attacker >= 0 && attacker < ATTACKERS) {
        int flags = Octets.u8(packet, TCP + 13);
        int text = packet.length - TCP - 4 * (Octets.u8(packet, TCP + 12) >> 4);
        theirs[attacker] = Octets.i32(packet, TCP + 4) + text + (flags & 1) + (flags >> 1 & 1);
      }
    }
  }

  private void send(int code) {
    int attacker = code >> 6 & 3;
    int flags = input.u8();
    int shape = input.u8();
    int options = (shape & 1) == 0 ? 0 : 4 * (input.u8() % 11);
    byte[] text = (shape & 2) == 0 ? new byte[0] : input.octets(input.u16() % 1200);
    byte[] packet = new byte[TCP + HEADER_BYTES + options + text.length];
    LoneEngine.OTHER.copyInto(packet, Ipv4Header.SOURCE);
    LoneEngine.OWN.copyInto(packet, Ipv4Header.DESTINATION);
    Ipv4Header.writeAroundAddresses(packet, 0, 0, packet.length, 1, false, 64, IpProtocol.TCP);
    Octets.put16(packet, TCP, FIRST_PORT + attacker);
    Octets.put16(packet, TCP + 2, 80);
    Octets.put32(packet, TCP + 4, ours[attacker] + offset(shape >> 2));
    Octets.put32(packet, TCP + 8, theirs[attacker] + offset(shape >> 4));
    Octets.put8(packet, TCP + 12, (HEADER_BYTES + options) / 4 << 4);
    Octets.put8(packet, TCP + 13, flags);
    Octets.put16(packet, TCP + 14, (shape & 0x80) == 0 ? 0x4000 : input.u16());
    byte[] octets = input.octets(options);
    System.arraycopy(octets, 0, packet, TCP + HEADER_BYTES, octets.length);
    System.arraycopy(text, 0, packet, TCP + HEADER_BYTES + options, text.length);
    int sum =
        InternetChecksum.finish(
            InternetChecksum.sum(packet, TCP, packet.length - TCP)
                + InternetChecksum.pseudoHeader(
                    packet, Ipv4Header.SOURCE, 4, IpProtocol.TCP, packet.length - TCP));
    Octets.put16(packet, TCP + 16, (code & 0x30) == 0x30 ? sum ^ 1 : sum);
    ours[attacker] += text.length + (flags & 1) + (flags >> 1 & 1);
    host.receive(packet);
  }

  /** Mostly none; else what the input says. */
  private int offset(int kind) {
    return switch (kind & 3) {
      case 1 -> (byte) input.u8();
      case 2 -> input.u16() << 16 | input.u16();
      default -> 0;
    };
  }
}
