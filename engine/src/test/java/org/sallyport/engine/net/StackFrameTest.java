// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.port.FrameSink;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/** Whose a slot is on every way through the stack, and how packets nest. */
class StackFrameTest {
  private static final int SLOTS = 64;
  private static final IpAddress FAR_IPV6 = StackFixture.address("2001:db8:9::9");

  private static Frame packet(
      StackFixture host, IpAddress source, IpAddress destination, int payloadLength) {
    Frame frame = host.network.claim();
    assertNotNull(frame);
    frame.append(payloadLength);
    host.network.pushIp(frame, 99, source, destination, 0);
    return frame;
  }

  private static void assertFree(int expected, StackFixture host) {
    assertEquals(expected, host.pool.count(DescriptorRingState.FREE));
  }

  /** The MTU is what a packet may have, to the octet. */
  @ParameterizedTest
  @EnumSource(LinkKind.class)
  void aPacketOfTheMtuGoesOutWhole(LinkKind link) {
    StackFixture host = new StackFixture(link);
    IpAddress group = StackFixture.address("224.0.0.9"); // needs no neighbour
    Frame whole = packet(host, StackFixture.OWN_IPV4, group, 1480);
    Octets.put16(whole.bytes(), whole.offset() + 6, 0x4000); // must not be cut
    assertEquals(DropReason.NONE, host.network.transmit(whole, 0));
    assertEquals(1, host.sent.size());
    assertEquals(
        DropReason.NONE,
        host.network.transmit(packet(host, StackFixture.OWN_IPV4, group, 1481), 0));
    assertEquals(3, host.sent.size(), "two fragments more");
    assertFree(SLOTS, host);
  }

  @Test
  void whatCannotBeSentLosesNoSlot() {
    StackFixture host = new StackFixture(LinkKind.ETHERNET);
    Frame whole = packet(host, StackFixture.OWN_IPV4, StackFixture.PEER_IPV4, 1481);
    Octets.put16(whole.bytes(), whole.offset() + 6, 0x4000);
    assertEquals(DropReason.FRAGMENTATION_NEEDED, host.network.transmit(whole, 0));
    assertFree(SLOTS, host);
    assertEquals(
        DropReason.NO_ROUTE,
        host.network.transmit(packet(host, StackFixture.OWN_IPV6, FAR_IPV6, 10), 0));
    assertFree(SLOTS, host);
    Frame lent = packet(host, StackFixture.OWN_IPV6, FAR_IPV6, 10);
    byte[] octets = Frames.octets(lent);
    lent.release();
    assertEquals(
        DropReason.NO_ROUTE, host.network.transmit(new Frame().wrap(octets, 0, octets.length), 0));
    assertFree(SLOTS, host);
  }

  @Test
  void aFragmentThatIsRefusedGoesBack() {
    StackFixture host = new StackFixture(LinkKind.IP);
    Frame whole = packet(host, StackFixture.OWN_IPV4, StackFixture.PEER_IPV4, 1000);
    List<Integer> taken = new ArrayList<>();
    DropReason reason =
        host.network.cut(
            whole,
            500,
            (fragment, nowNs) -> {
              taken.add(fragment.length());
              return taken.size() == 2 ? DropReason.QUEUE_FULL : DropReason.NONE;
            },
            0);
    assertEquals(DropReason.QUEUE_FULL, reason);
    assertEquals(List.of(500, 500), taken, "the rest is not offered");
    assertFree(SLOTS - 1, host);
    whole.release();
  }

  /** Each fragment waits in the place of the one before: the neighbour is asked once. */
  @Test
  void fragmentsForAnUnknownNeighbourAreAllOffered() {
    StackFixture host = new StackFixture(LinkKind.ETHERNET);
    Frame whole = packet(host, StackFixture.OWN_IPV4, StackFixture.PEER_IPV4, 1600);
    assertEquals(DropReason.NEIGHBOUR_PENDING, host.network.transmit(whole, 0));
    assertEquals(1, host.network.counters().drops(DropReason.QUEUE_FULL));
    assertEquals(1, host.sent.size());
    assertFree(SLOTS - 1, host);
  }

  @Test
  void copiesAreMadeOnlyOfWhatLiesInNoSlot() {
    StackFixture host = new StackFixture(LinkKind.ETHERNET);
    IpAddress group = StackFixture.address("224.0.0.9");
    Frame tight = packet(host, StackFixture.OWN_IPV4, group, 10);
    byte[] octets = Frames.octets(tight);
    tight.push(tight.headRoom() - 14);
    System.arraycopy(octets, 0, tight.bytes(), tight.offset(), octets.length);
    tight.set(tight.offset(), octets.length);
    assertEquals(14, tight.headRoom());
    assertEquals(DropReason.NONE, host.network.transmit(tight, 0));
    assertEquals(0, host.pool.copies(), "there is just room for the Ethernet header");
    host.network.transmit(new Frame().wrap(octets, 0, octets.length), 0);
    assertEquals(1, host.pool.copies());
    StackFixture bare = new StackFixture(LinkKind.IP);
    bare.network.handOver(new Frame().wrap(octets, 0, octets.length));
    assertEquals(1, bare.pool.copies(), "a sink that is lent a frame copies it");
    bare.network.handOver(packet(bare, StackFixture.OWN_IPV4, group, 10));
    assertEquals(1, bare.pool.copies());
  }

  /** A frame that the link has taken is the link's until it releases it. */
  @Test
  void aFrameThatIsUnderWayIsNotFree() {
    FramePool pool = FramePool.of(4);
    List<Frame> underWay = new ArrayList<>();
    NetworkInterface network = network(pool, underWay::add);
    Frame frame = network.claim();
    assertNotNull(frame);
    frame.append(10);
    network.pushIp(frame, 99, StackFixture.OWN_IPV4, StackFixture.PEER_IPV4, 0);
    assertEquals(DropReason.NONE, network.transmit(frame, 0));
    assertEquals(3, pool.count(DescriptorRingState.FREE));
    underWay.getFirst().release();
    assertEquals(4, pool.count(DescriptorRingState.FREE));
  }

  private static NetworkInterface network(FramePool pool, FrameSink sink) {
    return new NetworkInterface(
        NetworkConfig.ofIp(List.of(new InterfaceAddress(StackFixture.OWN_IPV4, 24))),
        StackLimits.DEFAULT,
        pool,
        sink,
        1,
        NotedRows.sink(),
        /* standIn= */ null);
  }

  @Test
  void whatATunnelBroughtAndNobodyTakesGoesBack() {
    StackFixture host = new StackFixture(LinkKind.IP);
    Frame stranger = packet(host, StackFixture.PEER_IPV4, StackFixture.address("192.0.2.9"), 10);
    assertEquals(DropReason.NOT_FOR_US, host.stack.receiveProtected(stranger, 0));
    assertFree(SLOTS, host);
  }

  /** A sink that gave a frame back during the call would find the stack at work. */
  @Test
  void aSinkMustNotGiveFramesBackDuringTheCall() {
    FramePool pool = FramePool.of(4);
    AtomicReference<HostStack> stack = new AtomicReference<>();
    NetworkInterface network = network(pool, frame -> stack.get().receive(frame, 0));
    stack.set(HostStack.of(network, StackHandlers.NONE));
    byte[] unknown = new byte[Ipv4Header.MIN_LENGTH + 8];
    StackFixture.PEER_IPV4.copyInto(unknown, Ipv4Header.SOURCE);
    StackFixture.OWN_IPV4.copyInto(unknown, Ipv4Header.DESTINATION);
    Ipv4Header.writeAroundAddresses(unknown, 0, 0, unknown.length, 1, false, 64, 99);
    assertThrows(AssertionError.class, () -> stack.get().receive(Frames.held(pool, unknown), 0));
  }

  /** Each depth of nesting has its own view: a datagram is what it was after what lay in it. */
  @Test
  void datagramsInDatagramsAreTakenOneByOne() {
    StackFixture host = new StackFixture(LinkKind.IP);
    List<Integer> ports = new ArrayList<>();
    host.stack.listenUdp(
        9,
        (datagram, nowNs) -> {
          Frame frame = datagram.packet().frame();
          int start = datagram.payloadOffset();
          if (datagram.payloadLength() > 0) {
            frame.pop(start - frame.offset());
            host.stack.receiveProtected(frame, nowNs);
          }
          ports.add(datagram.sourcePort());
          return DropReason.NONE;
        });
    Frame frame = host.network.claim();
    assertNotNull(frame);
    for (int port = 4; port >= 1; port--) {
      host.network.pushUdp(frame, StackFixture.PEER_IPV4, port, StackFixture.OWN_IPV4, 9, true);
    }
    assertEquals(DropReason.NONE, host.stack.receive(frame, 0));
    assertEquals(List.of(4, 3, 2, 1), ports);
    assertEquals(0, host.network.counters().drops(DropReason.NESTED_TOO_DEEPLY));
  }
}
