// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.net.StackHandlers;
import org.sallyport.engine.net.StackLimits;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/** A host on the network behind a gateway: it answers echoes, and keeps what reaches it. */
final class LanHost {
  final IpAddress address;

  /** IP packets that reached the host, as they came. */
  final List<byte[]> received = new ArrayList<>();

  private final FramePool pool = FramePool.of(64);
  private final Deque<byte[]> sent = new ArrayDeque<>();
  private final HostStack stack;

  LanHost(IpAddress address, int prefixLength, IpAddress router, int mac, int mtu) {
    this.address = address;
    NetworkConfig network =
        new NetworkConfig(
            LinkKind.ETHERNET,
            OctetString.of(new byte[] {2, 0, 0, 0, 2, (byte) mac}),
            List.of(new InterfaceAddress(address, prefixLength)),
            List.of(router),
            mtu);
    stack =
        HostStack.of(
            new NetworkInterface(
                network,
                StackLimits.DEFAULT,
                pool,
                Frames.copying(sent::add),
                1,
                NotedRows.sink(),
                /* standIn= */ null),
            StackHandlers.NONE);
  }

  /** Sends an IP packet through the router, or to a neighbour. */
  DropReason send(byte[] packet, long nowNs) {
    return stack.network().transmit(Frames.held(pool, packet), nowNs);
  }

  /** A frame of the network. */
  void receive(byte[] frame, long nowNs) {
    int etherType = Octets.u16(frame, 12);
    if (etherType != EtherType.ARP && !isNeighbourMessage(frame, etherType)) {
      received.add(Arrays.copyOfRange(frame, EthernetHeader.LENGTH, frame.length));
    }
    stack.receive(Frames.held(pool, frame), nowNs);
  }

  private static boolean isNeighbourMessage(byte[] frame, int etherType) {
    return etherType == EtherType.IPV6 && frame[20] == 58 && (frame[54] & 0xFF) >= 133;
  }

  /** The next frame that the host has sent, or null. */
  byte[] nextSent() {
    return sent.poll();
  }

  void poll(long nowNs) {
    stack.network().poll(nowNs);
  }
}
