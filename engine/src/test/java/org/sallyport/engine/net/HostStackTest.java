// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.port.FrameSink;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;

/** What conversations can not show: hooks, bounds, rates, and that nothing is allocated. */
class HostStackTest {
  private static final long SECOND_NS = 1_000_000_000L;

  /** A packet built by the stack of the peer, to be received by that of the fixture. */
  private static byte[] packet(int protocol, IpAddress source, byte[] payload) {
    IpWriter writer = new IpWriter(1);
    byte[] room = new byte[100 + payload.length];
    System.arraycopy(payload, 0, room, 100, payload.length);
    Frame frame = new Frame().wrap(room, 0, room.length, 100, payload.length);
    writer.between(source, StackFixture.OWN_IPV4);
    writer.push(frame, protocol, 0);
    byte[] packet = new byte[frame.length()];
    System.arraycopy(room, frame.offset(), packet, 0, packet.length);
    return packet;
  }

  private static byte[] echo(int payloadBytes) {
    byte[] message = new byte[IcmpHeader.LENGTH + payloadBytes];
    IcmpHeader.write(message, 0, message.length, IcmpHeader.ECHO_REQUEST, 0, 0);
    return packet(IpProtocol.ICMP, StackFixture.PEER_IPV4, message);
  }

  @Test
  void icmpErrorsAreRateBounded() {
    StackFixture host = new StackFixture(LinkKind.IP);
    byte[] unknown = packet(99, StackFixture.PEER_IPV4, new byte[8]);
    for (int count = 0; count < 1000; count++) {
      assertEquals(DropReason.UNKNOWN_PROTOCOL, host.receive(unknown.clone(), 0));
    }
    assertEquals(10, host.sent.size());
    assertEquals(990, host.network.counters().drops(DropReason.RATE_LIMITED));
    host.receive(unknown.clone(), SECOND_NS / 5);
    host.receive(unknown.clone(), SECOND_NS / 5);
    host.receive(unknown.clone(), SECOND_NS / 5);
    assertEquals(12, host.sent.size());
  }

  @Test
  void policyIsAskedBeforeDeliveryAndBeforeSending() {
    List<String> asked = new ArrayList<>();
    StackHandlers handlers =
        StackHandlers.host(
            new PacketPolicy() {
              @Override
              public DropReason admit(IpView packet, boolean protectedPacket) {
                asked.add("admit " + protectedPacket);
                return protectedPacket ? DropReason.NONE : DropReason.POLICY_DISCARD;
              }

              @Override
              public boolean takes(Frame packet, long nowNs) {
                asked.add("takes " + packet.length());
                return true;
              }
            });
    StackFixture host = new StackFixture(LinkKind.IP, StackLimits.DEFAULT, handlers);
    byte[] request = echo(10);
    assertEquals(DropReason.POLICY_DISCARD, host.receive(request.clone(), 0));
    Frame inner = Frames.held(host.pool, request);
    assertEquals(DropReason.NONE, host.stack.receiveProtected(inner, 0));
    assertEquals(List.of("admit false", "admit true", "takes 38"), asked);
    assertTrue(host.sent.isEmpty());
  }

  @Test
  void protectedAndClearFragmentsAreNeverPutTogether() {
    StackFixture host = new StackFixture(LinkKind.IP);
    List<byte[]> fragments = fragments(echo(2000));
    assertEquals(DropReason.FRAGMENT_HELD, host.receive(fragments.get(0).clone(), 0));
    Frame second = Frames.held(host.pool, fragments.get(1));
    assertEquals(DropReason.FRAGMENT_HELD, host.stack.receiveProtected(second, 0));
    assertTrue(host.sent.isEmpty());
    assertEquals(DropReason.NONE, host.receive(fragments.get(1).clone(), 0));
  }

  private static List<byte[]> fragments(byte[] whole) {
    Fragmenter fragmenter = new Fragmenter(FramePool.of(16), new IpWriter(1));
    assertEquals(DropReason.NONE, fragmenter.begin(new Frame().wrap(whole, 0, whole.length), 1500));
    List<byte[]> pieces = new ArrayList<>();
    while (fragmenter.hasMore()) {
      pieces.add(Frames.octets(fragmenter.next()));
    }
    return pieces;
  }

  @Test
  void reassemblyIsBoundedAndTheOldestGivesWay() {
    StackFixture host = new StackFixture(LinkKind.IP, new StackLimits(4, 2, 65535, 4));
    byte[] first = fragments(echo(2000)).get(0);
    byte[] second = fragments(echo(2000)).get(1);
    assertEquals(DropReason.FRAGMENT_HELD, host.receive(first.clone(), 0));
    for (int id = 0; id < 2; id++) {
      byte[] other = first.clone();
      other[5] = (byte) (0x50 + id);
      Ipv4Header.writeChecksum(other, 0);
      assertEquals(DropReason.FRAGMENT_HELD, host.receive(other, 1 + id));
    }
    assertEquals(1, host.network.counters().drops(DropReason.REASSEMBLY_FULL));
    assertEquals(DropReason.FRAGMENT_HELD, host.receive(second.clone(), 5));
    assertTrue(host.sent.isEmpty());
  }

  @Test
  void neighbourTableIsBounded() {
    StackFixture host = new StackFixture(LinkKind.ETHERNET, new StackLimits(4, 1, 65535, 1));
    for (int last = 10; last < 60; last++) {
      byte[] request = packet(IpProtocol.ICMP, StackFixture.address("192.0.2." + last), message());
      byte[] frame = new byte[14 + request.length];
      EthernetHeader.write(frame, 0, 0x0200_0000_0001L, 0x0200_0000_0100L + last, 0x0800);
      System.arraycopy(request, 0, frame, 14, request.length);
      assertEquals(DropReason.NEIGHBOUR_PENDING, host.receive(frame, last));
    }
    assertEquals(50, host.sent.size());
    host.sent.clear();
    assertEquals(4, host.network.poll(2 * SECOND_NS));
    assertEquals(4, host.sent.size());
  }

  private static byte[] message() {
    byte[] message = new byte[16];
    IcmpHeader.write(message, 0, message.length, IcmpHeader.ECHO_REQUEST, 0, 0);
    return message;
  }

  @Test
  void packetsOutOfPacketsEndSomewhere() {
    StackFixture host = new StackFixture(LinkKind.IP);
    List<DropReason> reasons = new ArrayList<>();
    host.stack.handleProtocol(
        IpProtocol.IPV4,
        (packet, nowNs) -> {
          Frame frame = packet.frame();
          frame.pop(packet.payloadOffset() - frame.offset());
          DropReason inner = host.stack.receiveProtected(frame, nowNs);
          reasons.add(inner);
          return inner;
        });
    byte[] nested = echo(4);
    for (int layer = 0; layer < 5; layer++) {
      nested = packet(IpProtocol.IPV4, StackFixture.PEER_IPV4, nested);
    }
    assertEquals(DropReason.NESTED_TOO_DEEPLY, host.receive(nested, 0));
    assertEquals(4, reasons.size());
    assertEquals(DropReason.NONE, host.receive(echo(4), 0));
  }

  @Test
  void withoutAFreeSlotNothingIsAnsweredThatNeedsOne() {
    List<byte[]> sent = new ArrayList<>();
    FramePool pool = FramePool.of(1);
    NetworkConfig config =
        NetworkConfig.ofIp(List.of(new InterfaceAddress(StackFixture.OWN_IPV4, 24)));
    HostStack stack = stack(config, pool, Frames.copying(sent::add));
    byte[] unknown = packet(99, StackFixture.PEER_IPV4, new byte[8]);
    assertEquals(DropReason.UNKNOWN_PROTOCOL, stack.receive(Frames.held(pool, unknown), 0));
    assertEquals(1, stack.network().counters().drops(DropReason.NO_FREE_SLOT));
    assertEquals(List.of(), sent);
    assertEquals(DropReason.NONE, stack.receive(Frames.held(pool, echo(100)), 0));
    assertEquals(1, sent.size(), "an echo needs no further slot");
    for (byte[] piece : fragments(echo(2000))) {
      stack.receive(Frames.held(pool, piece), 0);
    }
    assertEquals(2, stack.network().counters().drops(DropReason.NO_FREE_SLOT));
    assertEquals(1, pool.count(DescriptorRingState.FREE));
  }

  @Test
  void packetsThatWaitForNeighboursLeaveSlotsToOthers() {
    StackFixture host = new StackFixture(LinkKind.ETHERNET);
    for (int last = 10; last < 60; last++) {
      byte[] packet = packet(IpProtocol.ICMP, StackFixture.OWN_IPV4, message());
      StackFixture.address("192.0.2." + last).copyInto(packet, Ipv4Header.DESTINATION);
      Ipv4Header.writeChecksum(packet, 0);
      DropReason reason = host.network.transmit(Frames.held(host.pool, packet), last);
      assertEquals(
          last < 26 ? DropReason.NEIGHBOUR_PENDING : DropReason.QUEUE_FULL, reason, "to " + last);
    }
    assertEquals(16, host.pool.count(DescriptorRingState.HELD), "a quarter of the slots");
    for (int second = 1; second < 5; second++) {
      host.network.poll(second * SECOND_NS);
    }
    assertEquals(0, host.pool.count(DescriptorRingState.HELD), "nobody answered");
  }

  @Test
  void forwarderTakesWhatIsForOthers() {
    StackHandlers handlers =
        StackHandlers.gateway(
            PacketPolicy.BYPASS, (packet, protectedPacket, nowNs) -> DropReason.NO_ASSOCIATION);
    StackFixture host = new StackFixture(LinkKind.IP, StackLimits.DEFAULT, handlers);
    byte[] request = echo(4);
    request[19] = 9;
    Ipv4Header.writeChecksum(request, 0);
    assertEquals(DropReason.NO_ASSOCIATION, host.receive(request, 0));
  }

  @Test
  void portTableIsBounded() {
    StackFixture host = new StackFixture(LinkKind.IP, new StackLimits(1, 1, 1280, 2));
    assertTrue(host.stack.listenUdp(500, (datagram, nowNs) -> DropReason.NONE));
    assertFalse(host.stack.listenUdp(4500, (datagram, nowNs) -> DropReason.NONE));
    assertTrue(host.stack.listenUdp(500, (datagram, nowNs) -> DropReason.NONE));
  }

  @Test
  void sourceIsOfTheFamilyAndTheLink() {
    NetworkInterface network = new StackFixture(LinkKind.ETHERNET).network;
    assertEquals(StackFixture.OWN_IPV4, network.sourceFor(StackFixture.address("198.51.100.1")));
    assertEquals(StackFixture.OWN_IPV6, network.sourceFor(StackFixture.address("2001:db8::99")));
    assertEquals(
        StackFixture.address("fe80::ff:fe00:1"),
        network.sourceFor(StackFixture.address("fe80::5")));
    NetworkConfig onlyIpv4 =
        NetworkConfig.ofIp(List.of(new InterfaceAddress(StackFixture.OWN_IPV4, 24)));
    HostStack single = stack(onlyIpv4, FramePool.of(8), Frame::release);
    assertNull(single.network().sourceFor(StackFixture.OWN_IPV6));
  }

  /**
   * Ten thousand echoes, with fragments, must not allocate: less than an octet each on average is
   * noise of the JVM.
   */
  @Test
  void nothingIsAllocatedPerPacket() {
    long[] frames = {0};
    NetworkConfig config =
        NetworkConfig.ofIp(List.of(new InterfaceAddress(StackFixture.OWN_IPV4, 24)));
    FramePool pool = FramePool.of(8);
    HostStack stack =
        stack(
            config,
            pool,
            frame -> {
              frames[0]++;
              frame.release();
            });
    byte[] request = echo(1000);
    List<byte[]> pieces = fragments(echo(2000));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    turn(stack, pool, request, pieces, 20_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    turn(stack, pool, request, pieces, 10_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(30_000 * 3, frames[0]);
    assertTrue(allocated < 10_000, () -> allocated + " octets for 10,000 turns");
  }

  private static HostStack stack(NetworkConfig config, FramePool pool, FrameSink sink) {
    NetworkInterface network =
        new NetworkInterface(
            config, StackLimits.DEFAULT, pool, sink, 1, NotedRows.sink(), /* standIn= */ null);
    return HostStack.of(network, StackHandlers.NONE);
  }

  private static void turn(
      HostStack stack, FramePool pool, byte[] request, List<byte[]> pieces, int turns) {
    for (int count = 0; count < turns; count++) {
      stack.receive(Frames.held(pool, request), count);
      stack.receive(Frames.held(pool, pieces.get(0)), count);
      stack.receive(Frames.held(pool, pieces.get(1)), count);
    }
  }
}
