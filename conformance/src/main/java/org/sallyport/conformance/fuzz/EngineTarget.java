// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.Arrays;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/**
 * Two whole engines and an attacker who can send anything to either, replay and alter what they
 * send, delay and drop it. Laws: nothing throws; what was established before the attack is still
 * there afterwards and carries traffic; what was not comes up once the attacker is gone.
 *
 * <p>The first octet says when the attack takes place and how ESP travels. Then one octet for each
 * action, with its operands.
 */
public final class EngineTarget {
  private static final int MOST_ACTIONS = 40;
  private static final int MOST_OCTETS = 1400;
  private static final int ESP_PORT = 4500;
  private static final int IKE_PORT = 500;
  private static final long MILLISECOND_NS = 1_000_000L;
  private static final byte[] NON_ESP_MARKER = new byte[4];

  private final InputReader input;
  private final EnginePair pair;
  private final boolean mayTouchTheWire;

  private EngineTarget(InputReader input, EnginePair pair, boolean mayTouchTheWire) {
    this.input = input;
    this.pair = pair;
    this.mayTouchTheWire = mayTouchTheWire;
  }

  /** For Jazzer and for the corpus. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    InputReader input = new InputReader(bytes);
    int when = input.u8();
    EnginePair pair = new EnginePair((when & 1) != 0);
    if ((when & 2) == 0) {
      new EngineTarget(input, pair, true).attack();
      pair.wire.clear();
      pair.run(EnginePair.SECOND_NS);
      pair.establish();
    } else {
      pair.establish();
      EngineStatus.IkeSaStatus leftBefore = pair.left.established();
      EngineStatus.IkeSaStatus rightBefore = pair.right.established();
      new EngineTarget(input, pair, false).attack();
      pair.run(EnginePair.SECOND_NS);
      requireSame(leftBefore, pair.left);
      requireSame(rightBefore, pair.right);
    }
    pair.requireTraffic();
  }

  private static void requireSame(EngineStatus.IkeSaStatus before, EnginePair.End end) {
    boolean kept =
        end.engine.status().ikeSas().stream()
            .anyMatch(sa ->
                sa.id() == before.id()
                    && sa.state() == before.state()
                    && sa.remotePort() == before.remotePort()
                    && !sa.children().isEmpty()
                    && sa.children().getFirst().inboundSpi()
                        == before.children().getFirst().inboundSpi());
    FuzzTarget.require(kept, "what was established is not lost");
  }

  private void attack() {
    for (int action = 0; action < MOST_ACTIONS && !input.isAtEnd(); action++) {
      int code = input.u8();
      EnginePair.End target = (code & 0x80) != 0 ? pair.left : pair.right;
      switch (code & 0x0f) {
        case 0 -> target.receive(octets());
        case 1 -> target.receive(datagram(target, IKE_PORT, octets()));
        case 2 -> target.receive(datagram(target, ESP_PORT, join(NON_ESP_MARKER, octets())));
        case 3 -> target.receive(datagram(target, ESP_PORT, octets()));
        case 4 -> target.receive(packet(target, IpProtocol.ESP, join(spi(target), octets())));
        case 5 -> target.receive(datagram(target, IKE_PORT, join(ikeSpis(target), octets())));
        case 6 -> target.receive(packet(target, input.u8(), octets()));
        case 7, 8 -> replay(target);
        case 9 -> target.receive(datagram(target, ESP_PORT, join(spi(target), octets())));
        case 10 -> target.receiveInner(octets());
        case 11 -> pair.run(input.u16() * MILLISECOND_NS / 8);
        case 12 -> pair.settle();
        default -> touchTheWire(code & 0x0f);
      }
    }
  }

  /** A recorded frame again, with some octets altered. */
  private void replay(EnginePair.End target) {
    int index = input.u8();
    int alterations = input.u8() % 4;
    if (pair.recorded.isEmpty()) {
      return;
    }
    byte[] frame = pair.recorded.get(index % pair.recorded.size()).clone();
    alter(frame, alterations);
    target.receive(frame);
  }

  private void alter(byte[] frame, int alterations) {
    for (int i = 0; i < alterations; i++) {
      frame[input.u16() % frame.length] ^= (byte) input.u8();
    }
  }

  /** Before anything is established, the attacker may hold the wire too. */
  private void touchTheWire(int code) {
    if (!mayTouchTheWire) {
      return;
    }
    switch (code) {
      case 13 -> {
        pair.left.engine.initiate("right", pair.nowNs);
        pair.left.engine.poll(pair.nowNs);
      }
      case 14 -> pair.deliver();
      default -> {
        EnginePair.Sent held = pair.wire.poll();
        int alterations = input.u8() % 4;
        if (held != null && alterations > 0) {
          byte[] frame = held.frame().clone();
          alter(frame, alterations);
          held.to().receive(frame);
        }
      }
    }
  }

  private byte[] octets() {
    return input.octets(input.u16() % MOST_OCTETS);
  }

  private byte[] spi(EnginePair.End target) {
    EngineStatus.IkeSaStatus sa = target.established();
    return sa == null
        ? NON_ESP_MARKER
        : OctetString.ofInt(sa.children().getFirst().inboundSpi()).toArray();
  }

  private static byte[] ikeSpis(EnginePair.End target) {
    return target.engine.status().ikeSas().stream()
        .findFirst()
        .map(sa ->
            join(
                OctetString.ofLong(sa.initiatorSpi()).toArray(),
                OctetString.ofLong(sa.responderSpi()).toArray()))
        .orElse(new byte[0]);
  }

  private byte[] datagram(EnginePair.End target, int port, byte[] payload) {
    byte[] header = new byte[UdpHeader.LENGTH];
    Octets.put16(header, 0, port);
    Octets.put16(header, 2, port);
    Octets.put16(header, 4, UdpHeader.LENGTH + payload.length);
    return packet(target, IpProtocol.UDP, join(header, payload));
  }

  private byte[] packet(EnginePair.End target, int protocol, byte[] payload) {
    byte[] packet = join(new byte[Ipv4Header.MIN_LENGTH], payload);
    IpAddress source = target == pair.left ? EnginePair.RIGHT : EnginePair.LEFT;
    IpAddress destination = target == pair.left ? EnginePair.LEFT : EnginePair.RIGHT;
    source.copyInto(packet, 12);
    destination.copyInto(packet, 16);
    Ipv4Header.writeAroundAddresses(packet, 0, 0, packet.length, 0, false, 64, protocol);
    return packet;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
