// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/**
 * A DHCP client under any servers and hosts of its link. Laws: nothing throws; it has one address
 * at most, such as a host can have in its network, and one that a server has granted in answer to
 * it; what it sends is bounded; its frames come back but for those that wait for a neighbour.
 *
 * <p>The input is a sequence of actions, one octet each with its operands.
 */
public final class DhcpTarget {
  private static final int MOST_ACTIONS = 60;
  private static final int MOST_AT_ONCE = 8; // for each action
  private static final long LEAST_PAUSE_NS =
      10 * LoneEngine.SECOND_NS; // between them, in the long run
  private static final int WAITING = 16; // a quarter of the slots
  private static final int ETHERNET = 14;
  private static final int MESSAGE = ETHERNET + Ipv4Header.MIN_LENGTH + 8;
  private static final int FIXED = 240;
  private static final int ACK = 5;
  private static final byte[] SERVER = {2, 0, 0, 0, 0, 2};

  private final InputReader input;
  private final LoneEngine host = LoneEngine.dhcp();
  private final Set<Integer> granted = new HashSet<>();
  private int transaction;
  private int requested;
  private int sent;

  private DhcpTarget(InputReader input) {
    this.input = input;
  }

  /** For Jazzer and for the corpus. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    new DhcpTarget(new InputReader(bytes)).play();
  }

  private void play() {
    listen();
    for (int i = 0; i < MOST_ACTIONS && !input.isAtEnd(); i++) {
      int code = input.u8();
      switch (code & 0x07) {
        case 0 -> host.run(input.u8() * LoneEngine.SECOND_NS / 16);
        case 1 -> host.run(input.u16() * LoneEngine.SECOND_NS);
        case 2 -> host.receive(arp(input.u8() & 3));
        case 3 -> host.receive(input.octets(input.u8()));
        default -> host.receive(message(code >> 3));
      }
      listen();
      long most = MOST_AT_ONCE * (i + 2L) + host.nowNs / LEAST_PAUSE_NS;
      FuzzTarget.require(sent <= most, "what it sends is bounded");
      requireSense();
    }
    int held = host.pool.slab().slotCount() - host.pool.count(DescriptorRingState.FREE);
    FuzzTarget.require(held <= WAITING, "slots come back");
  }

  private void requireSense() {
    List<InterfaceAddress> own = host.engine.outerAddresses();
    FuzzTarget.require(own.size() <= 1, "one address at most");
    for (InterfaceAddress entry : own) {
      IpAddress address = entry.address();
      int prefix = entry.prefixLength();
      FuzzTarget.require(granted.contains(address.ipv4Bits()), "an address that was granted");
      int first = address.at(0);
      FuzzTarget.require(first != 0 && first != 127 && first < 224, "an address of a host");
      FuzzTarget.require(prefix >= 1 && prefix <= 32, "a prefix");
      FuzzTarget.require(
          prefix >= 31
              || (!address.equals(address.prefixBound(prefix, false))
                  && !address.equals(address.prefixBound(prefix, true))),
          "neither a network nor a broadcast address");
    }
  }

  /** Notes what the client says. */
  private void listen() {
    for (byte[] frame = host.sent.poll(); frame != null; frame = host.sent.poll()) {
      if (Octets.u16(frame, 12) == 0x0800 && frame.length >= MESSAGE + FIXED) {
        sent++;
        transaction = Octets.i32(frame, MESSAGE + 4);
        requested = Octets.i32(frame, MESSAGE + 12);
        byte[] options = Arrays.copyOfRange(frame, MESSAGE + FIXED, frame.length);
        for (int at = 0; at + 6 < options.length && options[at] != -1 && options[at] != 0; ) {
          requested = options[at] == 50 ? Octets.i32(options, at + 2) : requested;
          at += 2 + Octets.u8(options, at + 1);
        }
      }
    }
  }

  /** A host of the link claims, or asks for, the address that the client wants. */
  private byte[] arp(int kind) {
    ByteBuffer out = ByteBuffer.allocate(42);
    out.put(new byte[] {-1, -1, -1, -1, -1, -1}).put(SERVER).putShort((short) 0x0806);
    out.putInt(0x0001_0800).putShort((short) 0x0604).putShort((short) (1 + (kind & 1)));
    out.put(SERVER).putInt((kind & 2) == 0 ? requested : input.u16() << 16 | input.u16());
    out.put(LoneEngine.HARDWARE).putInt(requested);
    return out.array();
  }

  /**
   * A message of a server: type, address, server, mask, router and time are those of an ordinary
   * one unless a bit says otherwise, and further options are the input's.
   */
  private byte[] message(int shape) {
    int type = (shape & 1) == 0 ? 2 : 1 + input.u8() % 8;
    int given = (shape & 2) == 0 && requested != 0 ? requested : 0xC000_0200 | input.u8();
    given = (shape & 4) == 0 ? given : input.u16() << 16 | input.u16();
    type = (shape & 1) == 0 && requested == given && requested != 0 ? ACK : type;
    ByteBuffer options = ByteBuffer.allocate(400);
    options.put(new byte[] {53, 1, (byte) type});
    options.put(new byte[] {54, 4}).putInt(0xC000_0201);
    if ((shape & 8) == 0) {
      options.put(new byte[] {51, 4}).putInt(1000).put(new byte[] {1, 4}).putInt(0xFFFF_FF00);
    }
    if ((shape & 16) != 0) {
      options.put(input.octets(input.u8()));
    }
    options.put((byte) 255);
    if (type == ACK) {
      granted.add(given);
    }
    return frame(given, Arrays.copyOf(options.array(), options.position()));
  }

  private byte[] frame(int given, byte[] options) {
    int length = FIXED + options.length;
    byte[] frame = new byte[MESSAGE + length];
    ByteBuffer out = ByteBuffer.wrap(frame);
    out.put(new byte[] {-1, -1, -1, -1, -1, -1}).put(SERVER).putShort((short) 0x0800);
    out.position(ETHERNET + Ipv4Header.SOURCE).putInt(0xC000_0201).putInt(-1);
    Ipv4Header.writeAroundAddresses(
        frame, ETHERNET, 0, frame.length - ETHERNET, 1, false, 64, IpProtocol.UDP);
    out.position(ETHERNET + Ipv4Header.MIN_LENGTH);
    out.putShort((short) 67)
        .putShort((short) 68)
        .putShort((short) (8 + length))
        .putShort((short) 0);
    out.putInt(0x0201_0600).putInt(transaction).putInt(0).putInt(0).putInt(given);
    out.putInt(0).putInt(0).put(LoneEngine.HARDWARE);
    out.putInt(MESSAGE + 236, 0x6382_5363);
    out.position(MESSAGE + FIXED).put(options);
    return frame;
  }
}
