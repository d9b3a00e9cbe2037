// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.sim.link.FrameLink.Layer;
import org.sallyport.sim.random.SeededRandom;

class FrameSummaryTest {
  private static final String ETHERNET = "020000000002020000000001";
  private static final String IPV4_UDP = "4500004000000000401100000a0000010a000002";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ARP who has 10.0.0.2 | 0806 0001080006040001 020000000001 0a000001 000000000000 0a000002
          ARP 10.0.0.1 is here | 0806 0001080006040002 020000000001 0a000001 020000000002 0a000002
          ICMP echo request 3  | 0800 4500001c00000000400100000a0000010a000002 0800000000010003
          ESP 0x00001001 #5    | 0800 4500001c00000000403200000a0000010a000002 0000100100000005
          IPv4 fragment at 1480| 0800 4500001c000000b9401100000a0000010a000002 0800000000010003
          ICMPv6 echo reply 1  | 86dd 6000000000083a40 fe800000000000000000000000000001 fe800000000000000000000000000002 8100000000010001
          ethertype 0x88cc     | 88cc 0000
          """)
  void namesWhatItKnows(String expected, String hex) {
    assertEquals(expected, describe(ETHERNET + hex.replace(" ", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          IKE_SA_INIT request 0    | 01f401f4 00240000                 0011223344556677 0000000000000000 21202208 00000000 0000001c
          IKE_AUTH response 1      | 11941194 00280000 00000000 0011223344556677 0011223344556677 2e202320 00000001 0000001c
          UDP-ESP 0xc0000001 #9    | 11941194 00280000 c0000001 00000009
          NAT keep-alive           | 11941194 00090000 ff
          UDP 53 > 1024            | 00350400 00280000
          """)
  void namesIkeAndEncapsulatedEsp(String expected, String hex) {
    assertEquals(expected, describe(ETHERNET + "0800" + IPV4_UDP + hex.replace(" ", "")));
  }

  @Test
  void anyBytesGiveSomeWords() {
    SeededRandom random = new SeededRandom(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[(int) random.below(80)];
      random.fill(bytes, 0, bytes.length);
      if (bytes.length > 14) {
        bytes[12] = 8;
        bytes[13] = (byte) (random.chance(0.5) ? 0 : 6);
      }
      int offset = bytes.length == 0 ? 0 : (int) random.below(bytes.length);
      Layer layer = random.chance(0.5) ? Layer.ETHERNET : Layer.IP;
      assertFalse(FrameSummary.of(bytes, offset, bytes.length - offset, layer).isEmpty());
    }
  }

  private static String describe(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return FrameSummary.of(bytes, 0, bytes.length, Layer.ETHERNET);
  }
}
