// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;

/**
 * Fields and options of TCP (RFC 9293 §3.1, RFC 7323 §2), options that lie about themselves too.
 */
final class TcpHeaderTest {
  private static final int AT = 5;

  private static TcpHeader header(String optionsHex, String textHex) {
    byte[] options = octets(optionsHex);
    byte[] text = octets(textHex);
    byte[] array = new byte[AT + 20 + options.length + text.length];
    int words = (20 + options.length) / 4;
    byte[] fixed = octets("f123 0050 f1020304 e5060708 0012 abcd 0000 0000");
    System.arraycopy(fixed, 0, array, AT, 20);
    array[AT + 12] = (byte) (words << 4);
    System.arraycopy(options, 0, array, AT + 20, options.length);
    System.arraycopy(text, 0, array, AT + 20 + options.length, text.length);
    return new TcpHeader().wrap(array, AT, array.length - AT);
  }

  private static byte[] octets(String hex) {
    OctetString parsed = OctetString.parseHex(hex.replace(" ", ""));
    assertTrue(parsed != null, hex);
    return parsed.toArray();
  }

  @Test
  void fields() {
    TcpHeader header = header("01010101", "616263");
    assertEquals(DropReason.NONE, header.checkLength());
    assertEquals(0xf123, header.sourcePort());
    assertEquals(80, header.destinationPort());
    assertEquals(0xf1020304, header.sequence());
    assertEquals(0xe5060708, header.acknowledgment());
    assertEquals(24, header.headerLength());
    assertEquals(0xabcd, header.window());
    assertEquals(AT + 24, header.textOffset());
    assertEquals(3, header.textLength());
    assertTrue(header.has(TcpHeader.SYN) && header.has(TcpHeader.ACK));
    assertTrue(header.has(TcpHeader.SYN | TcpHeader.ACK));
    assertFalse(header.has(TcpHeader.SYN | TcpHeader.FIN));
    assertFalse(header.has(TcpHeader.RST));
  }

  @Test
  void lengths() {
    TcpHeader header = header("", "");
    byte[] array = header.bytes();
    assertEquals(DropReason.NONE, header.checkLength());
    assertEquals(DropReason.TRUNCATED, header.wrap(array, AT, 19).checkLength());
    header.wrap(array, AT, 20);
    array[AT + 12] = 0x60;
    assertEquals(DropReason.LENGTH_MISMATCH, header.checkLength());
    array[AT + 12] = 0x40;
    assertEquals(DropReason.LENGTH_MISMATCH, header.checkLength());
  }

  @Test
  void options() {
    assertOptions("", 536, -1);
    assertOptions("020405b4", 0x5b4, -1);
    assertOptions("020405b4 01030307", 0x5b4, 7);
    assertOptions("0303ff01", 536, 14);
    assertOptions("03030e00", 536, 14);
    assertOptions("03030d00", 536, 13);
    assertOptions("0103030001010204fffe0101", 0xfffe, 0);
    assertOptions("080a0000000000000000 0101 020405b4", 0x5b4, -1);
  }

  @Test
  void optionsThatLieEndTheSearch() {
    assertOptions("00000000 020405b4", 536, -1);
    assertOptions("080005b4 020405b4", 536, -1);
    assertOptions("080105b4 020405b4", 536, -1);
    assertOptions("01010102", 536, -1);
    assertOptions("01010204", 536, -1);
    assertOptions("01010103", 536, -1);
    assertOptions(
        "02030501 020405b4", 0x5b4, -1); // Of another length: not the option that it says.
    assertOptions("08020202 0405b400", 536, -1);
    assertOptions("0802 0802 020405b4", 0x5b4, -1);
    assertOptions("020605b40000 0101 03030200", 536, 2);
    assertOptions("0305020101 010101", 536, -1);
  }

  /** Nothing behind the header is looked at: here there is not even memory. */
  @Test
  void optionsEndWithTheHeader() {
    for (String hex : new String[] {"", "01010101", "01010102", "01010103", "020405b4"}) {
      TcpHeader header = header(hex, "");
      assertEquals(hex.startsWith("0204") ? 0x5b4 : 536, header.maximumSegment(536), hex);
      assertEquals(TcpHeader.NO_SCALE, header.windowScale(), hex);
    }
  }

  private static void assertOptions(String hex, int segment, int scale) {
    TcpHeader header = header(hex, "020406ff030306");
    assertEquals(DropReason.NONE, header.checkLength());
    assertEquals(segment, header.maximumSegment(536), hex);
    assertEquals(scale, header.windowScale(), hex);
  }

  @Test
  void writing() {
    byte[] array = new byte[AT + 29];
    Arrays.fill(array, (byte) 0x55);
    TcpHeader.write(array, AT, 0xf123, 80, 0xf1020304, 0xe5060708, 0x12, 0xabcd, 8);
    TcpHeader.writeMaximumSegment(array, AT + 20, 0x5b4);
    TcpHeader.writeWindowScale(array, AT + 24, 7);
    assertArrayEquals(
        octets("f1230050 f1020304 e5060708 7012 abcd 0000 0000 020405b4 01030307 55"),
        Arrays.copyOfRange(array, AT, AT + 29));
    TcpHeader.writeChecksum(array, AT, 29, 0x4321);
    TcpHeader header = new TcpHeader().wrap(array, AT, 29);
    assertTrue(header.checksumValid(0x4321));
    assertFalse(header.checksumValid(0x4322));
    array[AT + 28] ^= 1;
    assertFalse(header.checksumValid(0x4321));
    TcpHeader.writeChecksum(array, AT, 29, 0x4321);
    assertTrue(header.checksumValid(0x4321), "the old checksum is not under the new one");
  }
}
