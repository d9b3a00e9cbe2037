// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest(name = "{0} is written {1}")
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8::1, 2001:db8::1",
    "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "::ffff:192.0.2.33, ::ffff:c000:221",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "fe80::1, fe80::1",
  })
  void textForms(String text, String canonical) {
    IpAddress address = requireNonNull(IpAddress.parse(text));
    assertEquals(canonical, address.toString());
    assertEquals(address, IpAddress.parse(canonical));
  }

  @ParameterizedTest(name = "\"{0}\" is no address")
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.4 ",
        "1..2.3",
        "a.b.c.d",
        "1.2.3.-4",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "::1::2",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:",
        ":1",
        "1:2:3:4:5:6:7:",
        "::1.2.3",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "fe80::1%eth0"
      })
  void refusedTexts(String text) {
    assertNull(IpAddress.parse(text));
  }

  @Property
  void textRoundTripAgreesWithTheJdk(@ForAll @Size(16) byte[] octets, @ForAll short zeroMask)
      throws UnknownHostException {
    byte[] thinned = octets.clone();
    for (int index = 0; index < 16; index++) {
      if ((zeroMask >> index / 2 & 1) != 0) {
        thinned[index] = 0;
      }
    }
    IpAddress address = IpAddress.of(thinned, 0, 16);
    assertEquals(address, IpAddress.parse(address.toString()));
    byte[] jdk = InetAddress.getByName(address.toString()).getAddress();
    assertTrue(jdk.length == 4 || address.matches(jdk, 0));
  }

  @Property
  void prefixBoundsEncloseTheAddress(@ForAll @Size(4) byte[] octets, @ForAll int seed) {
    int prefix = Math.floorMod(seed, 33);
    IpAddress address = IpAddress.of(octets, 0, 4);
    IpAddress first = address.prefixBound(prefix, false);
    IpAddress last = address.prefixBound(prefix, true);
    assertTrue(first.compareTo(address) <= 0 && address.compareTo(last) <= 0);
    assertTrue(first.sharesPrefix(last, prefix));
    assertEquals(prefix == 32, first.equals(last));
    assertFalse(prefix < 32 && first.sharesPrefix(last, prefix + 1));
    long size = (last.ipv4Bits() & 0xFFFFFFFFL) - (first.ipv4Bits() & 0xFFFFFFFFL) + 1;
    assertEquals(1L << (32 - prefix), size);
  }
}
