// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Octets;
import org.sallyport.sim.simulation.network.SimulatedHost;
import org.sallyport.sim.simulation.network.SimulatedNetwork;

/**
 * A host of the simulated network that sends what a trial tells it to, answers ARP, and keeps every
 * datagram that is sent to it. IPv4 only.
 */
final class Stranger implements SimulatedHost {
  private static final int ETHERNET_BYTES = 14;
  private static final int ARP_BYTES = 28;
  private static final int UDP_AT = ETHERNET_BYTES + 20;
  private static final int PAYLOAD_AT = UDP_AT + 8;

  private final IpAddress address;
  private final byte[] hardware;
  private final SimulatedNetwork.Port port;
  private final List<Heard> heard = new ArrayList<>();

  Stranger(String address, SimulatedNetwork network) {
    this.address = IpAddress.parse(address);
    byte last = this.address.toOctets().toArray()[3];
    this.hardware = new byte[] {2, 0, 0x5e, 1, 0x53, last};
    this.port = network.attach("stranger " + address, hardware, this);
  }

  /**
   * A datagram that came.
   *
   * @param timeNs when
   * @param from who sent it
   * @param toPort the port of ours that it was sent to
   * @param payload what lies behind the UDP header
   */
  record Heard(long timeNs, Endpoint from, int toPort, byte[] payload) {}

  /** What came so far. */
  List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** Sends a datagram to an engine's first address. */
  void send(EngineConfig to, int sourcePort, int targetPort, byte[] payload) {
    IpAddress target = to.network().addresses().getFirst().address();
    byte[] packet = InnerPacket.udp(address, target, sourcePort, targetPort, payload);
    ByteBuffer frame = ByteBuffer.allocate(ETHERNET_BYTES + packet.length);
    frame.put(to.network().hardwareAddress().toArray()).put(hardware);
    frame.putShort((short) EtherType.IPV4).put(packet);
    port.send(frame.array(), 0, frame.capacity());
  }

  @Override
  public void receive(byte[] frame, long nowNs) {
    int type = frame.length < ETHERNET_BYTES ? 0 : Octets.u16(frame, ETHERNET_BYTES - 2);
    if (type == EtherType.ARP && frame.length >= ETHERNET_BYTES + ARP_BYTES) {
      answerArp(frame);
    } else if (type == EtherType.IPV4
        && frame.length >= PAYLOAD_AT
        && frame[ETHERNET_BYTES + 9] == IpProtocol.UDP
        && address.matches(frame, ETHERNET_BYTES + 16)) {
      IpAddress source = IpAddress.of(frame, ETHERNET_BYTES + 12, 4);
      int length = Octets.u16(frame, UDP_AT + 4) - 8;
      heard.add(
          new Heard(
              nowNs,
              new Endpoint(source, Octets.u16(frame, UDP_AT)),
              Octets.u16(frame, UDP_AT + 2),
              Arrays.copyOfRange(frame, PAYLOAD_AT, PAYLOAD_AT + length)));
    }
  }

  private void answerArp(byte[] frame) {
    boolean isForUs =
        Octets.u16(frame, ETHERNET_BYTES + 6) == 1 && address.matches(frame, ETHERNET_BYTES + 24);
    if (!isForUs) {
      return;
    }
    ByteBuffer reply = ByteBuffer.allocate(ETHERNET_BYTES + ARP_BYTES);
    reply.put(frame, 6, 6).put(hardware).putShort((short) EtherType.ARP);
    reply.put(frame, ETHERNET_BYTES, 6).putShort((short) 2);
    reply.put(hardware).put(address.toOctets().toArray()).put(frame, ETHERNET_BYTES + 8, 6 + 4);
    port.send(reply.array(), 0, reply.position());
  }

  @Override
  public void poll(long nowNs) {
    // it does nothing by itself
  }

  @Override
  public long nextDeadlineNs() {
    return DeadlineTable.NEVER_NS;
  }
}
