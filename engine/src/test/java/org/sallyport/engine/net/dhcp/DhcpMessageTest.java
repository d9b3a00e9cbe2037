// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sallyport.engine.net.dhcp.DhcpFixture.GIVEN;
import static org.sallyport.engine.net.dhcp.DhcpFixture.HARDWARE;
import static org.sallyport.engine.net.dhcp.DhcpFixture.SERVER;
import static org.sallyport.engine.net.dhcp.DhcpFixture.address;
import static org.sallyport.engine.net.dhcp.DhcpFixture.join;
import static org.sallyport.engine.net.dhcp.DhcpFixture.option;
import static org.sallyport.engine.net.dhcp.DhcpFixture.seconds;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/** What the client reads of a server's message, and where it stops reading (RFC 2131, RFC 2132). */
class DhcpMessageTest {
  private static final int TRANSACTION = 0x8765_4321;
  private static final byte[] OFFER = option(53, (byte) 2);
  private static final byte[] END = {-1};
  private static final IpAddress MASK = address("255.255.255.0");
  private static final int SERVER_NAME = 44;
  private static final int FILE = 108;
  private static final int FIXED = 240;

  private final DhcpMessage message = new DhcpMessage();

  /** Reads octets that lie inside an array whose other octets are options too. */
  private DropReason read(byte[] octets) {
    byte[] array = new byte[octets.length + 64];
    Arrays.fill(array, (byte) 53);
    System.arraycopy(octets, 0, array, 7, octets.length);
    return message.read(array, 7, octets.length);
  }

  private static byte[] reply(byte[]... options) {
    return DhcpFixture.reply(TRANSACTION, GIVEN, HARDWARE, options);
  }

  private static byte[] everyOption() {
    return reply(
        OFFER,
        option(54, SERVER),
        option(1, MASK),
        option(3, join(address("192.0.2.254").toOctets().toArray(), new byte[] {1, 2, 3, 4})),
        new byte[] {0, 0},
        option(12, (byte) 'a', (byte) 'b'),
        seconds(51, 0xFFFF_FFFEL),
        seconds(58, 0x8000_0001L),
        seconds(59, 0xF000_0002L),
        END,
        seconds(51, 1));
  }

  @Test
  void everyOptionOfUseIsRead() {
    assertEquals(DropReason.NONE, read(everyOption()));
    assertEquals(DhcpMessage.OFFER, message.type());
    assertEquals(TRANSACTION, message.transaction());
    assertEquals(HARDWARE, message.hardware());
    assertEquals(GIVEN.ipv4Bits(), message.yourAddress());
    assertEquals(SERVER.ipv4Bits(), message.server());
    assertEquals(MASK.ipv4Bits(), message.mask());
    assertEquals(true, message.hasMask());
    assertEquals(2, message.routerCount());
    assertEquals(address("192.0.2.254").ipv4Bits(), message.router(0));
    assertEquals(0x0102_0304, message.router(1));
    assertEquals(0xFFFF_FFFEL, message.leaseSeconds());
    assertEquals(0x8000_0001L, message.renewalSeconds());
    assertEquals(0xF000_0002L, message.rebindingSeconds());
  }

  @Test
  void nothingOfAnEarlierMessageRemains() {
    assertEquals(DropReason.NONE, read(everyOption()));
    assertEquals(DropReason.NONE, read(reply(option(53, (byte) 5), END)));
    assertEquals(DhcpMessage.ACK, message.type());
    assertEquals(0, message.server());
    assertEquals(0, message.mask());
    assertEquals(false, message.hasMask());
    assertEquals(0, message.routerCount());
    assertEquals(0, message.leaseSeconds());
    assertEquals(0, message.renewalSeconds());
    assertEquals(0, message.rebindingSeconds());
    assertEquals(DropReason.MALFORMED_HEADER, read(reply(END)), "a type is needed");
  }

  @Test
  void aMessageIsAReplyOverEthernetWithTheCookie() {
    byte[] whole = reply(OFFER, END);
    assertEquals(DropReason.NONE, read(whole));
    assertEquals(DropReason.TRUNCATED, read(Arrays.copyOf(whole, FIXED - 1)));
    assertEquals(DropReason.MALFORMED_HEADER, read(Arrays.copyOf(whole, FIXED)), "no type");
    for (int at : new int[] {0, 1, 2, 236, 237, 238, 239}) {
      byte[] other = whole.clone();
      other[at] ^= 1;
      assertEquals(DropReason.MALFORMED_HEADER, read(other), "octet " + at);
    }
  }

  /** RFC 2132 §2: an option is a code, a length, and as many octets. */
  @Test
  void anOptionThatIsCutIsNone() {
    byte[] whole = reply(OFFER, option(54, SERVER), seconds(51, 1000));
    int least = FIXED + OFFER.length;
    for (int length = FIXED; length <= whole.length; length++) {
      boolean isWhole = length == least || length == least + 6 || length == whole.length;
      assertEquals(
          isWhole ? DropReason.NONE : DropReason.MALFORMED_HEADER,
          read(Arrays.copyOf(whole, length)),
          "cut to " + length);
    }
    assertEquals(
        DropReason.MALFORMED_HEADER, read(reply(OFFER, new byte[] {12, -1}, new byte[254])));
    assertEquals(DropReason.NONE, read(reply(OFFER, new byte[] {12, -1}, new byte[255])));
  }

  @ParameterizedTest
  @CsvSource({
    "53, 1", "52, 1", "54, 4", "1, 4", "3, 4", "3, 8", "51, 4", "58, 4", "59, 4", "12, 0", "12, 9"
  })
  void anOptionHasItsLength(int code, int length) {
    byte[] value = new byte[length];
    Arrays.fill(value, (byte) 4);
    assertEquals(DropReason.NONE, read(reply(OFFER, option(code, value), END)));
  }

  @ParameterizedTest
  @CsvSource({
    "53, 0", "53, 2", "53, 4", "52, 0", "52, 2", "54, 3", "54, 5", "54, 8", "1, 1", "1, 8", "3, 0",
    "3, 3", "3, 5", "3, 7", "51, 1", "51, 8", "58, 1", "58, 0", "59, 1", "59, 8"
  })
  void anOptionOfAnotherLengthSpoilsTheMessage(int code, int length) {
    byte[] bad = option(code, new byte[length]);
    assertEquals(DropReason.MALFORMED_HEADER, read(reply(OFFER, bad, END)));
    assertEquals(DropReason.MALFORMED_HEADER, read(reply(bad, OFFER, END)));
  }

  /** RFC 2132 §9.3: 1 is the field 'file', 2 is 'sname', 3 is both. */
  @ParameterizedTest
  @CsvSource({"0, false, false", "1, true, false", "2, false, true", "3, true, true"})
  void optionsMayLieInOtherFields(int overload, boolean inFile, boolean inName) {
    byte[] whole = reply(OFFER, option(52, (byte) overload), END);
    put(whole, FILE, join(option(54, SERVER), END));
    put(whole, SERVER_NAME, join(seconds(51, 1000), END));
    assertEquals(DropReason.NONE, read(whole));
    assertEquals(inFile ? SERVER.ipv4Bits() : 0, message.server());
    assertEquals(inName ? 1000 : 0, message.leaseSeconds());
  }

  @Test
  void theTypeMayLieInAnotherField() {
    byte[] whole = reply(option(52, (byte) 1), END);
    put(whole, FILE, OFFER);
    assertEquals(DropReason.NONE, read(whole));
    assertEquals(DhcpMessage.OFFER, message.type());
  }

  @Test
  void optionsEndWithTheirField() {
    for (int field : new int[] {FILE, SERVER_NAME}) {
      byte overload = (byte) (field == FILE ? 1 : 2);
      int length = field == FILE ? 128 : 64;
      byte[] whole = reply(OFFER, option(52, overload), END);
      put(whole, field + length - 6, seconds(51, 1000));
      assertEquals(DropReason.NONE, read(whole), "up to the last octet");
      assertEquals(1000, message.leaseSeconds());
      byte[] past = reply(OFFER, option(52, overload), END);
      put(past, field + length - 5, Arrays.copyOf(seconds(51, 1000), 5));
      assertEquals(DropReason.MALFORMED_HEADER, read(past), "one octet past the field");
      byte[] bare = reply(OFFER, option(52, overload), END);
      put(bare, field + length - 1, new byte[] {51});
      assertEquals(DropReason.MALFORMED_HEADER, read(bare), "a code without length");
    }
  }

  /** A field is read once, even if options in it say that there are options in it. */
  @Test
  void anOverloadInAnotherFieldIsNotFollowed() {
    byte[] whole = reply(OFFER, option(52, (byte) 1), END);
    put(whole, FILE, join(option(52, (byte) 2), END));
    put(whole, SERVER_NAME, join(seconds(51, 1000), END));
    assertEquals(DropReason.NONE, read(whole));
    assertEquals(0, message.leaseSeconds());
  }

  private static void put(byte[] target, int at, byte[] octets) {
    System.arraycopy(octets, 0, target, at, octets.length);
    assertEquals(0x6382_5363, Octets.i32(target, 236), "the test stays inside the fields");
  }
}
