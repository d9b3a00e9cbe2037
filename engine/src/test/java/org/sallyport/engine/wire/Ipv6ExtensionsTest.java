// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;

/** Chains of extension headers (RFC 8200 §4) that are whole, too long, cut or lie about it. */
final class Ipv6ExtensionsTest {
  private static final int AT = 3;
  private static final String PAD_N = "010400000000";
  private static final int UDP = IpProtocol.UDP;

  private final Ipv6Extensions extensions = new Ipv6Extensions();

  private DropReason parse(int nextHeader, String hex) {
    return parse(nextHeader, hex, 64);
  }

  /** {@code behind} octets of link padding follow the packet. */
  private DropReason parse(int nextHeader, String hex, int behind) {
    OctetString chain = OctetString.parseHex(hex.replace(" ", ""));
    assertTrue(chain != null, hex);
    byte[] array = new byte[AT + 40 + chain.length() + behind];
    Arrays.fill(array, (byte) 1);
    chain.copyInto(array, AT + 40);
    Ipv6Header.writeAroundAddresses(array, AT, 0, chain.length(), nextHeader, 64);
    DropReason reason = extensions.read(new Ipv6Header().wrap(array, AT, array.length - AT));
    return reason == DropReason.NONE ? extensions.hostRefusal() : reason;
  }

  private void assertParsed(int protocol, int payload, int field, int nextHeader, String hex) {
    assertEquals(DropReason.NONE, parse(nextHeader, hex));
    assertEquals(protocol, extensions.protocol());
    assertEquals(AT + 40 + payload, extensions.payloadOffset());
    assertEquals(AT + field, extensions.protocolFieldOffset());
    assertFalse(extensions.isFragment());
  }

  private void assertUpper(int protocol, int offset, int field) {
    assertEquals(protocol, extensions.upperProtocol());
    assertEquals(AT + 40 + offset, extensions.upperOffset());
    assertEquals(AT + field, extensions.upperFieldOffset());
  }

  /** Nothing behind the packet is read. */
  private void assertBad(int nextHeader, String hex) {
    assertEquals(DropReason.BAD_EXTENSION_HEADER, parse(nextHeader, hex), hex);
    assertEquals(DropReason.BAD_EXTENSION_HEADER, parse(nextHeader, hex, 0), hex);
  }

  @Test
  void withoutExtensionsThePayloadFollows() {
    assertParsed(UDP, 0, 6, UDP, "0102");
    assertParsed(IpProtocol.ESP, 0, 6, IpProtocol.ESP, "");
    assertParsed(IpProtocol.NO_NEXT_HEADER, 0, 6, IpProtocol.NO_NEXT_HEADER, "");
  }

  @Test
  void eachKindIsPassed() {
    assertParsed(UDP, 8, 40, IpProtocol.HOP_BY_HOP, "1100" + PAD_N);
    assertParsed(UDP, 8, 40, IpProtocol.DESTINATION_OPTIONS, "1100" + PAD_N);
    assertParsed(UDP, 8, 40, IpProtocol.ROUTING, "1100 0300 00000000");
    assertParsed(UDP, 16, 40, IpProtocol.HOP_BY_HOP, "1101 010c" + "00".repeat(12));
    assertParsed(UDP, 16, 48, IpProtocol.HOP_BY_HOP, "3c00" + PAD_N + "1100" + PAD_N);
  }

  @Test
  void eightHeadersAreTheMost() {
    assertParsed(
        UDP, 64, 96, IpProtocol.DESTINATION_OPTIONS, ("3c00" + PAD_N).repeat(7) + "1100" + PAD_N);
    assertBad(IpProtocol.DESTINATION_OPTIONS, ("3c00" + PAD_N).repeat(8) + "1100" + PAD_N);
  }

  @Test
  void hopByHopOptionsAreTheFirstOnly() {
    assertBad(IpProtocol.DESTINATION_OPTIONS, "0000" + PAD_N + "1100" + PAD_N);
  }

  @Test
  void aHeaderThatEndsAfterThePayloadIsBad() {
    assertBad(IpProtocol.DESTINATION_OPTIONS, "1100 0103 000000");
    assertBad(IpProtocol.DESTINATION_OPTIONS, "");
    assertBad(IpProtocol.DESTINATION_OPTIONS, "11");
    assertBad(IpProtocol.DESTINATION_OPTIONS, "1101 0104 00000000");
    assertBad(IpProtocol.ROUTING, "1101 0300 00000000");
    assertBad(IpProtocol.FRAGMENT, "1100 0001 000000");
  }

  @Test
  void aRoutingHeaderWithSegmentsLeftIsBad() {
    assertBad(IpProtocol.ROUTING, "1100 0301 00000000");
    assertBad(IpProtocol.ROUTING, "1100 00ff 00000000");
  }

  @Test
  void optionsFillTheirHeader() {
    assertParsed(UDP, 8, 40, IpProtocol.HOP_BY_HOP, "1100 000000000000");
    assertParsed(UDP, 8, 40, IpProtocol.HOP_BY_HOP, "1100 00 0503 000000");
    assertParsed(UDP, 8, 40, IpProtocol.HOP_BY_HOP, "1100 0502 0000 0100");
    assertParsed(UDP, 8, 40, IpProtocol.HOP_BY_HOP, "1100 0502 c0c0 0100");
    assertParsed(UDP, 16, 48, IpProtocol.ROUTING, "3c00 0300 0000c000 1100" + PAD_N);
    assertBad(IpProtocol.HOP_BY_HOP, "1100 0105 00000000");
    assertBad(IpProtocol.HOP_BY_HOP, "1100 0103 000000 01");
    assertBad(IpProtocol.HOP_BY_HOP, "1100 0102 0000 0101");
  }

  /** RFC 8200 §4.2: the two highest bits of an unknown option say whether it may be skipped. */
  @Test
  void anUnknownOptionThatMayNotBeSkippedIsBad() {
    assertParsed(UDP, 8, 40, IpProtocol.DESTINATION_OPTIONS, "1100 3f04 00000000");
    for (String type : new String[] {"40", "80", "c0", "c2"}) {
      assertBad(IpProtocol.DESTINATION_OPTIONS, "1100 " + type + "04 00000000");
    }
  }

  @Test
  void fragments() {
    assertEquals(DropReason.NONE, parse(IpProtocol.FRAGMENT, "11ff fff9 f1020304"));
    assertTrue(extensions.isFragment());
    assertTrue(extensions.moreFragments());
    assertEquals(0xfff8, extensions.fragmentOffset());
    assertEquals(0xf1020304L, extensions.identification());
    assertEquals(UDP, extensions.protocol());
    assertEquals(AT + 48, extensions.payloadOffset());
    assertEquals(AT + 40, extensions.protocolFieldOffset());

    assertEquals(
        DropReason.NONE, parse(IpProtocol.HOP_BY_HOP, "2c00" + PAD_N + "3c00 0010 00000007"));
    assertFalse(extensions.moreFragments());
    assertEquals(16, extensions.fragmentOffset());
    assertEquals(
        IpProtocol.DESTINATION_OPTIONS,
        extensions.protocol(),
        "what follows a fragment header is not looked into");
    assertParsed(UDP, 0, 6, UDP, "");
  }

  @Test
  void theUpperLayerOfAFirstFragmentLiesBehindItsHeaders() {
    assertEquals(
        DropReason.NONE, parse(IpProtocol.FRAGMENT, "3c00 0001 00000007" + "1100" + PAD_N));
    assertTrue(extensions.isFragment());
    assertTrue(extensions.hasFragmentHeader());
    assertFalse(extensions.isLaterFragment());
    assertEquals(IpProtocol.DESTINATION_OPTIONS, extensions.protocol());
    assertUpper(UDP, 16, 48);
  }

  @Test
  void theFirstFragmentHeaderMakesTheFragment() {
    assertEquals(
        DropReason.NONE, parse(IpProtocol.FRAGMENT, "2c00 0001 00000007" + "1100 0001 00000008"));
    assertEquals(7, extensions.identification());
    assertEquals(IpProtocol.FRAGMENT, extensions.protocol());
    assertEquals(AT + 48, extensions.payloadOffset());
    assertUpper(UDP, 16, 48);
  }

  @Test
  void theUpperLayerOfALaterFragmentIsElsewhere() {
    assertEquals(DropReason.NONE, parse(IpProtocol.FRAGMENT, "3c00 0008 00000007"));
    assertTrue(extensions.isFragment());
    assertTrue(extensions.hasFragmentHeader());
    assertTrue(extensions.isLaterFragment());
    assertUpper(IpProtocol.DESTINATION_OPTIONS, 8, 40);
  }

  /** RFC 6946 §4: a packet that is its only fragment is whole. */
  @Test
  void anAtomicFragmentIsNoFragment() {
    assertParsed(UDP, 16, 48, IpProtocol.FRAGMENT, "3c00 0006 00000007" + "1100" + PAD_N);
    assertTrue(extensions.hasFragmentHeader());
    assertFalse(extensions.isLaterFragment());
    assertUpper(UDP, 16, 48);
    assertParsed(UDP, 0, 6, UDP, "");
    assertFalse(extensions.hasFragmentHeader());
    assertUpper(UDP, 0, 6);
  }

  @Test
  void fragmentHeadersAreWritten() {
    byte[] array = new byte[AT + 8];
    Arrays.fill(array, (byte) 0x55);
    Ipv6Extensions.writeFragment(array, AT, 17, 1448, true, 0xf1020304);
    assertArrayEquals(
        new byte[] {0x55, 0x55, 0x55, 17, 0, 5, (byte) 0xa9, (byte) 0xf1, 2, 3, 4}, array);
    Ipv6Extensions.writeFragment(array, AT, 6, 8, false, 1);
    assertArrayEquals(new byte[] {0x55, 0x55, 0x55, 6, 0, 0, 8, 0, 0, 0, 1}, array);
  }
}
