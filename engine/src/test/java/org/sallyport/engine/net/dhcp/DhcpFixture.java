// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.net.StackHandlers;
import org.sallyport.engine.net.StackLimits;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.ArpPacket;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/** The DHCP client with servers that a test plays by hand: messages in, messages out, a clock. */
final class DhcpFixture {
  static final long SECOND_NS = 1_000_000_000L;
  static final long HARDWARE = 0x0200_0000_0001L;
  static final long SERVER_HARDWARE = 0x0200_0000_0002L;
  static final IpAddress SERVER = address("192.0.2.1");
  static final IpAddress GIVEN = address("192.0.2.77");
  static final int SLOTS = 8;

  private static final int IP = EthernetHeader.LENGTH;
  private static final int UDP = IP + Ipv4Header.MIN_LENGTH;
  private static final int MESSAGE = UDP + UdpHeader.LENGTH;
  private static final int FIXED = 240;

  final FramePool pool = FramePool.of(SLOTS);
  final NetworkInterface network;
  final DhcpClient client;

  /** What the client sent, in order. */
  final List<Heard> heard = new ArrayList<>();

  /** Every firing of the client's machine, as {@code State Event Next}. */
  final List<String> fired = new ArrayList<>();

  /** What the operator was told, in order. */
  final List<String> reports = new ArrayList<>();

  /** Who answers ARP. */
  final Map<IpAddress, Long> neighbours = new HashMap<>(Map.of(SERVER, SERVER_HARDWARE));

  long nowNs;

  /** What the entropy source gives, as four octets. */
  int random;

  private final HostStack stack;
  private final Deque<byte[]> sent = new ArrayDeque<>();

  DhcpFixture() {
    Arrays.fill(pool.slab().bytes(), (byte) 0x5A); // what other frames have left in the slots
    NetworkConfig config =
        new NetworkConfig(
            NetworkConfig.LinkKind.ETHERNET,
            Objects.requireNonNull(OctetString.parseHex("020000000001")),
            List.of(),
            List.of(),
            NetworkConfig.ETHERNET_MTU,
            true);
    network =
        new NetworkInterface(
            config,
            StackLimits.DEFAULT,
            pool,
            Frames.copying(sent::add),
            1,
            NotedRows.sink(),
            /* standIn= */ null);
    stack = HostStack.of(network, StackHandlers.NONE);
    client =
        new DhcpClient(
            stack,
            HARDWARE,
            (target, offset, length) -> Octets.put32(target, offset, random),
            NotedRows.and((machine, id, state, event, next, known, now) ->
                fired.add(String.join(" ", state.specName(), event.specName(), next.specName()))),
            new DhcpReports() {
              @Override
              public void unusable(LeaseDefect defect, DhcpMessage message, long nowNs) {
                reports.add("unusable: " + defect + ": " + defect.text(message));
              }

              @Override
              public void silence(@Nullable IpAddress held, long sinceNs, long nowNs) {
                reports.add("silence: " + held + ", " + sinceNs / SECOND_NS + " s");
              }

              @Override
              public void conflict(IpAddress address, IpAddress server, long nowNs) {
                reports.add("conflict: " + address + ", " + server);
              }
            });
  }

  /**
   * A message of the client.
   *
   * @param payload the message itself
   * @param link the link address that it went to
   */
  record Heard(long timeNs, byte[] payload, long link, IpAddress source, IpAddress destination) {
    int type() {
      return Objects.requireNonNull(options().get(53))[0];
    }

    int transaction() {
      return Octets.i32(payload, 4);
    }

    int seconds() {
      return Octets.u16(payload, 8);
    }

    boolean wantsBroadcast() {
      return Octets.u16(payload, 10) == 0x8000;
    }

    IpAddress clientAddress() {
      return IpAddress.of(payload, 12, 4);
    }

    /** The options up to the end, by code. */
    Map<Integer, byte[]> options() {
      Map<Integer, byte[]> options = new HashMap<>();
      int at = FIXED;
      while (Octets.u8(payload, at) != 255) {
        int length = Octets.u8(payload, at + 1);
        options.put(Octets.u8(payload, at), Arrays.copyOfRange(payload, at + 2, at + 2 + length));
        at += 2 + length;
      }
      return options;
    }
  }

  static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }

  /** Octets of options: each a code and its value. */
  static byte[] option(int code, byte... value) {
    byte[] option = new byte[2 + value.length];
    option[0] = (byte) code;
    option[1] = (byte) value.length;
    System.arraycopy(value, 0, option, 2, value.length);
    return option;
  }

  static byte[] option(int code, IpAddress value) {
    return option(code, value.toOctets().toArray());
  }

  static byte[] seconds(int code, long seconds) {
    byte[] value = new byte[4];
    Octets.put32(value, 0, seconds);
    return option(code, value);
  }

  static byte[] join(byte[]... parts) {
    byte[] whole = new byte[0];
    for (byte[] part : parts) {
      int length = whole.length;
      whole = Arrays.copyOf(whole, length + part.length);
      System.arraycopy(part, 0, whole, length, part.length);
    }
    return whole;
  }

  /** A message of a server to a client without an end of its options. */
  static byte[] reply(int transaction, IpAddress given, long hardware, byte[]... options) {
    byte[] payload = new byte[FIXED];
    Octets.put32(payload, 0, 0x0201_0600);
    Octets.put32(payload, 4, transaction);
    given.copyInto(payload, 16);
    Octets.put48(payload, 28, hardware);
    Octets.put32(payload, 236, 0x6382_5363);
    return join(payload, join(options));
  }

  /** What a server says in answer to the client's last message: a type and further options. */
  DropReason say(int type, IpAddress server, IpAddress given, byte[]... options) {
    return receive(
        reply(
            heard.getLast().transaction(),
            given,
            HARDWARE,
            option(53, (byte) type),
            option(54, server),
            join(options)));
  }

  /** The server offers or grants {@link #GIVEN} for so many seconds. */
  DropReason give(int type, long leaseSeconds) {
    return say(type, SERVER, GIVEN, option(1, address("255.255.255.0")), seconds(51, leaseSeconds));
  }

  DropReason receive(byte[] payload) {
    return receive(payload, DhcpMessage.SERVER_PORT);
  }

  DropReason receive(byte[] payload, int sourcePort) {
    byte[] frame = new byte[MESSAGE + payload.length];
    EthernetHeader.write(frame, 0, EthernetHeader.BROADCAST, SERVER_HARDWARE, EtherType.IPV4);
    SERVER.copyInto(frame, IP + Ipv4Header.SOURCE);
    address("255.255.255.255").copyInto(frame, IP + Ipv4Header.DESTINATION);
    Ipv4Header.writeAroundAddresses(frame, IP, 0, frame.length - IP, 1, false, 64, IpProtocol.UDP);
    UdpHeader.write(frame, UDP, sourcePort, DhcpMessage.CLIENT_PORT, frame.length - UDP);
    System.arraycopy(payload, 0, frame, MESSAGE, payload.length);
    DropReason reason = stack.receive(Frames.held(pool, frame), nowNs);
    settle();
    return reason;
  }

  /** A host asks with ARP for {@code target}, or probes where it has no address yet. */
  void arp(long hardware, IpAddress sender, IpAddress target) {
    receiveArp(ArpPacket.REQUEST, hardware, sender, target);
    settle();
  }

  private void receiveArp(int operation, long hardware, IpAddress sender, IpAddress target) {
    byte[] frame = new byte[EthernetHeader.LENGTH + ArpPacket.LENGTH];
    EthernetHeader.write(frame, 0, EthernetHeader.BROADCAST, hardware, EtherType.ARP);
    ArpPacket.write(
        frame,
        EthernetHeader.LENGTH,
        operation,
        hardware,
        sender.toOctets().toArray(),
        0,
        HARDWARE,
        target.toOctets().toArray(),
        0);
    stack.receive(Frames.held(pool, frame), nowNs);
  }

  /** What was sent arrives: at servers, and at hosts that are asked for by ARP. */
  private void settle() {
    for (byte[] frame = sent.poll(); frame != null; frame = sent.poll()) {
      if (Octets.u16(frame, 12) == EtherType.ARP) {
        IpAddress target = IpAddress.of(frame, EthernetHeader.LENGTH + 24, 4);
        Long hardware = neighbours.get(target);
        if (hardware != null) {
          IpAddress asking = IpAddress.of(frame, EthernetHeader.LENGTH + 14, 4);
          receiveArp(ArpPacket.REPLY, hardware, target, asking);
        }
      } else {
        hear(frame);
      }
    }
  }

  private void hear(byte[] frame) {
    assertEquals(HARDWARE, Octets.u48(frame, 6));
    UdpHeader udp = new UdpHeader().wrap(frame, UDP, frame.length - UDP);
    assertEquals(DropReason.NONE, udp.checkLength());
    assertEquals(DhcpMessage.CLIENT_PORT, udp.sourcePort());
    assertEquals(DhcpMessage.SERVER_PORT, udp.destinationPort());
    assertFalse(frame.length < MESSAGE + 300, "RFC 1542 §2.1");
    long pseudoHeader =
        InternetChecksum.pseudoHeader(
            frame, IP + Ipv4Header.SOURCE, 4, IpProtocol.UDP, frame.length - UDP);
    assertEquals(true, udp.hasChecksum() && udp.checksumValid(pseudoHeader));
    heard.add(
        new Heard(
            nowNs,
            Arrays.copyOfRange(frame, MESSAGE, frame.length),
            Octets.u48(frame, 0),
            IpAddress.of(frame, IP + Ipv4Header.SOURCE, 4),
            IpAddress.of(frame, IP + Ipv4Header.DESTINATION, 4)));
  }

  /** Lets time pass, with every deadline met on the way. */
  void pass(long durationNs) {
    runTo(nowNs + durationNs);
  }

  /** Likewise, up to a time. */
  void runTo(long untilNs) {
    for (long dueNs = nextDeadlineNs(); dueNs <= untilNs; dueNs = nextDeadlineNs()) {
      nowNs = Math.max(nowNs, dueNs);
      client.poll(nowNs);
      network.poll(nowNs);
      client.takeChange();
      settle();
    }
    nowNs = untilNs;
  }

  private long nextDeadlineNs() {
    return Math.min(client.nextDeadlineNs(), network.nextDeadlineNs());
  }

  List<Integer> types() {
    return heard.stream().map(Heard::type).toList();
  }

  /** When the client sent its messages, in milliseconds. */
  List<Long> timesMs() {
    return heard.stream().map(message -> message.timeNs() / 1_000_000).toList();
  }
}
