// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.wire.Octets;

/**
 * A DHCP message for IPv4 over Ethernet (RFC 2131 §2, options RFC 2132), read in place: after
 * {@link #read} gave NONE every accessor holds a checked value. Options may lie in the fields
 * 'file' and 'sname' too (RFC 2132 §9.3). Options that the client does not use are stepped over.
 */
public final class DhcpMessage {
  /** UDP port of servers. */
  public static final int SERVER_PORT = 67;

  /** UDP port of clients. */
  public static final int CLIENT_PORT = 68;

  /** DHCPDISCOVER. */
  public static final int DISCOVER = 1;

  /** DHCPOFFER. */
  public static final int OFFER = 2;

  /** DHCPREQUEST. */
  public static final int REQUEST = 3;

  /** DHCPDECLINE. */
  public static final int DECLINE = 4;

  /** DHCPACK. */
  public static final int ACK = 5;

  /** DHCPNAK. */
  public static final int NAK = 6;

  static final int SUBNET_MASK = 1;
  static final int ROUTER = 3;
  static final int REQUESTED_ADDRESS = 50;
  static final int LEASE_TIME = 51;
  static final int MESSAGE_TYPE = 53;
  static final int SERVER = 54;
  static final int PARAMETERS = 55;
  static final int RENEWAL_TIME = 58;
  static final int REBINDING_TIME = 59;

  private static final int OVERLOAD = 52;
  private static final int PAD = 0;
  private static final int END = 255;
  private static final int BOOT_REQUEST = 1;
  private static final int BOOT_REPLY = 2;
  private static final int ETHERNET_TYPE_AND_LENGTH = 0x0106;
  private static final int TRANSACTION = 4;
  private static final int SECONDS = 8;
  private static final int FLAGS = 10;
  private static final int BROADCAST_FLAG = 0x8000;
  private static final int CLIENT_ADDRESS = 12;
  private static final int YOUR_ADDRESS = 16;
  private static final int HARDWARE = 28;
  private static final int SERVER_NAME = 44;
  private static final int SERVER_NAME_LENGTH = 64;
  private static final int FILE = 108;
  private static final int FILE_LENGTH = 128;
  private static final int COOKIE = 236;
  private static final int MAGIC = 0x6382_5363;
  private static final int OPTIONS = 240;
  private static final int LEAST_LENGTH = 300; // RFC 1542 §2.1

  private byte[] bytes = new byte[0];
  private int offset;
  private int type;
  private int overload;
  private int server;
  private int mask;
  private boolean hasMask;
  private int routers;
  private int routerCount;
  private long leaseSeconds;
  private long renewalSeconds;
  private long rebindingSeconds;

  /** A view of no message yet. */
  public DhcpMessage() {}

  /** Reads a message of exactly {@code length} octets; NONE, or why it is none for a client. */
  public DropReason read(byte[] array, int start, int length) {
    bytes = array;
    offset = start;
    type = 0;
    overload = 0;
    server = 0;
    mask = 0;
    hasMask = false;
    routerCount = 0;
    leaseSeconds = 0;
    renewalSeconds = 0;
    rebindingSeconds = 0;
    if (length < OPTIONS) {
      return DropReason.TRUNCATED;
    }
    boolean isReply =
        Octets.u8(array, start) == BOOT_REPLY
            && Octets.u16(array, start + 1) == ETHERNET_TYPE_AND_LENGTH
            && Octets.i32(array, start + COOKIE) == MAGIC;
    if (!isReply) {
      return DropReason.MALFORMED_HEADER;
    }
    boolean isWhole = readOptions(start + OPTIONS, length - OPTIONS);
    int places = overload;
    isWhole &= (places & 1) == 0 || readOptions(start + FILE, FILE_LENGTH);
    isWhole &= (places & 2) == 0 || readOptions(start + SERVER_NAME, SERVER_NAME_LENGTH);
    return isWhole && type != 0 ? DropReason.NONE : DropReason.MALFORMED_HEADER;
  }

  /**
   * Reads options up to their end; false when one reaches past the region or has a wrong length.
   */
  private boolean readOptions(int start, int length) {
    int limit = start + length;
    int at = start;
    while (at < limit) {
      int code = Octets.u8(bytes, at);
      at++;
      if (code == END) {
        return true;
      }
      if (code == PAD) {
        continue;
      }
      if (at == limit) {
        return false;
      }
      int size = Octets.u8(bytes, at);
      at++;
      if (size > limit - at || !readOption(code, at, size)) {
        return false;
      }
      at += size;
    }
    return true; // servers are seen that leave the end out
  }

  private boolean readOption(int code, int at, int size) {
    switch (code) {
      case MESSAGE_TYPE -> type = size == 1 ? Octets.u8(bytes, at) : 0;
      case OVERLOAD -> overload = size == 1 ? Octets.u8(bytes, at) : 0;
      case SERVER -> server = size == 4 ? Octets.i32(bytes, at) : 0;
      case SUBNET_MASK -> {
        mask = size == 4 ? Octets.i32(bytes, at) : 0;
        hasMask = true;
      }
      case ROUTER -> {
        routers = at;
        routerCount = size / 4;
      }
      case LEASE_TIME -> leaseSeconds = size == 4 ? Octets.u32(bytes, at) : 0;
      case RENEWAL_TIME -> renewalSeconds = size == 4 ? Octets.u32(bytes, at) : 0;
      case REBINDING_TIME -> rebindingSeconds = size == 4 ? Octets.u32(bytes, at) : 0;
      default -> {
        return true;
      }
    }
    return size == (code == MESSAGE_TYPE || code == OVERLOAD ? 1 : 4)
        || (code == ROUTER && size % 4 == 0 && size > 0);
  }

  /** The message type: {@link #OFFER}, {@link #ACK}, {@link #NAK} or another. */
  public int type() {
    return type;
  }

  /** The transaction ID, as it lies. */
  public int transaction() {
    return Octets.i32(bytes, offset + TRANSACTION);
  }

  /** The hardware address of the client that is answered. */
  public long hardware() {
    return Octets.u48(bytes, offset + HARDWARE);
  }

  /** The address that is offered or granted, as it lies. */
  public int yourAddress() {
    return Octets.i32(bytes, offset + YOUR_ADDRESS);
  }

  /** The server that says so; 0 when the message does not tell. */
  public int server() {
    return server;
  }

  /** The subnet mask; 0 when the message does not tell. */
  public int mask() {
    return mask;
  }

  /** Whether the message tells a subnet mask. */
  public boolean hasMask() {
    return hasMask;
  }

  /** How many routers it names, those that it likes best first (RFC 2132 §3.5). */
  public int routerCount() {
    return routerCount;
  }

  /** A router, as it lies. */
  public int router(int index) {
    return Octets.i32(bytes, routers + 4 * index);
  }

  /** How long the lease is; 0 when the message does not tell, 0xFFFFFFFF for ever. */
  public long leaseSeconds() {
    return leaseSeconds;
  }

  /** T1; 0 when the message does not tell. */
  public long renewalSeconds() {
    return renewalSeconds;
  }

  /** T2; 0 when the message does not tell. */
  public long rebindingSeconds() {
    return rebindingSeconds;
  }

  /**
   * Appends a client's message to an empty frame; addresses that are 0 are left out.
   *
   * @param seconds since the client began
   * @param clientAddress our address, when we have it and answer ARP for it; else answers are asked
   *     for by broadcast (RFC 2131 §4.1)
   * @param requested option 50
   * @param chosenServer option 54
   */
  static void append(
      Frame frame,
      int type,
      int transaction,
      int seconds,
      long hardware,
      int clientAddress,
      int requested,
      int chosenServer) {
    int start = frame.append(LEAST_LENGTH);
    byte[] target = frame.bytes();
    Octets.clear(target, start, LEAST_LENGTH);
    Octets.put8(target, start, BOOT_REQUEST);
    Octets.put16(target, start + 1, ETHERNET_TYPE_AND_LENGTH);
    Octets.put32(target, start + TRANSACTION, transaction);
    Octets.put16(target, start + SECONDS, Math.min(seconds, 0xFFFF));
    Octets.put16(target, start + FLAGS, clientAddress == 0 ? BROADCAST_FLAG : 0);
    Octets.put32(target, start + CLIENT_ADDRESS, clientAddress);
    Octets.put48(target, start + HARDWARE, hardware);
    Octets.put32(target, start + COOKIE, MAGIC);
    int at = start + OPTIONS;
    Octets.put16(target, at, MESSAGE_TYPE << 8 | 1);
    Octets.put8(target, at + 2, type);
    at = putAddress(target, at + 3, REQUESTED_ADDRESS, requested);
    at = putAddress(target, at, SERVER, chosenServer);
    if (type != DECLINE) { // RFC 2131 table 5
      Octets.put16(target, at, PARAMETERS << 8 | 2);
      Octets.put8(target, at + 2, SUBNET_MASK);
      Octets.put8(target, at + 3, ROUTER);
      at += 4;
    }
    Octets.put8(target, at, END);
  }

  private static int putAddress(byte[] target, int at, int code, int address) {
    if (address == 0) {
      return at;
    }
    Octets.put16(target, at, code << 8 | 4);
    Octets.put32(target, at + 2, address);
    return at + 6;
  }
}
