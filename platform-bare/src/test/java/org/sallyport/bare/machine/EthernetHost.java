// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import org.sallyport.engine.wire.ArpPacket;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/**
 * A host on a wire of two, the other end being a machine of QEMU's: answers ARP and echo requests
 * for its address, and can ping. A datagram is a frame.
 */
final class EthernetHost implements AutoCloseable {
  private static final int WAIT_MS = 20;
  private static final int REQUEST = 1;
  private static final int REPLY = 2;
  private static final int IP = EthernetHeader.LENGTH;
  private static final int ICMP = IP + Ipv4Header.MIN_LENGTH;
  private static final int ECHO_LENGTH = ICMP + 8 + 56;

  private final DatagramSocket socket;
  private final int machinePort;
  private final long hardware;
  private final byte[] address;
  private final byte[] router;
  private long routerHardware;
  private int requests;
  private int replies;

  EthernetHost(long hardware, byte[] address, byte[] router) throws IOException {
    this.hardware = hardware;
    this.address = address;
    this.router = router;
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout(WAIT_MS);
    try (DatagramSocket free =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      machinePort = free.getLocalPort();
    }
  }

  /** QEMU's back end for the other end of the wire. */
  String backEnd(String id) {
    return "dgram,id="
        + id
        + ",local.type=inet,local.host=127.0.0.1,local.port="
        + machinePort
        + ",remote.type=inet,remote.host=127.0.0.1,remote.port="
        + socket.getLocalPort();
  }

  /** Echo requests that came for this host. */
  int requests() {
    return requests;
  }

  /** Echo replies that came for this host. */
  int replies() {
    return replies;
  }

  /** Asks who the router is until that is known, then sends an echo request through it. */
  void ping(byte[] destination) throws IOException {
    if (routerHardware == 0) {
      byte[] frame = new byte[60];
      EthernetHeader.write(frame, 0, EthernetHeader.BROADCAST, hardware, EtherType.ARP);
      ArpPacket.write(frame, IP, REQUEST, hardware, address, 0, 0, router, 0);
      send(frame, frame.length);
      return;
    }
    byte[] frame = new byte[ECHO_LENGTH];
    EthernetHeader.write(frame, 0, routerHardware, hardware, EtherType.IPV4);
    System.arraycopy(address, 0, frame, IP + Ipv4Header.SOURCE, 4);
    System.arraycopy(destination, 0, frame, IP + Ipv4Header.DESTINATION, 4);
    Ipv4Header.writeAroundAddresses(frame, IP, 0, frame.length - IP, 1, false, 64, IpProtocol.ICMP);
    IcmpHeader.write(frame, ICMP, frame.length - ICMP, IcmpHeader.ECHO_REQUEST, 0, 0);
    send(frame, frame.length);
  }

  private void send(byte[] frame, int length) throws IOException {
    socket.send(new DatagramPacket(frame, length, InetAddress.getLoopbackAddress(), machinePort));
  }

  /** Handles what arrives within a moment. */
  void turn() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException silence) {
      return;
    }
    byte[] frame = packet.getData();
    int etherType = Octets.u16(frame, 12);
    if (etherType == EtherType.ARP) {
      arp(frame);
    } else if (etherType == EtherType.IPV4
        && Octets.u8(frame, IP + 9) == IpProtocol.ICMP
        && Octets.equal(frame, IP + Ipv4Header.DESTINATION, address, 0, 4)) {
      icmp(frame, packet.getLength());
    }
  }

  private void arp(byte[] frame) throws IOException {
    ArpPacket arp = new ArpPacket().wrap(frame, IP, 28);
    if (!Octets.equal(frame, arp.targetProtocolOffset(), address, 0, 4)) {
      return;
    }
    if (arp.operation() == REPLY) {
      routerHardware = arp.senderHardware();
      return;
    }
    byte[] answer = new byte[60];
    EthernetHeader.write(answer, 0, arp.senderHardware(), hardware, EtherType.ARP);
    ArpPacket.write(
        answer,
        IP,
        REPLY,
        hardware,
        address,
        0,
        arp.senderHardware(),
        frame,
        arp.senderProtocolOffset());
    send(answer, answer.length);
  }

  private void icmp(byte[] frame, int length) throws IOException {
    int type = Octets.u8(frame, ICMP);
    if (type == IcmpHeader.ECHO_REPLY) {
      replies++;
    } else if (type == IcmpHeader.ECHO_REQUEST) {
      requests++;
      EthernetHeader.write(frame, 0, Octets.u48(frame, 6), hardware, EtherType.IPV4);
      System.arraycopy(frame, IP + Ipv4Header.SOURCE, frame, IP + Ipv4Header.DESTINATION, 4);
      System.arraycopy(address, 0, frame, IP + Ipv4Header.SOURCE, 4);
      IcmpHeader.write(
          frame, ICMP, Octets.u16(frame, IP + 2) - (ICMP - IP), IcmpHeader.ECHO_REPLY, 0, 0);
      send(frame, length);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
