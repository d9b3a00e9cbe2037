// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.conformance.suite.vectors.VectorCase;
import org.sallyport.conformance.suite.vectors.VectorFile;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.net.StackHandlers;
import org.sallyport.engine.net.StackLimits;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.sim.link.FrameOctets;

/**
 * The host stack against frames of a real capture: Ethernet, IPv4 and UDP with their checksums,
 * down to the IKE message.
 */
class CapturedFrameTest {
  private static final FramePool POOL = FramePool.of(16);

  private static VectorCase capture() {
    return VectorFile.resource("ikev2-exchanges-known-keys.txt").cases().stream()
        .filter(candidate -> candidate.name().startsWith("wireshark"))
        .findFirst()
        .orElseThrow();
  }

  static IntStream frames() {
    return IntStream.rangeClosed(1, 4);
  }

  /** A host with the address of the frame's receiver, which collects what arrives on port 500. */
  private static HostStack receiver(byte[] frame, List<String> messages) {
    NetworkConfig config =
        new NetworkConfig(
            LinkKind.ETHERNET,
            OctetString.of(frame, 0, 6),
            List.of(new InterfaceAddress(IpAddress.of(frame, 30, 4), 24)),
            List.of(),
            NetworkConfig.ETHERNET_MTU);
    HostStack stack =
        HostStack.of(
            new NetworkInterface(
                config,
                StackLimits.DEFAULT,
                POOL,
                Frame::release,
                1,
                TraceSink.NONE,
                /* standIn= */ null),
            StackHandlers.NONE);
    stack.listenUdp(
        500,
        (datagram, nowNs) -> {
          int end = datagram.payloadOffset() + datagram.payloadLength();
          messages.add(HexFormat.of().formatHex(datagram.bytes(), datagram.payloadOffset(), end));
          assertEquals(500, datagram.sourcePort());
          return DropReason.NONE;
        });
    return stack;
  }

  @ParameterizedTest
  @MethodSource("frames")
  void capturedFrameIsDeliveredAsItsIkeMessage(int number) {
    byte[] frame = capture().hex("frame_" + number + "_ethernet");
    List<String> messages = new ArrayList<>();
    Frame held = FrameOctets.hold(POOL, frame);
    assertEquals(DropReason.NONE, receiver(frame, messages).receive(held, 0));
    assertEquals(List.of(capture().text("frame_" + number + "_ike_message")), messages);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void everyFlippedBitOfTheIkeMessageIsCaughtByTheChecksum(int number) {
    byte[] frame = capture().hex("frame_" + number + "_ethernet");
    List<String> messages = new ArrayList<>();
    HostStack stack = receiver(frame, messages);
    for (int bit = 42 * 8; bit < frame.length * 8; bit++) {
      byte[] damaged = frame.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertEquals(DropReason.BAD_CHECKSUM, stack.receive(FrameOctets.hold(POOL, damaged), 0));
    }
    assertEquals(List.of(), messages);
  }

  @Test
  void frameForAnotherHostIsNotDelivered() {
    byte[] frame = capture().hex("frame_1_ethernet");
    HostStack stack = receiver(capture().hex("frame_2_ethernet"), new ArrayList<>());
    assertEquals(DropReason.NOT_FOR_US, stack.receive(FrameOctets.hold(POOL, frame), 0));
    assertEquals(1, stack.network().counters().drops(DropReason.NOT_FOR_US));
  }
}
