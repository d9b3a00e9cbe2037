// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.spd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.wire.Octets;

final class PacketFlowTest {
  private final PacketFlow flow = new PacketFlow();

  private static byte[] ipv4(int protocol, int payloadLength, int optionWords) {
    byte[] packet = new byte[20 + 4 * optionWords + payloadLength];
    packet[0] = (byte) (0x45 + optionWords);
    Octets.put16(packet, 2, packet.length);
    packet[9] = (byte) protocol;
    return packet;
  }

  private static byte[] ipv6(int nextHeader, byte[]... chain) {
    int length = Arrays.stream(chain).mapToInt(part -> part.length).sum();
    byte[] packet = new byte[40 + length];
    packet[0] = 0x60;
    packet[6] = (byte) nextHeader;
    Octets.put16(packet, 4, length);
    int at = 40;
    for (byte[] part : chain) {
      System.arraycopy(part, 0, packet, at, part.length);
      at += part.length;
    }
    return packet;
  }

  private DropReason read(byte[] packet) {
    return flow.read(packet, 0, packet.length);
  }

  @Example
  void portsOfTransportProtocols() {
    for (int protocol : new int[] {6, 17, 132, 136}) {
      byte[] packet = ipv4(protocol, 4, 2);
      Octets.put32(packet, 28, 0x1234_5678);
      assertEquals(DropReason.NONE, read(packet));
      assertEquals(0x1234, flow.sourcePort());
      assertEquals(0x5678, flow.destinationPort());
      assertEquals(28, flow.transportOffset());
      assertEquals(protocol, flow.protocol());
    }
  }

  @Example
  void icmpHasTypeAndCodeAtBothEndsAndOthersHideTheirPorts() {
    byte[] echo = ipv4(1, 8, 0);
    echo[20] = 8;
    assertEquals(DropReason.NONE, read(echo));
    assertEquals(0x0800, flow.sourcePort());
    assertEquals(0x0800, flow.destinationPort());
    assertEquals(DropReason.NONE, read(ipv4(47, 8, 0)));
    assertEquals(TrafficSelectors.HIDDEN_PORT, flow.sourcePort());
    assertEquals(DropReason.NONE, read(ipv4(6, 3, 0)));
    assertEquals(TrafficSelectors.HIDDEN_PORT, flow.destinationPort());
  }

  @Example
  void laterFragmentsHideTheirPorts() {
    byte[] packet = ipv4(17, 16, 0);
    Octets.put16(packet, 6, 0x2000);
    assertEquals(DropReason.NONE, read(packet));
    assertTrue(flow.isFragment());
    assertFalse(flow.isLaterFragment());
    assertEquals(0, flow.sourcePort());
    Octets.put16(packet, 6, 1);
    assertEquals(DropReason.NONE, read(packet));
    assertTrue(flow.isFragment() && flow.isLaterFragment());
    assertEquals(TrafficSelectors.HIDDEN_PORT, flow.sourcePort());
    byte[] fragment = {17, 0, 0, 9, 0, 0, 0, 0};
    assertEquals(DropReason.NONE, read(ipv6(44, fragment, new byte[8])));
    assertTrue(flow.isLaterFragment());
    assertEquals(17, flow.protocol());
    assertEquals(TrafficSelectors.HIDDEN_PORT, flow.sourcePort());
  }

  @Example
  void extensionHeadersAreWalkedAndBounded() {
    byte[] hopByHop = {60, 0, 0, 0, 0, 0, 0, 0};
    byte[] options = {6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assertEquals(DropReason.NONE, read(ipv6(0, hopByHop, options, new byte[] {0, 80, 0, 90})));
    assertEquals(80, flow.sourcePort());
    assertEquals(64, flow.transportOffset());
    assertEquals(48, flow.protocolFieldOffset());
    byte[] endless = new byte[80];
    for (int at = 0; at < 80; at += 8) {
      endless[at] = 60;
    }
    assertEquals(DropReason.BAD_EXTENSION_HEADER, read(ipv6(60, endless)));
    assertEquals(
        DropReason.BAD_EXTENSION_HEADER, read(ipv6(60, new byte[] {6, 9, 0, 0, 0, 0, 0, 0})));
    assertEquals(DropReason.BAD_EXTENSION_HEADER, read(ipv6(60, new byte[] {6, 0, 0, 0})));
  }

  @Example
  void lengthsThatLieAreRefused() {
    byte[] packet = ipv4(6, 8, 0);
    Octets.put16(packet, 2, 29);
    assertEquals(DropReason.LENGTH_MISMATCH, read(packet));
    Octets.put16(packet, 2, 19);
    assertEquals(DropReason.LENGTH_MISMATCH, read(packet));
    packet[0] = 0x44;
    Octets.put16(packet, 2, 28);
    assertEquals(DropReason.LENGTH_MISMATCH, read(packet));
    packet[0] = 0x4F;
    assertEquals(DropReason.TRUNCATED, read(packet));
    packet[0] = 0x70;
    assertEquals(DropReason.UNSUPPORTED_VERSION, read(packet));
    assertEquals(DropReason.TRUNCATED, flow.read(packet, 0, 0));
    byte[] six = ipv6(6);
    Octets.put16(six, 4, 1);
    assertEquals(DropReason.LENGTH_MISMATCH, read(six));
  }

  /** Whatever the octets: an answer, and what was read lies inside the packet. */
  @Property(tries = 3000)
  void anyOctetsGiveAnAnswer(@ForAll @Size(max = 120) byte[] octets, @ForAll boolean six) {
    if (octets.length > 0) {
      octets[0] = (byte) (six ? 0x60 | octets[0] & 0x0F : 0x40 | octets[0] & 0x0F);
    }
    if (flow.read(octets, 0, octets.length) == DropReason.NONE) {
      assertTrue(flow.packetLength() <= octets.length);
      assertTrue(flow.transportOffset() <= flow.packetLength());
      assertTrue(flow.destinationOffset() + flow.addressLength() <= octets.length);
    }
  }
}
