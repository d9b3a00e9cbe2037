// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.OctetString;

/** Fragments in any order make the datagram that was sent; damaged frames never throw. */
class HostStackPropertyTest {
  private static final String[] SEEDS = {
    "020000000001020000000002080045000020000700004001f6d3c0000202c0000201080033cd1234000100010203",
    "ffffffffffff02000000000208060001080006040001020000000002c0000202000000000000c0000201",
    "33330000000102000000000286dd6000000000203aff20010db8000000000000000000000002ff0200000000000000000001ff0000018700c21e00000000"
        + "20010db80000000000000000000000010101020000000002",
    "02000000000102000000000286dd60000000001c2c4020010db800000000000000000000000220010db80000000000000000000000013a00000100000077"
        + "8000000012340001000102030405060708090a0b",
  };

  @Property
  void fragmentsInAnyOrderMakeTheDatagram(
      @ForAll @IntRange(min = 1, max = 9000) int payload,
      @ForAll @IntRange(min = 68, max = 1500) int mtu,
      @ForAll long seed) {
    Random random = new Random(seed);
    byte[] message = new byte[IcmpHeader.LENGTH + payload];
    random.nextBytes(message);
    byte[] room = new byte[100 + message.length];
    System.arraycopy(message, 0, room, 100, message.length);
    Frame whole = new Frame().wrap(room, 0, room.length, 100, message.length);
    IpWriter writer = new IpWriter((int) seed);
    writer.between(StackFixture.PEER_IPV4, StackFixture.OWN_IPV4);
    writer.push(whole, 99, 0);
    Fragmenter fragmenter = new Fragmenter(FramePool.of(256), writer);
    assertEquals(DropReason.NONE, fragmenter.begin(whole, mtu));
    List<byte[]> pieces = new ArrayList<>();
    while (fragmenter.hasMore()) {
      pieces.add(Frames.octets(fragmenter.next()));
    }
    Collections.shuffle(pieces, random);
    StackFixture host = new StackFixture(LinkKind.IP, new StackLimits(1, 2, 65535, 1));
    List<OctetString> delivered = new ArrayList<>();
    host.stack.handleProtocol(
        99,
        (packet, nowNs) -> {
          delivered.add(
              OctetString.of(packet.bytes(), packet.payloadOffset(), packet.payloadLength()));
          return DropReason.NONE;
        });
    for (byte[] piece : pieces) {
      host.receive(piece, 0);
    }
    assertEquals(List.of(OctetString.of(message)), delivered);
  }

  @Property
  void randomFramesNeverThrow(@ForAll byte[] frame, @ForAll boolean ethernet) {
    new StackFixture(ethernet ? LinkKind.ETHERNET : LinkKind.IP, new StackLimits(2, 2, 1280, 1))
        .receive(frame, 0);
  }

  @Property(tries = 5000)
  void damagedFramesNeverThrow(@ForAll long seed) {
    Random random = new Random(seed);
    StackFixture host = new StackFixture(LinkKind.ETHERNET, new StackLimits(2, 2, 1280, 1));
    for (int count = 0; count < 8; count++) {
      byte[] frame = StackFixture.octets(SEEDS[random.nextInt(SEEDS.length)]).toArray();
      int damages = random.nextInt(4);
      for (int damage = 0; damage < damages; damage++) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(3) == 0 ? random.nextInt(frame.length + 1) : frame.length;
      host.receive(Arrays.copyOf(frame, length), count);
    }
    host.network.poll(40_000_000_000L);
    assertTrue(host.pool.count(DescriptorRingState.HELD) <= 2, "packets kept for two neighbours");
  }
}
