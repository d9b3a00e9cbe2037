// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation.network;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Octets;

/**
 * A DHCP server with one address to give (RFC 2131 §4.3), as a host of the simulated network. It
 * shares no code with the client. It may be told to be silent, to refuse, to say something else, or
 * to send anything.
 */
public final class DhcpServer implements SimulatedHost {
  private static final int ETHERNET_BYTES = 14;
  private static final int IP_BYTES = 20;
  private static final int UDP_BYTES = 8;
  private static final int MESSAGE = ETHERNET_BYTES + IP_BYTES + UDP_BYTES;
  private static final int OPTIONS = 240;
  private static final int MAGIC = 0x6382_5363;
  private static final int BROADCAST_IP = -1;

  private final byte[] hardware;
  private final IpAddress own;
  private final SimulatedNetwork.Port port;
  private final List<Heard> heard = new ArrayList<>();
  private Offer offer;
  private boolean isSilent;
  private boolean isRefusing;
  private boolean isWithoutMask;

  /**
   * Attaches a server to a network.
   *
   * @param own its address, which is also its identifier
   */
  public DhcpServer(
      String name, byte[] hardware, IpAddress own, Offer offer, SimulatedNetwork network) {
    this.hardware = hardware.clone();
    this.own = own;
    this.offer = offer;
    this.port = network.attach(name, hardware, this);
  }

  /**
   * What the server gives; options with 0 seconds or without router are left out.
   *
   * @param mask the subnet mask, as it lies
   */
  public record Offer(
      IpAddress address,
      int mask,
      IpAddress router,
      long leaseSeconds,
      long renewalSeconds,
      long rebindingSeconds) {
    /** As {@code /24} with the first address as router, T1 and T2 left to the client. */
    public static Offer of(IpAddress address, long leaseSeconds) {
      byte[] octets = address.prefixBound(24, false).toOctets().toArray();
      octets[3] = 1;
      return new Offer(address, 0xFFFF_FF00, IpAddress.of(octets, 0, 4), leaseSeconds, 0, 0);
    }
  }

  /**
   * A message of a client.
   *
   * @param type the message type
   * @param clientAddress the address that the client says it has, as it lies
   * @param options by code
   * @param isBroadcast whether it was sent to everybody
   * @param wantsBroadcast whether the client asks for an answer to everybody
   */
  public record Heard(
      long timeNs,
      int type,
      int transaction,
      int clientAddress,
      Map<Integer, byte[]> options,
      boolean isBroadcast,
      boolean wantsBroadcast) {
    /** An option that is an address, as it lies; 0 without it. */
    public int address(int code) {
      byte[] octets = options.get(code);
      return octets == null ? 0 : Octets.i32(octets, 0);
    }
  }

  /** What clients said so far. */
  public List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** What is given from now on. */
  public void setOffer(Offer newOffer) {
    offer = newOffer;
  }

  /** Whether nothing is answered from now on. */
  public void setSilent(boolean silent) {
    isSilent = silent;
  }

  /** Whether requests are answered with DHCPNAK from now on. */
  public void setRefusing(boolean refusing) {
    isRefusing = refusing;
  }

  /** Whether no mask is given from now on, as some servers do. */
  public void setWithoutMask(boolean withoutMask) {
    isWithoutMask = withoutMask;
  }

  @Override
  public void receive(byte[] frame, long nowNs) {
    if (frame.length < ETHERNET_BYTES + 28) {
      return;
    }
    int etherType = Octets.u16(frame, 12);
    if (etherType == EtherType.ARP) {
      answerArp(frame);
    } else if (etherType == EtherType.IPV4
        && frame.length >= MESSAGE + OPTIONS
        && Octets.u8(frame, ETHERNET_BYTES + 9) == IpProtocol.UDP
        && Octets.u16(frame, ETHERNET_BYTES + IP_BYTES + 2) == 67) {
      answer(frame, nowNs);
    }
  }

  private void answerArp(byte[] frame) {
    boolean isForUs =
        Octets.u16(frame, ETHERNET_BYTES + 6) == 1 && own.matches(frame, ETHERNET_BYTES + 24);
    if (!isForUs) {
      return;
    }
    ByteBuffer reply = ByteBuffer.allocate(ETHERNET_BYTES + 28);
    reply.put(frame, 6, 6).put(hardware).putShort((short) EtherType.ARP);
    reply.put(frame, ETHERNET_BYTES, 6).putShort((short) 2);
    reply.put(hardware).put(own.toOctets().toArray()).put(frame, ETHERNET_BYTES + 8, 10);
    port.send(reply.array(), 0, reply.position());
  }

  private void answer(byte[] frame, long nowNs) {
    Map<Integer, byte[]> options = options(frame);
    int type = options.getOrDefault(53, new byte[] {0})[0];
    Heard message =
        new Heard(
            nowNs,
            type,
            Octets.i32(frame, MESSAGE + 4),
            Octets.i32(frame, MESSAGE + 12),
            options,
            Octets.i32(frame, ETHERNET_BYTES + 16) == BROADCAST_IP,
            Octets.u16(frame, MESSAGE + 10) == 0x8000);
    heard.add(message);
    int server = message.address(54);
    boolean isOurs = server == 0 || server == own.ipv4Bits();
    if (isSilent || !isOurs) {
      return;
    }
    byte[] client = new byte[6];
    System.arraycopy(frame, MESSAGE + 28, client, 0, client.length);
    if (type == 1) {
      send(2, message, client);
    } else if (type == 3) {
      send(isRefusing ? 6 : 5, message, client);
    }
  }

  private static Map<Integer, byte[]> options(byte[] frame) {
    Map<Integer, byte[]> options = new HashMap<>();
    ByteBuffer in = ByteBuffer.wrap(frame);
    in.position(MESSAGE + OPTIONS);
    while (in.hasRemaining()) {
      int code = in.get() & 0xFF;
      if (code == 255) {
        break;
      }
      if (code != 0) {
        byte[] value = new byte[in.get() & 0xFF];
        in.get(value);
        options.put(code, value);
      }
    }
    return options;
  }

  private void send(int type, Heard message, byte[] client) {
    ByteBuffer options = ByteBuffer.allocate(64);
    options.put(new byte[] {53, 1, (byte) type});
    options.put(new byte[] {54, 4}).put(own.toOctets().toArray());
    if (type != 6) {
      if (!isWithoutMask) {
        options.put(new byte[] {1, 4}).putInt(offer.mask());
      }
      if (!offer.router().isUnspecified()) {
        options.put(new byte[] {3, 4}).put(offer.router().toOctets().toArray());
      }
      putSeconds(options, 51, offer.leaseSeconds());
      putSeconds(options, 58, offer.renewalSeconds());
      putSeconds(options, 59, offer.rebindingSeconds());
    }
    options.put((byte) 255);
    byte[] all = new byte[options.position()];
    options.flip().get(all);
    IpAddress given = type == 6 ? IpAddress.ANY_IPV4 : offer.address();
    send(message.transaction(), client, given, all, message);
  }

  private static void putSeconds(ByteBuffer options, int code, long seconds) {
    if (seconds != 0) {
      options.put(new byte[] {(byte) code, 4}).putInt((int) seconds);
    }
  }

  private void send(
      int transaction, byte[] client, IpAddress given, byte[] options, Heard message) {
    boolean toAll = message.clientAddress() == 0 || options[2] == 6;
    int destination = toAll ? BROADCAST_IP : message.clientAddress();
    byte[] frame =
        frame(transaction, client, given, options, toAll ? everybody() : client, destination);
    port.send(frame, 0, frame.length);
  }

  /** Sends a message of any content to everybody. */
  public void send(int transaction, byte[] client, IpAddress given, byte[] options) {
    byte[] frame = frame(transaction, client, given, options, everybody(), BROADCAST_IP);
    port.send(frame, 0, frame.length);
  }

  private static byte[] everybody() {
    return new byte[] {-1, -1, -1, -1, -1, -1};
  }

  private byte[] frame(
      int transaction, byte[] client, IpAddress given, byte[] options, byte[] to, int destination) {
    int length = OPTIONS + options.length;
    ByteBuffer out = ByteBuffer.allocate(MESSAGE + length);
    out.put(to).put(hardware).putShort((short) EtherType.IPV4);
    out.putShort((short) 0x4500).putShort((short) (IP_BYTES + UDP_BYTES + length));
    out.putInt(0).put((byte) 64).put((byte) IpProtocol.UDP).putShort((short) 0);
    out.put(own.toOctets().toArray()).putInt(destination);
    int sum = InternetChecksum.of(out.array(), ETHERNET_BYTES, IP_BYTES);
    out.putShort(ETHERNET_BYTES + 10, (short) sum);
    out.putShort((short) 67).putShort((short) 68);
    out.putShort((short) (UDP_BYTES + length)).putShort((short) 0); // no checksum, RFC 768
    out.putInt(0x0201_0600).putInt(transaction).putInt(0).putInt(0);
    out.put(given.toOctets().toArray()).putInt(0).putInt(0).put(client);
    out.putInt(MESSAGE + 236, MAGIC);
    out.position(MESSAGE + OPTIONS);
    out.put(options);
    return out.array();
  }

  @Override
  public void poll(long nowNs) {}

  @Override
  public long nextDeadlineNs() {
    return DeadlineTable.NEVER_NS;
  }
}
