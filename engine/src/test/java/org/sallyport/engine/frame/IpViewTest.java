// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.frame;

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

final class IpViewTest {
  private final Frame frame = new Frame();
  private final IpView view = frame.ip();

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
    return frame.wrap(packet, 0, packet.length).ip().read();
  }

  @Example
  void portsOfTransportProtocols() {
    for (int protocol : new int[] {6, 17, 132, 136}) {
      byte[] packet = ipv4(protocol, 4, 2);
      Octets.put32(packet, 28, 0x1234_5678);
      assertEquals(DropReason.NONE, read(packet));
      assertEquals(0x1234, view.sourcePort());
      assertEquals(0x5678, view.destinationPort());
      assertEquals(28, view.upperOffset());
      assertEquals(protocol, view.upperProtocol());
    }
  }

  @Example
  void icmpHasTypeAndCodeAtBothEndsAndOthersHideTheirPorts() {
    byte[] echo = ipv4(1, 8, 0);
    echo[20] = 8;
    assertEquals(DropReason.NONE, read(echo));
    assertEquals(0x0800, view.sourcePort());
    assertEquals(0x0800, view.destinationPort());
    assertEquals(DropReason.NONE, read(ipv4(47, 8, 0)));
    assertEquals(TrafficSelectors.HIDDEN_PORT, view.sourcePort());
    assertEquals(DropReason.NONE, read(ipv4(6, 3, 0)));
    assertEquals(TrafficSelectors.HIDDEN_PORT, view.destinationPort());
  }

  @Example
  void laterFragmentsHideTheirPorts() {
    byte[] packet = ipv4(17, 16, 0);
    Octets.put16(packet, 6, 0x2000);
    assertEquals(DropReason.NONE, read(packet));
    assertTrue(view.hasFragmentHeader());
    assertFalse(view.isLaterFragment());
    assertEquals(0, view.sourcePort());
    Octets.put16(packet, 6, 1);
    assertEquals(DropReason.NONE, read(packet));
    assertTrue(view.hasFragmentHeader() && view.isLaterFragment());
    assertEquals(TrafficSelectors.HIDDEN_PORT, view.sourcePort());
    byte[] fragment = {17, 0, 0, 9, 0, 0, 0, 0};
    assertEquals(DropReason.NONE, read(ipv6(44, fragment, new byte[8])));
    assertTrue(view.isLaterFragment());
    assertEquals(17, view.upperProtocol());
    assertEquals(TrafficSelectors.HIDDEN_PORT, view.sourcePort());
  }

  @Example
  void extensionHeadersAreSkippedAndBounded() {
    byte[] hopByHop = {60, 0, 0, 0, 0, 0, 0, 0};
    byte[] options = {6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assertEquals(DropReason.NONE, read(ipv6(0, hopByHop, options, new byte[] {0, 80, 0, 90})));
    assertEquals(80, view.sourcePort());
    assertEquals(64, view.upperOffset());
    assertEquals(48, view.upperFieldPointer());
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
    assertEquals(DropReason.TRUNCATED, read(packet));
    Octets.put16(packet, 2, 19);
    assertEquals(DropReason.MALFORMED_HEADER, read(packet));
    packet[0] = 0x44;
    Octets.put16(packet, 2, 28);
    assertEquals(DropReason.MALFORMED_HEADER, read(packet));
    packet[0] = 0x4F;
    assertEquals(DropReason.MALFORMED_HEADER, read(packet));
    packet[0] = 0x70;
    assertEquals(DropReason.UNSUPPORTED_VERSION, read(packet));
    assertEquals(DropReason.TRUNCATED, read(new byte[0]));
    byte[] six = ipv6(6);
    Octets.put16(six, 4, 1);
    assertEquals(DropReason.TRUNCATED, read(six));
  }

  /** Whatever the octets: an answer, and what was read lies inside the packet. */
  @Property(tries = 3000)
  void anyOctetsGiveAnAnswer(@ForAll @Size(max = 120) byte[] octets, @ForAll boolean six) {
    if (octets.length > 0) {
      octets[0] = (byte) (six ? 0x60 | octets[0] & 0x0F : 0x40 | octets[0] & 0x0F);
    }
    if (read(octets) == DropReason.NONE) {
      assertTrue(view.totalLength() <= octets.length);
      assertTrue(view.upperOffset() <= view.totalLength());
      assertTrue(view.destinationOffset() + view.addressLength() <= octets.length);
    }
  }

  @Example
  void whatWasReadIsOfThePacketThatTheFrameHolds() {
    byte[] two = Arrays.copyOf(ipv4(17, 8, 0), 56);
    byte[] second = ipv4(6, 8, 0);
    System.arraycopy(second, 0, two, 28, second.length);
    assertEquals(DropReason.NONE, frame.wrap(two, 0, 56, 0, 28).ip().read());
    assertEquals(17, view.protocol());
    two[9] = 99;
    assertEquals(DropReason.NONE, view.read());
    assertEquals(17, view.protocol(), "read once");
    frame.set(28, 28);
    assertEquals(DropReason.NONE, view.read());
    assertEquals(6, view.protocol());
    frame.pop(1);
    assertEquals(DropReason.UNSUPPORTED_VERSION, view.read());
    frame.push(1);
    assertEquals(DropReason.NONE, view.read());
    assertEquals(28, view.headerOffset());
  }

  @Example
  void paddingBehindThePacketIsTrimmed() {
    byte[] packet = Arrays.copyOf(ipv4(17, 8, 0), 60);
    assertEquals(DropReason.NONE, read(packet));
    assertEquals(28, frame.length());
    assertEquals(28, view.totalLength());
  }

  /** A policy sees the ports of a first fragment behind its header; a host reassembles there. */
  @Example
  void aFirstFragmentIsReadToItsPorts() {
    byte[] fragment = {60, 0, 0, 1, 0, 0, 0, 9};
    byte[] options = {17, 0, 1, 4, 0, 0, 0, 0};
    byte[] udp = {0x12, 0x34, 0x56, 0x78, 0, 8, 0, 0};
    assertEquals(DropReason.NONE, read(ipv6(44, fragment, options, udp)));
    assertTrue(view.isFragment());
    assertFalse(view.isLaterFragment());
    assertEquals(60, view.protocol());
    assertEquals(48, view.payloadOffset());
    assertEquals(40, view.protocolFieldPointer());
    assertEquals(17, view.upperProtocol());
    assertEquals(56, view.upperOffset());
    assertEquals(48, view.upperFieldPointer());
    assertEquals(0x1234, view.sourcePort());
    assertEquals(0x5678, view.destinationPort());
  }

  /** RFC 7112 §5: a first fragment that hides its upper-layer header is no packet. */
  @Example
  void aFirstFragmentHasItsWholeChain() {
    byte[] fragment = {60, 0, 0, 1, 0, 0, 0, 9};
    byte[] options = {17, 1, 1, 4, 0, 0, 0, 0};
    assertEquals(DropReason.BAD_EXTENSION_HEADER, read(ipv6(44, fragment, options)));
  }

  /** RFC 6946: a fragment header that says nothing makes no fragment. */
  @Example
  void anAtomicFragmentIsWhole() {
    byte[] fragment = {17, 0, 0, 0, 0, 0, 0, 9};
    assertEquals(DropReason.NONE, read(ipv6(44, fragment, new byte[8])));
    assertFalse(view.isFragment());
    assertTrue(view.hasFragmentHeader());
    assertEquals(48, view.payloadOffset());
    assertEquals(17, view.protocol());
  }

  /** A router passes on what a host refuses; the selectors are the same. */
  @Example
  void whatAHostRefusesIsAPacketStill() {
    byte[] packet = ipv4(17, 8, 0);
    assertEquals(DropReason.NONE, read(packet));
    assertEquals(DropReason.BAD_CHECKSUM, view.hostRefusal());
    byte[] unknownOption = {17, 0, (byte) 0xC2, 4, 0, 0, 0, 0};
    assertEquals(DropReason.NONE, read(ipv6(60, unknownOption, new byte[8])));
    assertEquals(DropReason.BAD_EXTENSION_HEADER, view.hostRefusal());
    assertEquals(17, view.upperProtocol());
    byte[] fragment = {60, 0, 0, 1, 0, 0, 0, 9};
    assertEquals(DropReason.NONE, read(ipv6(44, fragment, unknownOption, new byte[8])));
    assertEquals(DropReason.NONE, view.hostRefusal(), "options of the datagram, not of the piece");
  }
}
