// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Big-endian numbers, octet strings and the predicates on addresses. */
final class OctetsTest {
  private static final byte[] NINE = {9, (byte) 0xf1, 2, (byte) 0xf3, 4, (byte) 0xf5, 6, 7, 8};

  @Test
  void numbersAreReadBigEndianAndUnsigned() {
    assertEquals(0xf1, Octets.u8(NINE, 1));
    assertEquals(0xf102, Octets.u16(NINE, 1));
    assertEquals(0xf102f3, Octets.u24(NINE, 1));
    assertEquals(0xf102f304, Octets.i32(NINE, 1));
    assertEquals(0xf102f304L, Octets.u32(NINE, 1));
    assertEquals(0xf102f304f506L, Octets.u48(NINE, 1));
    assertEquals(0xf102f304f5060708L, Octets.i64(NINE, 1));
    OctetString string = OctetString.of(NINE);
    assertEquals(0xf102, string.u16(1));
    assertEquals(0xf102f304, string.i32(1));
    assertEquals(0xf102f304f5060708L, string.i64(1));
    assertEquals(0xf3, string.at(3));
  }

  @Test
  void numbersAreWrittenWhereTheyBelong() {
    byte[] array = new byte[10];
    Octets.put64(array, 1, 0xf102f304f5060708L);
    assertEquals("00f102f304f506070800", OctetString.of(array).toHex());
    Octets.put48(array, 1, 0xabcdef123456L);
    assertEquals("00abcdef123456070800", OctetString.of(array).toHex());
    Octets.put32(array, 1, 0x9a8b7c6dL);
    assertEquals("009a8b7c6d3456070800", OctetString.of(array).toHex());
    Octets.put24(array, 1, 0xf0e1d2);
    assertEquals("00f0e1d26d3456070800", OctetString.of(array).toHex());
    Octets.put16(array, 1, 0x4e5f);
    assertEquals("004e5fd26d3456070800", OctetString.of(array).toHex());
    Octets.put8(array, 1, 0x1ff);
    assertEquals("00ff5fd26d3456070800", OctetString.of(array).toHex());
    Octets.clear(array, 2, 3);
    assertEquals("00ff0000003456070800", OctetString.of(array).toHex());
  }

  @Test
  void rangesAreEqualOctetByOctet() {
    byte[] other = {1, 1, (byte) 0xf1, 2, (byte) 0xf3};
    assertTrue(Octets.equal(NINE, 1, other, 2, 3));
    assertTrue(Octets.equal(NINE, 0, other, 0, 0));
    for (int at = 2; at < 5; at++) {
      other[at] ^= 1;
      assertFalse(Octets.equal(NINE, 1, other, 2, 3), "octet " + at);
      other[at] ^= 1;
    }
  }

  @Test
  void octetStringsAreCopies() {
    byte[] source = {1, 2, 3};
    OctetString string = OctetString.of(source, 1, 2);
    source[1] = 9;
    assertArrayEquals(new byte[] {2, 3}, string.toArray());
    string.toArray()[0] = 9;
    assertArrayEquals(new byte[] {2, 3}, string.toArray());
    assertEquals(2, string.length());
    assertFalse(string.isEmpty());
    assertSame(OctetString.EMPTY, OctetString.of(source, 3, 0));
    assertTrue(OctetString.EMPTY.isEmpty());
    assertEquals("0203", string.toString());
    byte[] target = {7, 7, 7, 7};
    string.copyInto(target, 1);
    assertArrayEquals(new byte[] {7, 2, 3, 7}, target);
    assertEquals("f1020304", OctetString.ofInt(0xf1020304).toHex());
    assertEquals("f102030405060708", OctetString.ofLong(0xf102030405060708L).toHex());
  }

  @Test
  void octetStringsAreEqualByTheirOctets() {
    OctetString one = OctetString.of(new byte[] {1, 2});
    assertEquals(one, OctetString.parseHex("0102"));
    assertEquals((31 + 1) * 31 + 2, one.hashCode());
    for (String other : new String[] {"0103", "0202", "01", "010200", ""}) {
      assertNotEquals(one, OctetString.parseHex(other));
    }
    assertNotEquals(one, "0102");
  }

  @Test
  void hexIsPairsOfDigits() {
    assertEquals("00f9af", OctetString.parseHex("00f9aF").toHex());
    for (String bad : new String[] {"0", "0g", "g0", "000", " 0"}) {
      assertNull(OctetString.parseHex(bad), bad);
    }
  }

  @Test
  void textIsAscii() {
    assertEquals("617f3f", OctetString.ofAscii("a\u007f\u0080").toHex());
    assertEquals("a..~.", OctetString.parseHex("611f7f7e80").toAscii());
    assertEquals(" a", OctetString.parseHex("2061").toAscii());
    assertTrue(OctetString.parseHex("207e").isPrintable());
    for (String bad : new String[] {"", "611f", "7f61", "6180"}) {
      assertFalse(OctetString.parseHex(bad).isPrintable(), bad);
    }
  }

  @Test
  void addressesAreOfEitherLength() {
    IpAddress four = IpAddress.ofIpv4(0xc0000281);
    assertEquals("192.0.2.129", four.toString());
    assertTrue(four.isIpv4());
    assertEquals(4, four.length());
    assertEquals(0xc0000281, four.ipv4Bits());
    assertEquals(0x81, four.at(3));
    assertEquals("c0000281", four.toOctets().toHex());
    byte[] target = new byte[6];
    four.copyInto(target, 1);
    assertEquals("00c000028100", OctetString.of(target).toHex());
    assertTrue(four.matches(target, 1));
    assertFalse(four.matches(target, 0));
    IpAddress six = address("2001:db8::1");
    assertFalse(six.isIpv4());
    assertEquals(16, six.length());
    assertThrows(AssertionError.class, six::ipv4Bits);
    for (int length : new int[] {0, 3, 5, 15}) {
      assertThrows(IllegalArgumentException.class, () -> IpAddress.of(new byte[20], 0, length));
    }
    assertEquals(four, IpAddress.of(target, 1, 4));
  }

  @Test
  void addressesAreOrderedByLengthThenByOctets() {
    IpAddress four = address("192.0.2.1");
    assertTrue(four.compareTo(address("192.0.2.2")) < 0);
    assertTrue(address("192.0.128.2").compareTo(four) > 0);
    assertTrue(four.compareTo(address("::")) < 0);
    assertTrue(address("::").compareTo(four) > 0);
    assertEquals(0, four.compareTo(address("192.0.2.1")));
    assertTrue(four.compareTo(new byte[] {0, (byte) 192, 0, 3, 0}, 1) < 0);
    assertNotEquals(four, address("::c000:201"));
    assertNotEquals(four, "192.0.2.1");
    assertEquals(address("::1").hashCode(), address("0:0::1").hashCode());
    assertEquals(((((31 + 1) * 31 + 2) * 31) + 3) * 31 + 4, address("1.2.3.4").hashCode());
  }

  @Test
  void prefixesAreSharedBitByBit() {
    IpAddress first = address("10.1.128.0");
    assertTrue(first.sharesPrefix(address("10.1.255.255"), 17));
    assertFalse(first.sharesPrefix(address("10.1.255.255"), 18));
    assertTrue(first.sharesPrefix(address("10.1.0.0"), 16));
    assertFalse(first.sharesPrefix(address("10.1.0.0"), 17));
    assertFalse(first.sharesPrefix(address("11.1.128.0"), 16));
    assertTrue(first.sharesPrefix(address("200.0.0.0"), 0));
    assertTrue(first.sharesPrefix(first, 32));
    assertFalse(first.sharesPrefix(address("::"), 0), "of another length");
    assertTrue(first.sharesPrefix(new byte[] {7, 10, 1, (byte) 192, 9}, 1, 17));
    assertEquals("10.1.128.0", address("10.1.200.3").prefixBound(17, false).toString());
    assertEquals("10.1.255.255", address("10.1.200.3").prefixBound(17, true).toString());
    assertEquals("2001:db8::", address("2001:db8::1").prefixBound(32, false).toString());
  }

  @Test
  void kindsOfAddresses() {
    assertTrue(IpAddress.ANY_IPV4.isUnspecified() && IpAddress.ANY_IPV6.isUnspecified());
    assertTrue(IpAddress.ANY_IPV4.isIpv4() && !IpAddress.ANY_IPV6.isIpv4());
    assertFalse(address("0.0.0.1").isUnspecified() || address("1::").isUnspecified());
    for (String multicast : new String[] {"224.0.0.1", "239.255.255.255", "ff02::1"}) {
      assertTrue(address(multicast).isMulticast(), multicast);
    }
    for (String unicast : new String[] {"223.255.255.255", "240.0.0.1", "fe80::1", "e000::"}) {
      assertFalse(address(unicast).isMulticast(), unicast);
    }
    for (String local : new String[] {"fe80::1", "febf::1"}) {
      assertTrue(address(local).isLinkLocalIpv6(), local);
    }
    for (String other : new String[] {"fec0::1", "fe00::1", "ff80::1", "254.128.0.1"}) {
      assertFalse(address(other).isLinkLocalIpv6(), other);
    }
  }

  private static IpAddress address(String text) {
    IpAddress address = IpAddress.parse(text);
    assertTrue(address != null, text);
    return address;
  }
}
